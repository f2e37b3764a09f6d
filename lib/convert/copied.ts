// The output of a file that needs no conversion, as another thread has published it.
import type { LoadedSource } from '../files/source.ts';
import type { Naming } from './naming.ts';
import { CONTENT_HASH_LENGTH, isContentNamed, type Output } from './output.ts';
import type { Request } from './request.ts';

/** A source whose bytes were published as they are. */
export interface Copied extends Omit<LoadedSource, 'bytes'> {
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
  readonly sizeBytes: number;
  readonly modifiedSeconds: number;
  /** `sha384-…` of the bytes, where that was asked for. */
  readonly integrity?: string;
}

/** Describes the output of a source that refers to nothing. */
export function outputOfCopy(request: Request, copied: Copied, naming: Naming): Output {
  const { hash, sizeBytes } = copied;
  const basis = { newestSeconds: copied.modifiedSeconds, isPlain: true };
  const version = naming.scheme.versionOf({ hash, ...basis });
  const path = naming.outputPath(request, version);
  return {
    request,
    key: request.key,
    path,
    uri: naming.uriOfOutput(request, version),
    version,
    filePath: naming.locate(path, [copied]),
    isContentNamed: isContentNamed(naming.scheme, hash, version),
    ...basis,
    sizeBytes,
    originalBytes: sizeBytes,
    sources: [copied],
    sourcePaths: [copied.filePath],
    references: [],
    referenceUris: [],
    absent: [],
    fixedReferences: [],
    lacksCors: false,
    isLocalForm: false,
    isUnversioned: false,
    contentHash: hash.slice(0, CONTENT_HASH_LENGTH),
    isCached: false,
    isChanged: false,
  };
}
