// An output as the CDN proxy knows it: where it stands, and what it waits for.
import type { FileInfo } from '../file-proxy.ts';

/**
 * `excluded`: it stays on this site; `superseded`: a sheet in its local form, whose other form is to
 * be made; `waiting`: for what it refers to; `held`: uploaded, and not yet surely to be fetched.
 */
export type ObjectState =
  | 'excluded'
  | 'superseded'
  | 'waiting'
  | 'queued'
  | 'uploading'
  | 'held'
  | 'ready'
  | 'failed';

export interface CdnObject {
  readonly uri: string;
  readonly key: string;
  readonly filePath: string | undefined;
  readonly contentHash: string | undefined;
  readonly references: readonly string[];
  readonly fixedReferences: readonly string[];
  readonly isLocalForm: boolean;
  readonly hasUnknownReferences: boolean;
  state: ObjectState;
  /** Why it is excluded or has failed. */
  reason?: string;
  retryAtMs?: number | undefined;
  /** When it is to be ready, in milliseconds since 1970. */
  dueMs?: number | undefined;
}

export function createObject(uri: string, key: string, info: FileInfo): CdnObject {
  return {
    uri,
    key,
    filePath: info.filepath,
    contentHash: info.contentHash,
    references: info.references ?? [],
    fixedReferences: info.fixedReferences ?? [],
    isLocalForm: info.isLocalForm === true,
    hasUnknownReferences: info.hasUnknownReferences === true,
    state: 'waiting',
  };
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
  if (fixed !== undefined) return { may: 'stay', reason: `it refers to "${fixed}" on this site` };
  let may: 'move' | 'wait' = 'move';
  for (const uri of object.references) {
    if (MAP.test(uri)) continue;
    const other = lookUp(uri);
    if (other === undefined) return { may: 'be looked for' };
    if (other.state === 'excluded') {
      return { may: 'stay', reason: `it refers to "${uri}", which does not move` };
    }
    if (other.state !== 'ready') may = 'wait';
  }
  return may === 'move' && object.isLocalForm ? { may: 'be replaced' } : { may };
}
