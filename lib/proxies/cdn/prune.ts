// Deletes old versions that no server hands out any more.
import { StaticfileError } from '../../errors.ts';
import { type HandedOutRecord, parseRecord, recordsPrefix } from './handed-out.ts';
import type { Listing, ObjectStore, StoredObject } from './store.ts';

/** What is deleted; see {@link CdnProxy.prune}. */
export interface PruneOptions {
  /** How many of the last records protect what they name. @defaultValue `3` */
  keep?: number;
  /** Only what is older. @defaultValue `2592000`, 30 days */
  olderThanSeconds?: number;
  /** Delete nothing, only tell. @defaultValue `true` */
  dryRun?: boolean;
  /** How many objects to delete at most. @defaultValue `256` */
  maxDelete?: number;
}

export interface PruneReport {
  /** Keys that were deleted; with `dryRun` those that would be. */
  readonly deleted: readonly string[];
  /** How many objects with names of ours stay. */
  readonly kept: number;
  /** How many could be deleted besides, but for `maxDelete`. */
  readonly left: number;
  readonly isDryRun: boolean;
}

export interface PruneParts {
  readonly store: ObjectStore;
  readonly prefix: string;
  /** Lists the keys that a text refers to, seen from a key. */
  readonly referencesIn: (key: string, text: string) => readonly string[];
}

const MONTH_SECONDS = 30 * 24 * 3600;
/** Servers write a record daily; one that has not for two days is gone. */
const GONE_MS = 2 * 24 * 3_600_000;
/** `x.<12 hex digits>.ext`, `x.<seconds>.ext`, `x.<seconds>-<6 hex digits>.ext` */
const OWN_NAME = /\.(?:[0-9a-f]{12}|[0-9]{9,11}(?:-[0-9a-f]{6})?)\.[^./]+(?:\.map)?$/;
/** What may refer to other objects. */
const REFERRING = /\.(?:css|m?js)$/;

/**
 * Prunes a prefix.
 *
 * @throws `ERR_STATICFILE_PROXY` where the prefix has no record at all, or too many objects to be
 *   listed: what is in use is not known.
 */
export async function prune(parts: PruneParts, options: PruneOptions): Promise<PruneReport> {
  const { keep = 3, olderThanSeconds = MONTH_SECONDS, dryRun = true, maxDelete = 256 } = options;
  const listing = await parts.store.list(parts.prefix);
  const records = await readRecords(parts, listing);
  refuseBlindness(parts.prefix, listing, records);
  const own = listing.objects.filter(({ key }) => OWN_NAME.test(key));
  const used = await usedKeys(parts, own, protectedBy(records, keep, listing.nowMs));
  const isOld = ({ modifiedMs }: StoredObject) =>
    listing.nowMs - modifiedMs >= olderThanSeconds * 1000;
  const unused = own.filter((each) => !used.has(each.key) && isOld(each)).map(({ key }) => key);
  const deleted = unused.slice(0, maxDelete);
  if (!dryRun && deleted.length > 0) await parts.store.remove(deleted);
  const kept = own.length - deleted.length;
  return { deleted, kept, left: unused.length - deleted.length, isDryRun: dryRun };
}

function refuseBlindness(prefix: string, { isWhole }: Listing, records: readonly unknown[]): void {
  if (isWhole && records.length > 0) return;
  const why = isWhole
    ? 'no server has left a record of what it hands out there'
    : 'it holds more objects than can be listed';
  throw new StaticfileError(
    'ERR_STATICFILE_PROXY',
    `Nothing can be pruned under "${prefix}": ${why}, so that what is in use is not known.`,
  );
}

async function readRecords(
  { store, prefix }: PruneParts,
  { objects }: Listing,
): Promise<HandedOutRecord[]> {
  const keys = objects.map(({ key }) => key).filter((key) => key.startsWith(recordsPrefix(prefix)));
  const records: HandedOutRecord[] = [];
  for (const key of keys.sort()) {
    const record = parseRecord(key, await store.read(key));
    if (record !== undefined) records.push(record);
  }
  return records;
}

/** The last records, and the last one of every server that is there. */
function protectedBy(records: readonly HandedOutRecord[], keep: number, nowMs: number): string[] {
  const ordered = [...records].sort((a, b) => b.atMs - a.atMs);
  const latest = new Map<string, HandedOutRecord>();
  for (const record of ordered) {
    if (!latest.has(record.server)) latest.set(record.server, record);
  }
  const alive = [...latest.values()].filter(
    ({ isClosed, atMs }) => !isClosed && nowMs - atMs < GONE_MS,
  );
  return [...ordered.slice(0, keep), ...alive].flatMap(({ keys }) => keys);
}

/** Follows what kept sheets and modules refer to. */
async function usedKeys(
  { store, referencesIn }: PruneParts,
  own: readonly StoredObject[],
  begin: readonly string[],
): Promise<Set<string>> {
  const there = new Set(own.map(({ key }) => key));
  const used = new Set<string>();
  const queue = [...begin];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (used.has(key)) continue;
    used.add(key);
    if (!there.has(key)) continue;
    if (there.has(`${key}.map`)) queue.push(`${key}.map`);
    if (REFERRING.test(key)) queue.push(...referencesIn(key, await store.read(key)));
  }
  return used;
}
