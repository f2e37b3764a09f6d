// Which releases count: what their records name is in use, and never pruned.
import { quote, StaticfileError } from '../../errors.ts';
import { RECORD_FORMAT } from './usage-record.ts';

/** The keys that one process has handed out. */
export interface Usage {
  /** When it was written last, by the store's own clock: no other counts. */
  readonly modifiedMs: number;
  readonly keys: readonly string[];
  /** Absent of the first edition's. */
  readonly of?: {
    readonly site: string;
    readonly channel: string;
    readonly release: string | null;
    readonly isBuild: boolean;
    readonly hasEnded: boolean;
    /** When it was written first; `null`: it was written once. */
    readonly sinceMs: number | null;
  };
}

/** A server without a record for two days is gone. */
export const GONE_MS: number = 2 * 24 * 3_600_000;
const MONTH_MS = 30 * 24 * 3_600_000;

/** @throws `ERR_STATICFILE_PROXY` where it can't be understood: then it is not known what is in use. */
export function parseUsage(recordKey: string, modifiedMs: number, text: string): Usage {
  const { format, keys, ...of } = fieldsOf(recordKey, text);
  if (typeof format === 'number' && format > RECORD_FORMAT) {
    throw stopped(`${quote(recordKey)} was written by a later version. Prune with that version.`);
  }
  const isComplete = Array.isArray(keys) && keys.every((key) => typeof key === 'string');
  if (format === 1 && isComplete) return { modifiedMs, keys };
  if (format !== RECORD_FORMAT || !isComplete || !isNamed(of)) throw damaged(recordKey);
  return { modifiedMs, keys, of };
}

function fieldsOf(recordKey: string, text: string): Record<string, unknown> {
  try {
    return { ...(JSON.parse(text) as object) };
  } catch {
    throw damaged(recordKey);
  }
}

function isNamed(
  of: Record<string, unknown>,
): of is Record<string, unknown> & NonNullable<Usage['of']> {
  const { site, channel, release, isBuild, hasEnded, sinceMs } = of;
  return (
    [site, channel].every((each) => typeof each === 'string') &&
    (release === null || typeof release === 'string') &&
    [isBuild, hasEnded].every((each) => typeof each === 'boolean') &&
    (sinceMs === null || typeof sinceMs === 'number')
  );
}

function damaged(recordKey: string): StaticfileError {
  return stopped(
    `${quote(recordKey)} is cut, or no record of ours. Delete it if no site uses it; servers write theirs anew daily.`,
  );
}

/** Returns the error of whatever keeps a prune from going on. */
export function stopped(why: string): StaticfileError {
  return new StaticfileError('ERR_STATICFILE_PROXY', `Nothing was pruned: ${why}`);
}

/** Lists the records that count. Those of the first edition, which name no release, do for 30 days. */
export function counting(usages: readonly Usage[], keep: number, nowMs: number): Usage[] {
  const isYoung = (usage: Usage) => !usage.of && nowMs - usage.modifiedMs <= MONTH_MS;
  const named = usages.filter(({ of }) => of !== undefined);
  const places = grouped(named, ({ of }) => JSON.stringify([of?.site, of?.channel]));
  return [
    ...usages.filter(isYoung),
    ...places.flatMap((place) => countingIn(releasesOf(place), keep, nowMs)),
  ];
}

interface Release {
  readonly usages: readonly Usage[];
  readonly lastMs: number;
  /** Builds that were broken off put no other out of use. */
  readonly hasEnded: boolean;
}

/** Of one site and channel: the last ones, and all that servers run. */
function countingIn(releases: readonly Release[], keep: number, nowMs: number): Usage[] {
  return releases.flatMap(({ usages, lastMs }) => {
    const later = releases.filter((each) => each.hasEnded && each.lastMs > lastMs);
    const isRunning = usages.some(
      ({ of, modifiedMs }) => !of?.isBuild && nowMs - modifiedMs <= GONE_MS,
    );
    return isRunning || later.length < keep ? usages : [];
  });
}

function releasesOf(usages: readonly Usage[]): Release[] {
  const named = usages.filter(({ of }) => of?.release != null);
  const unnamed = usages.filter(({ of }) => of?.release == null);
  return [...grouped(named, ({ of }) => String(of?.release)), ...runsOf(unnamed)].map((each) => ({
    usages: each,
    lastMs: Math.max(...each.map(({ modifiedMs }) => modifiedMs)),
    hasEnded: each.some(({ of }) => !of?.isBuild || of.hasEnded),
  }));
}

/** Servers that name no release are of one while any of them was seen within two days. */
function runsOf(usages: readonly Usage[]): Usage[][] {
  const beganMs = ({ of, modifiedMs }: Usage) => of?.sinceMs ?? modifiedMs;
  const runs: Usage[][] = [];
  let endMs = Number.NEGATIVE_INFINITY;
  for (const usage of [...usages].sort((a, b) => beganMs(a) - beganMs(b))) {
    if (beganMs(usage) - endMs > GONE_MS) runs.push([]);
    runs.at(-1)?.push(usage);
    endMs = Math.max(endMs, usage.modifiedMs);
  }
  return runs;
}

function grouped(usages: readonly Usage[], nameOf: (usage: Usage) => string): Usage[][] {
  const groups = new Map<string, Usage[]>();
  for (const usage of usages) {
    const name = nameOf(usage);
    groups.set(name, [...(groups.get(name) ?? []), usage]);
  }
  return [...groups.values()];
}
