// Conversion caches on a real disk, opened the way an instance opens its own.
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Reporter } from '../../../lib/core/report.ts';
import { DiskCache } from '../../../lib/files/disk-cache.ts';
import { type WatchedDisk, watchDisk } from '../../support/disk.ts';
import { type CollectedLog, collectLog } from '../../support/log.ts';

export const HEADER = 'nunjucks-staticfile conversion cache 2';

/** A cache, as one process has it. */
export interface OpenCache {
  readonly cache: DiskCache;
  readonly log: CollectedLog;
  readonly disk: WatchedDisk;
}

export interface OpenOptions {
  readonly disk?: WatchedDisk;
  readonly now?: () => number;
}

export function openCache(dir: string, options: OpenOptions = {}): OpenCache {
  const { disk = watchDisk(), now = Date.now } = options;
  const log = collectLog();
  const random = () => randomBytes(8).toString('hex');
  const reporter = new Reporter(log);
  return { cache: new DiskCache({ dir, disk: disk.disk, reporter, random, now }), log, disk };
}

/** The file that the processes share. */
export function cacheFile(dir: string): string {
  return path.join(dir, 'conversions.txt');
}

/** Puts a file in the cache's place. */
export function plantCacheFile(dir: string, content: string | Uint8Array): void {
  fs.mkdirSync(dir, { recursive: true });
  fs.writeFileSync(cacheFile(dir), content);
}

/** What a process that starts now knows. */
export function factsOf(dir: string): Record<string, unknown> {
  const { cache } = openCache(dir);
  return Object.fromEntries(cache.keys('').map((key) => [key, cache.get(key)]));
}

/** The value that the programs of these tests set for `name/12`. */
export function expectedFact(key: string): unknown {
  const [name = '', at = ''] = key.split('/');
  return { name, at: Number(at), text: 'ä'.repeat(Number(at) % 200) };
}
