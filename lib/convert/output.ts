// The result of a conversion, with all that tells whether it still holds.
import { contentHash } from '../core/names.ts';
import type { VersionScheme } from '../core/version-scheme.ts';
import type { FoundSource, LoadedSource } from '../files/source.ts';
import type { Offerable } from '../proxies/offers.ts';
import type { MinifiedCounts } from './minified.ts';
import type { Request } from './request.ts';

/** A source as it was when it was converted. */
export interface SourceRecord extends FoundSource {
  /** The identity can be trusted: the source had not changed just before it was read. */
  readonly isSettled: boolean;
  /** SHA-256 of the source, in hex: what counts where the identity is another or in doubt. */
  readonly hash: string;
}

/** A file of this site that an output refers to. */
export interface ReferenceRecord {
  /** The request's key of the file that is referred to. */
  readonly key: string;
  readonly uri: string;
  /** What the chain answered, and so stands in the output. */
  readonly answer: string;
}

export interface Output extends Offerable {
  readonly request: Request;
  /** `/css/a.<version>.css`; the source's own path for a file that is left as it is. */
  readonly path: string;
  /** The version is the hash of exactly these bytes; that of a circle's member is not. */
  readonly isContentNamed: boolean;
  /** Nothing but a change of sources can change the bytes: see `VersionBasis`. */
  readonly isPlain: boolean;
  /** Seconds since 1970 of the newest source, and of all that the output refers to. */
  readonly newestSeconds: number;
  readonly sizeBytes: number;
  readonly originalBytes: number;
  readonly sources: readonly SourceRecord[];
  readonly references: readonly ReferenceRecord[];
  /** References that no root had. */
  readonly absent: readonly AbsentReference[];
  /** What it names by a path of this site whatever file proxies answer. */
  readonly fixedReferences: readonly string[];
  /** Some of them are fixed only because the CDN is not known to allow CORS. */
  readonly lacksCors: boolean;
  readonly isLocalForm: boolean;
  /** What the SHA-256 of its bytes begins with. */
  readonly contentHash: string;
  /** The source map beside the output. */
  readonly map?: { readonly path: string; readonly sizeBytes: number };
  /** How the sources of a slim output were minified. */
  readonly minified?: MinifiedCounts;
}

/** A reference that no root had, and where it was found. */
export interface AbsentReference {
  /** The path of the sheet that it stands in. */
  readonly from: string;
  readonly value: string;
}

/** Enough to tell contents apart, as in names. */
export const CONTENT_HASH_LENGTH = 12;

/** Most outputs are their source byte for byte, and so is its hash. */
export function sourceRecordOf(
  { bytes, ...source }: LoadedSource,
  output: Buffer,
  hash: string,
): SourceRecord {
  return { ...source, hash: bytes === output ? hash : contentHash(bytes) };
}

/** Tells whether an output's name can be read, and its bytes prove it. */
export function isContentNamed(scheme: VersionScheme, hash: string, version: string): boolean {
  return scheme.isReadable && !scheme.usesTime && hash.startsWith(version);
}
