// Asks for a URL through the tag and the function, and what the URL then leads to.
import assert from 'node:assert/strict';
import nunjucks from 'nunjucks';
import type { Answer, Servers } from '../../support/http.ts';
import { type Instance, makeInstance } from '../../support/instance.ts';
import type { Files, Site } from '../../support/site.ts';

/** With sources checked at every render, as while developing, and once, as in production. */
export const debugModes: Readonly<Record<string, boolean>> = {
  'with debug': true,
  'in production': false,
};

export interface Asked extends Instance {
  /** Asks through the tag and through the function, which must agree. */
  ask(value: unknown): string;
}

export function askable(
  files: Files,
  options: Parameters<typeof makeInstance>[1] = {},
  site?: Site,
): Asked {
  const instance = makeInstance(files, options, site);
  const env = new nunjucks.Environment(null, { autoescape: false });
  instance.staticfiles.install(env);
  const ask = (value: unknown): string => {
    const url = instance.staticfiles.staticfile(value as string);
    assert.equal(env.renderString('{% staticfile value %}', { value }), url);
    return url;
  };
  return { ...instance, ask };
}

/** Follows a URL, as a browser would send it, to what the instance serves for it. */
export async function follow(servers: Servers, asked: Instance, url: string): Promise<Answer> {
  const server = await servers.serve(asked.staticfiles.middleware());
  const { pathname, search } = new URL(url, 'http://site');
  return server.get(pathname + search);
}

/** Follows a URL of a page and expects these bytes. */
export async function assertServes(
  servers: Servers,
  asked: Instance,
  url: string,
  content: string | Uint8Array,
): Promise<void> {
  const answer = await follow(servers, asked, url);
  assert.equal(answer.status, 200, url);
  assert.deepEqual(answer.body, Buffer.from(content));
}

/** A URL that means the same in HTML, CSS and HTTP, however it is quoted. */
export function assertSafe(url: string): void {
  assert.match(url, /^\/[\w\-./~%@,!$&*+=:;?#]*$/);
}
