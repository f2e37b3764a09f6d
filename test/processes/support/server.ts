// An instance with its conversion cache on disk, as a process has it that starts on a site.
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { FileInfo, FileProxy, Staticfiles, StaticfilesOptions } from '../../../lib/index.ts';
import { createStaticfiles } from '../../support/create.ts';
import { type WatchedDisk, watchDisk } from '../../support/disk.ts';
import { type CollectedLog, collectLog } from '../../support/log.ts';
import type { Site } from '../../support/site.ts';
import { cacheFile } from './cache.ts';

const FLAGS = ['new', 'changed', 'checked', 'notfound', 'disabled', 'cached'] as const;

export interface Server {
  readonly staticfiles: Staticfiles;
  readonly log: CollectedLog;
  readonly disk: WatchedDisk;
  url(path: string): string;
  urls(paths: readonly string[]): string[];
  /** What the chain was told when the output of this name was offered first: `new`, `cached` … */
  flags(name: string): string;
  /** The same for the last offer. */
  lastFlags(name: string): string;
}

export type Options = Partial<StaticfilesOptions>;

/**
 * Starts on a site. Sources count as settled: they changed ten seconds ago, unless `now` says
 * otherwise.
 */
export function startServer(
  site: Site,
  options: Options = {},
  disk: WatchedDisk = watchDisk(),
  now: () => number = () => Date.now() + 10_000,
): Server {
  const log = collectLog();
  const told = new Map<string, FileInfo[]>();
  const answer = (options.fileProxy ?? ((uri: string) => uri)) as FileProxy;
  const fileProxy = (uri: string, info: FileInfo): string => {
    const name = plainName(uri);
    told.set(name, [...(told.get(name) ?? []), info]);
    return answer(uri, info);
  };
  const staticfiles = createStaticfiles(
    {
      roots: site.root,
      outDir: site.outDir,
      cacheDir: cacheDirOf(site),
      debug: false,
      logger: log,
      ...options,
      fileProxy: answer.attach ? Object.assign(fileProxy, { attach: answer.attach }) : fileProxy,
    },
    { disk: disk.disk, now },
  );
  const url = (name: string) => staticfiles.staticfile(name);
  const flags = (name: string) => flagsOf(told.get(name)?.[0]);
  const lastFlags = (name: string) => flagsOf(told.get(name)?.at(-1));
  return { staticfiles, log, disk, url, urls: (paths) => paths.map(url), flags, lastFlags };
}

function flagsOf(info: FileInfo | undefined): string {
  return FLAGS.filter((flag) => info?.[flag]).join(' ');
}

/** What the versions are left out of: `/img/x.<version>.gif` → `x.gif`. */
function plainName(uri: string): string {
  return path.posix.basename(uri).replace(/\.(?:[0-9a-f]{12}|\d{10}(?:-[0-9a-f]{6})?)(?=\.)/, '');
}

export function cacheDirOf(site: Site): string {
  return path.join(site.dir, 'cache');
}

export function readCache(site: Site): string {
  return fs.readFileSync(cacheFile(cacheDirOf(site)), 'utf8');
}
