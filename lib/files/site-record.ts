// The record of a run of a site: what its pages asked for, for a build that can't know it otherwise.
import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import { checkPath } from '../core/paths.ts';
import { errorText, quote, StaticfileError } from '../errors.ts';
import type { Disk, DiskTools } from './disk.ts';
import { makeFolder } from './make-folder.ts';
import { writeWhole } from './temporary.ts';

/** Changes whenever older versions of this package would read a record wrongly. */
const FORMAT = 1;

/** Paths of one form: each file, or combination, with its members in order. */
export type RecordedPaths = readonly (readonly string[])[];

export interface SiteRecord {
  /** The name in the site's package.json; empty where there is none. */
  readonly site: string;
  readonly plain: RecordedPaths;
  readonly slim: RecordedPaths;
  /** Neighbours in pages. */
  readonly groups: RecordedPaths;
  /** Files whose content became part of pages. */
  readonly inlinePlain: RecordedPaths;
  readonly inlineSlim: RecordedPaths;
}

const LISTS = ['plain', 'slim', 'groups', 'inlinePlain', 'inlineSlim'] as const;

/** Puts what several runs asked for together. */
export function mergeRecords(one: SiteRecord, other: SiteRecord): SiteRecord {
  const lists = LISTS.map((name) => {
    const all = [...one[name], ...other[name]].map((paths) => JSON.stringify(paths));
    return [name, [...new Set(all)].sort().map((text) => JSON.parse(text))];
  });
  return { site: one.site || other.site, ...Object.fromEntries(lists) } as SiteRecord;
}

/**
 * Writes a record, whole or not at all, with what another run has left there.
 *
 * @throws `ERR_STATICFILE_RECORD` where something else is there; `ERR_STATICFILE_PUBLISH` when the disk refuses.
 */
export function addToRecord(file: string, record: SiteRecord, { disk, random }: DiskTools): void {
  const isThere = disk.statSync(file, { throwIfNoEntry: false }) !== undefined;
  const known = isThere ? readRecord(file, disk, record.site) : record;
  const merged = mergeRecords(known, record);
  const text = `${JSON.stringify({ format: FORMAT, ...merged }, null, 1)}\n`;
  try {
    makeFolder(disk, path.dirname(file));
    writeWhole(disk, file, text, random());
  } catch (cause) {
    const message = `Cannot write the record ${quote(file)}: ${errorText(cause)}.`;
    throw new StaticfileError('ERR_STATICFILE_PUBLISH', message, { cause });
  }
}

/**
 * @param site - The name of the site that it must be of; an empty one is that of any.
 * @throws `ERR_STATICFILE_RECORD` where it can't be read, is cut, or is of another site.
 */
export function readRecord(file: string, disk: Disk, site: string): SiteRecord {
  const read = attempt(() => JSON.parse(disk.readFileSync(file, 'utf8')) as unknown);
  if (read instanceof Error) {
    const advice = 'Record the site again with "recordTo", or remove the file.';
    throw recordError(file, `can't be read, it may be cut: ${errorText(read)}. ${advice}`);
  }
  const record = (read ?? {}) as Partial<Record<string, unknown>>;
  if (record['format'] !== FORMAT) {
    const format = JSON.stringify(record['format']);
    throw recordError(file, `is of format ${format}, and this version reads format ${FORMAT}.`);
  }
  const isWhole = LISTS.every((name) => isPaths(record[name]));
  if (!isWhole || typeof record['site'] !== 'string') {
    throw recordError(file, 'is not a record: it holds what no run writes.');
  }
  if (site !== '' && record['site'] !== '' && record['site'] !== site) {
    throw recordError(file, `is of the site ${quote(record['site'])}, and this is ${quote(site)}.`);
  }
  return record as unknown as SiteRecord;
}

function isPaths(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  return value.every(
    (paths) =>
      Array.isArray(paths) &&
      paths.length > 0 &&
      paths.every((each) => typeof each === 'string' && checkPath(each).candidates.length > 0),
  );
}

function recordError(file: string, why: string): StaticfileError {
  return new StaticfileError('ERR_STATICFILE_RECORD', `The record ${quote(file)} ${why}`);
}

/** Returns the name in the package.json of a folder, or of the nearest above it; empty without one. */
export function siteNameOf(folder: string, disk: Disk): string {
  for (let dir = folder; ; dir = path.dirname(dir)) {
    const read = attempt(() => disk.readFileSync(path.join(dir, 'package.json'), 'utf8'));
    const parsed = typeof read === 'string' ? attempt(() => JSON.parse(read)) : undefined;
    const { name } = (parsed ?? {}) as { name?: unknown };
    if (typeof read === 'string') return typeof name === 'string' ? name : '';
    if (path.dirname(dir) === dir) return '';
  }
}
