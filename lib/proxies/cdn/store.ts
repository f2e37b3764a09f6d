// What a CDN proxy needs of a store of objects; S3 is one.
import { errorText } from '../../errors.ts';
import type { FailureKind } from './failure-kinds.ts';

export type { FailureKind };

/** An object as a listing tells of it. */
export interface StoredObject {
  readonly key: string;
  /** When it was written, in milliseconds of the store's own clock. */
  readonly modifiedMs: number;
  readonly bytes?: StoredBytes;
}

/** What tells the bytes of an object without reading them; absent: not told. */
export interface StoredBytes {
  readonly sizeBytes?: number | undefined;
  /** Without its quotation marks: often the MD5 of the bytes, in hex. */
  readonly etag?: string | undefined;
}

/** `unknown`: the store tells too little of them; `gone`: there is no such object. */
export type Comparison = 'same' | 'other' | 'unknown' | 'gone';

/** The objects under a prefix, seen at one time. */
export interface Listing {
  readonly objects: readonly StoredObject[];
  /** The store's own clock when it answered, in milliseconds since 1970. */
  readonly nowMs: number;
  /** All objects are there; a listing is cut after {@link MOST_LISTED}. */
  readonly isWhole: boolean;
}

/** The largest body that S3 accepts in one request, in bytes; larger files stay where they are. */
export const MOST_BYTES: number = 5 * 1024 ** 3;

/** How many objects a listing takes at most: 100 requests to S3. */
export const MOST_LISTED = 100_000;

/** An object to be written: a file, or a text. */
export interface Upload {
  readonly key: string;
  readonly headers: UploadHeaders;
  readonly filePath?: string;
  readonly text?: string;
  /** What the SHA-256 of the file's bytes begins with, in hex; absent: it is not known. */
  readonly contentHash?: string;
  /** What its metadata are to hold: whose it is; absent: nobody's. */
  readonly mark?: string;
  /** An object that is there already stays as it is. */
  readonly isConditional: boolean;
}

export interface UploadHeaders {
  readonly contentType: string;
  readonly cacheControl: string;
  readonly contentEncoding?: string;
}

/** `exists`: somebody else has written it; `absent`: there is none, and nothing to write. */
export type UploadResult = 'written' | 'exists' | 'absent';

/** An object that was asked for by its key; times are of the store's own clock, in milliseconds. */
export interface StoredHead {
  readonly modifiedMs: number;
  readonly nowMs: number;
  readonly bytes?: StoredBytes;
  /** What its metadata hold; absent: nothing of ours. */
  readonly mark?: string | undefined;
}

/** Keeps objects. All methods reject with a {@link StoreFailure}. */
export interface ObjectStore {
  list(prefix: string): Promise<Listing>;
  put(upload: Upload): Promise<UploadResult>;
  /** Looks for one object; `undefined` where there is none. */
  head(key: string): Promise<StoredHead | undefined>;
  /** Compares an object with the bytes of a file; asks for it only where what is known does not do. */
  compare(key: string, filePath: string, known?: StoredBytes): Promise<Comparison>;
  /** Writes an object anew from itself, so that it is young again. */
  renew(key: string, headers: UploadHeaders): Promise<void>;
  read(key: string): Promise<string>;
  remove(keys: readonly string[]): Promise<void>;
  /** Ends connections; what is under way is abandoned. */
  close(): Promise<void>;
}

/** A failure of a store, in words for whoever runs the site. */
export class StoreFailure extends Error {
  override name = 'StoreFailure';
  readonly kind: FailureKind;
  /** The same for failures that are said once. */
  readonly subject: string;

  constructor(kind: FailureKind, subject: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.subject = subject;
  }
}

/** Says what has failed where nobody tries it again. */
export function onceText(error: unknown): string {
  return errorText(error).replace('; it is tried again', '');
}

/** The subject of failures of an upload whose file is not there. */
export const MISSING_FILE = 'missing file';

/** Takes whatever was thrown as a failure. */
export function toStoreFailure(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error;
  return new StoreFailure('passing', 'unknown', errorText(error), { cause: error });
}
