// One instance on a real folder tree, with its log, its disk and its clock at hand.
import { createHash } from 'node:crypto';
import type { Staticfiles, StaticfilesOptions } from '../../lib/index.ts';
import { createStaticfiles } from './create.ts';
import { type WatchedDisk, watchDisk } from './disk.ts';
import { type CollectedLog, collectLog } from './log.ts';
import { createSite, type Files, type Site } from './site.ts';

export interface Instance {
  readonly site: Site;
  readonly staticfiles: Staticfiles;
  readonly log: CollectedLog;
  readonly disk: WatchedDisk;
  /** Milliseconds; stands still unless a test moves it. */
  readonly clock: { ms: number };
  /** Asks for a URL that is also the path of the output below `outDir`, and reads that output. */
  content(path: string | readonly string[]): string;
}

/** `undefined` takes an option back that {@link makeInstance} sets. */
export type InstanceOptions = {
  [Name in keyof StaticfilesOptions]?: StaticfilesOptions[Name] | undefined;
};

/** Outputs go to the site's `outDir`, and debug is on, unless `options` say otherwise. */
export function makeInstance(
  files: Files,
  options: InstanceOptions = {},
  site: Site = createSite(files),
): Instance {
  const log = collectLog();
  const disk = watchDisk();
  const clock = { ms: Date.now() };
  const { root: roots, outDir } = site;
  const defaults = { roots, outDir, cacheDir: false, debug: true, logger: log };
  const staticfiles = createStaticfiles({ ...defaults, ...options } as StaticfilesOptions, {
    disk: disk.disk,
    now: () => clock.ms,
  });
  const content = (path: string | readonly string[]) =>
    site.read(`out${decodeURIComponent(staticfiles.staticfile(path))}`);
  return { site, staticfiles, log, disk, clock, content };
}

/** The version of an output: the first 12 hex digits of SHA-256 of its bytes. */
export function hash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}
