// The conformance cases that lie beside the project, where they do.
import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import type { StaticfilesOptions } from '../../../lib/index.ts';
import { type Instance, makeInstance } from '../../support/instance.ts';
import { createSite, type Files, type Site } from '../../support/site.ts';

/** One case: several files, or several steps. */
export interface Case {
  readonly id: string;
  readonly level: 'must' | 'should' | 'either';
  readonly files?: Readonly<Record<string, string>>;
  /** Contents in hex, of files that are no text. */
  readonly files_hex?: Readonly<Record<string, string>>;
  readonly template?: string;
}

/** Does what a case says and throws where something else comes out than it expects. */
export type Replay = (given: Case) => void | Promise<void>;

const FILE = fileURLToPath(new URL('../../../../shared/conformance/multi.json', import.meta.url));

/** Reads the cases; `undefined` where they are not there. */
export function readCases(): Case[] | undefined {
  if (!fs.existsSync(FILE)) return undefined;
  return JSON.parse(fs.readFileSync(FILE, 'utf8')) as Case[];
}

export function filesOf({ files = {}, files_hex = {} }: Case): Files {
  const binary = Object.entries(files_hex).map(([name, hex]) => [name, Buffer.from(hex, 'hex')]);
  return { ...files, ...Object.fromEntries(binary) };
}

export function siteOf(given: Case): Site {
  return createSite(filesOf(given));
}

/** A new process over the same site: nothing is remembered. */
export function freshInstance(site: Site, options: Partial<StaticfilesOptions> = {}): Instance {
  return makeInstance({}, options, site);
}

/** The files that a case's template names, to be combined. */
export function namedPaths({ template = '' }: Case): string[] {
  return [...template.matchAll(/(?:href|src)="([^"]+)"/g)].map((match) => match[1] ?? '');
}

export function renderTemplate({ staticfiles }: Instance, { template = '' }: Case): string {
  const env = new nunjucks.Environment(null, { autoescape: false });
  return staticfiles.install(env).renderString(template, {});
}

/** What a sheet's text refers to, as written. */
export function referencesIn(css: string): string[] {
  return [...css.matchAll(/@import\s+["']([^"']+)|url\(\s*["']?([^"')]+)/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
}

/** What a sheet with this URL refers to, as URLs of the site. */
export function targetsOf({ site }: Instance, url: string): string[] {
  return referencesIn(site.read(`out${url}`)).map(
    (reference) => new URL(reference, `http://site${url}`).pathname,
  );
}
