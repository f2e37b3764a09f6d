// An output as the CDN proxy knows it: where it stands, and what it waits for.
import { quote } from '../../errors.ts';
import type { FileInfo, SourceMapInfo } from '../file-proxy.ts';
import { OBJECT_STATES, type ObjectEvent, type ObjectState, stateAfter } from './object-states.ts';

/** How many objects stand where: nobody walks all of them to know. */
export type StateCounts = Record<ObjectState, number>;

export function countNone(): StateCounts {
  return Object.fromEntries(OBJECT_STATES.map((state) => [state, 0])) as StateCounts;
}

export interface CdnObject {
  readonly uri: string;
  readonly key: string;
  readonly filePath: string | undefined;
  readonly contentHash: string | undefined;
  readonly references: readonly string[];
  readonly fixedReferences: readonly string[];
  readonly isLocalForm: boolean;
  readonly hasUnknownReferences: boolean;
  readonly sourceMap: SourceMapInfo | undefined;
  readonly counts: StateCounts;
  state: ObjectState;
  /** Why it is local or has failed. */
  reason?: string | undefined;
  /** When it is to be ready, in milliseconds since 1970. */
  dueMs?: number | undefined;
}

/** @param counts - Of all objects of the proxy; it is counted from now on. */
export function createObject(
  uri: string,
  key: string,
  info: FileInfo,
  counts: StateCounts,
): CdnObject {
  counts.waiting += 1;
  return {
    uri,
    key,
    counts,
    filePath: info.filepath,
    contentHash: info.contentHash,
    references: info.references ?? [],
    fixedReferences: info.fixedReferences ?? [],
    isLocalForm: info.isLocalForm === true,
    hasUnknownReferences: info.hasUnknownReferences === true,
    sourceMap: info.sourceMap,
    state: 'waiting',
  };
}

/** Lets an event happen to an object; returns whether it stands elsewhere now. */
export function happen(object: CdnObject, event: ObjectEvent): boolean {
  const before = object.state;
  object.state = stateAfter(before, event);
  object.counts[before] -= 1;
  object.counts[object.state] += 1;
  return object.state !== before;
}

/** What an object may do, as far as what it refers to is concerned. */
export type Verdict =
  | { readonly may: 'move' | 'wait' | 'be looked for' }
  /** Its other form may move. */
  | { readonly may: 'be replaced' }
  | { readonly may: 'stay'; readonly reason: string };

/** A source map is fetched by tools alone; none waits for it. */
const MAP = /\.map$/;

/**
 * Judges an object by what it refers to: on the CDN it must find all of that on the CDN, too.
 *
 * @param lookUp - Finds the object of a uri.
 */
export function judge(object: CdnObject, lookUp: (uri: string) => CdnObject | undefined): Verdict {
  if (object.hasUnknownReferences || object.filePath === undefined) return { may: 'be looked for' };
  const [fixed] = object.fixedReferences;
  if (fixed !== undefined)
    return { may: 'stay', reason: `it refers to ${quote(fixed)} on this site` };
  let may: 'move' | 'wait' = 'move';
  for (const uri of object.references) {
    if (MAP.test(uri)) continue;
    const other = lookUp(uri);
    if (other === undefined) return { may: 'be looked for' };
    if (other.state === 'local') {
      return { may: 'stay', reason: `it refers to ${quote(uri)}, which does not move` };
    }
    if (other.state !== 'ready') may = 'wait';
  }
  return may === 'move' && object.isLocalForm ? { may: 'be replaced' } : { may };
}

/** Nothing new is said of an object, or nothing that matters to it. */
export function isSame(known: CdnObject, info: FileInfo): boolean {
  if (!info.new && !info.changed) {
    // the bytes of both forms of a sheet are the same where nothing in it can move
    const isSameForm = known.isLocalForm === (info.isLocalForm === true);
    return isSameForm && (known.filePath !== undefined || info.filepath === undefined);
  }
  const isMoving = known.state !== 'failed' && known.state !== 'superseded';
  return isMoving && known.contentHash === info.contentHash && known.filePath === info.filepath;
}
