// What a CDN proxy needs of a store of objects; S3 is one.

/** An object as a listing tells of it. */
export interface StoredObject {
  readonly key: string;
  /** When it was written, in milliseconds of the store's own clock. */
  readonly modifiedMs: number;
}

/** The objects under a prefix, seen at one time. */
export interface Listing {
  readonly objects: readonly StoredObject[];
  /** The store's own clock when it answered, in milliseconds since 1970. */
  readonly nowMs: number;
  /** All objects are there; a listing is cut after {@link MOST_LISTED}. */
  readonly isWhole: boolean;
}

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
  /** An object that is there already stays as it is. */
  readonly isConditional: boolean;
}

export interface UploadHeaders {
  readonly contentType: string;
  readonly cacheControl: string;
}

/** `exists`: somebody else has written it. */
export type UploadResult = 'written' | 'exists';

/** Keeps objects. All methods reject with a {@link StoreFailure}. */
export interface ObjectStore {
  list(prefix: string): Promise<Listing>;
  put(upload: Upload): Promise<UploadResult>;
  /** Reads an object as text. */
  read(key: string): Promise<string>;
  remove(keys: readonly string[]): Promise<void>;
  /** Ends connections; what is under way is abandoned. */
  close(): Promise<void>;
}

/** What kind of failure it was; this decides what happens next. */
export type FailureKind =
  /** Too many requests: fewer at once, then again. */
  | 'throttled'
  /** The network or the store, for now: again, later and later. */
  | 'passing'
  /** Two writers met: again at once. */
  | 'conflict'
  /** Clock or credentials were renewed: again, once. */
  | 'renewed'
  /** Rights, bucket, region, credentials: nothing will do until somebody changes that. */
  | 'refused'
  /** The file is not the one that was converted, or can't be read. */
  | 'file';

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

/** Takes whatever was thrown as a failure. */
export function toStoreFailure(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new StoreFailure('passing', 'unknown', text, { cause: error });
}
