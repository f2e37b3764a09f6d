// The note that set-up leaves in the bucket: servers need not search for the distribution.
import { createHash } from 'node:crypto';
import { FAILURE_RULES } from '../cdn/failure-kinds.ts';
import { type ObjectStore, StoreFailure } from '../cdn/store.ts';
import type { DistributionOption } from './proxy-options.ts';

export interface DistributionNote {
  readonly id: string;
  readonly domain: string;
}

const HEADERS = { contentType: 'application/json', cacheControl: 'no-cache' };
const FORMAT = 1;

/** Where notes lie; a dot begins the name, so that no output has it. */
export function notesPrefix(prefix: string): string {
  return `${prefix}.staticfile/distribution-`;
}

/** Returns the key of the note; sites with one prefix and two distributions have two. */
export function noteKey(prefix: string, distribution: DistributionOption | undefined): string {
  const name = JSON.stringify(
    distribution && 'id' in distribution
      ? distribution.id
      : distribution && 'comment' in distribution && distribution.comment,
  );
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return `${notesPrefix(prefix)}${hash}.json`;
}

/**
 * Reads the note; `undefined` where there is none. Who may not list is told 403 of what is missing.
 * Rejects where the bucket can't be asked now.
 */
export async function readNote(
  store: Pick<ObjectStore, 'read'>,
  key: string,
): Promise<DistributionNote | undefined> {
  try {
    const { format, id, domain } = JSON.parse(await store.read(key));
    const isNote = format === FORMAT && typeof id === 'string' && typeof domain === 'string';
    return isNote ? { id, domain } : undefined;
  } catch (error) {
    const rule = error instanceof StoreFailure && FAILURE_RULES[error.kind];
    if (rule && rule.of === 'store' && !rule.isLasting) throw error;
    return undefined;
  }
}

/** Writes the note, over an older one. */
export async function writeNote(
  store: Pick<ObjectStore, 'put'>,
  key: string,
  note: DistributionNote,
): Promise<void> {
  const text = JSON.stringify({ format: FORMAT, ...note });
  await store.put({ key, text, headers: HEADERS, isConditional: false });
}
