// An instance that names by timestamp, over files whose times a test sets.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Instance, makeInstance } from '../../support/instance.ts';
import { createSite, type Files, type Site } from '../../support/site.ts';

/** The time in the names of the article that django-static was presented with. */
export const T = 1_242_930_552;

/** Sets modification times, in seconds since 1970. */
export function touch(site: Site, times: Readonly<Record<string, number>>): void {
  for (const [name, seconds] of Object.entries(times)) {
    fs.utimesSync(path.join(site.root, name), seconds, seconds);
  }
}

/** Makes a site with all files of the time `T`, but for those that `times` names. */
export function stampedSite(files: Files, times: Readonly<Record<string, number>> = {}): Site {
  const site = createSite(files);
  const all = Object.keys(files).map((name) => [name, T] as const);
  touch(site, { ...Object.fromEntries(all), ...times });
  return site;
}

export function stampedInstance(
  site: Site,
  options: Parameters<typeof makeInstance>[1] = {},
): Instance {
  return makeInstance({}, { naming: 'timestamp', ...options }, site);
}

/** Takes the six digits of names away that are not those of copies; there has to be one. */
export function withoutDigits(text: string): string {
  const digits = /(?<=\d)-[0-9a-f]{6}(?=\.(?:css|js))/g;
  assert.match(text, digits);
  return text.replace(digits, '');
}
