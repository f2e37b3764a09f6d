// The output of a file that needs no conversion, as another thread has published it.
import type { LoadedSource } from '../files/source.ts';
import type { Conversion } from './conversion.ts';
import type { Naming } from './naming.ts';
import { Output } from './output.ts';

/** A source whose bytes were published as they are. */
export interface Copied extends Omit<LoadedSource, 'bytes'> {
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
  readonly sizeBytes: number;
  readonly modifiedSeconds: number;
  /** The identity of the file that was published. */
  readonly published: string;
  /** `sha384-…` of the bytes, where that was asked for. */
  readonly integrity?: string;
}

/** Describes the output of a source that refers to nothing. */
export function outputOfCopy(conversion: Conversion, copied: Copied, naming: Naming): Output {
  const { hash, sizeBytes, identity, isSettled } = copied;
  const newestSeconds = copied.modifiedSeconds;
  const version = naming.scheme.versionOf({ hash, newestSeconds, isPlain: true });
  const place = naming.placeOf(conversion, version, [copied]);
  const record = {
    ...{ version, path: place.path, hash, sizeBytes, newestSeconds },
    identity: copied.published,
    originalBytes: sizeBytes,
    sources: [{ identity, isSettled, hash }],
  };
  return new Output(conversion, place, record, 'made');
}
