// What a first run of prune has marked: lists of keys beside the objects, for a later run and for servers.
import { quote } from '../../errors.ts';
import { stopped } from './releases.ts';
import type { ObjectStore, StoredObject } from './store.ts';
import { UPKEEP_HEADERS, upkeepPrefix } from './usage-record.ts';

/** Keys that were marked in one run, with the times when their objects were written. */
export interface PruneMarks {
  readonly listKey: string;
  /** By the store's own clock. */
  readonly markedMs: number;
  readonly modifiedMs: ReadonlyMap<string, number>;
}

/** What is marked is deleted so much later: by then every server has recorded what it uses. */
export const NOTICE_MS: number = 2 * 24 * 3_600_000;

const FORMAT = 1;

export function marksPrefix(prefix: string): string {
  return `${upkeepPrefix(prefix)}prune/`;
}

/** @throws `ERR_STATICFILE_PROXY` where it can't be understood. */
export async function readMarks(
  store: Pick<ObjectStore, 'read'>,
  { key, modifiedMs: markedMs }: StoredObject,
): Promise<PruneMarks> {
  const marks = parse(await store.read(key));
  if (marks === undefined) {
    throw stopped(
      `${quote(key)} is cut, or was written by a later version. Delete it to begin anew.`,
    );
  }
  return { listKey: key, markedMs, modifiedMs: marks };
}

function parse(text: string): Map<string, number> | undefined {
  try {
    const { format, objects } = JSON.parse(text);
    if (format !== FORMAT || !Array.isArray(objects) || !objects.every(isEntry)) return undefined;
    return new Map(objects);
  } catch {
    return undefined;
  }
}

function isEntry(entry: unknown): boolean {
  return Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'number';
}

/** Writes a list; `name` tells it from those of other runs. */
export async function writeMarks(
  store: Pick<ObjectStore, 'put'>,
  prefix: string,
  name: string,
  objects: readonly StoredObject[],
): Promise<void> {
  if (objects.length === 0) return;
  const times = objects.map(({ key, modifiedMs }) => [key, modifiedMs]);
  const text = JSON.stringify({ format: FORMAT, objects: times });
  const key = `${marksPrefix(prefix)}${name}.json`;
  await store.put({ key, text, headers: UPKEEP_HEADERS, isConditional: false });
}
