// What was resolved so far, as a manifest.

import type { Output } from '../convert/output.ts';
import {
  type Manifest,
  type ManifestEntries,
  type ManifestEntry,
  manifestKey,
} from '../files/manifest.ts';
import type { Resolver } from '../resolver.ts';
import type { Integrity } from './integrity.ts';

/** Collects what the two resolvers have found. */
export function manifestOf(plain: Resolver, slim: Resolver, integrity: Integrity): Manifest {
  const entryOf = (output: Output): ManifestEntry => ({
    uri: output.uri,
    path: output.path,
    version: output.version,
    bytes: output.sizeBytes,
    originalBytes: output.originalBytes,
    integrity: integrity.of(output),
  });
  const entriesOf = (resolver: Resolver): ManifestEntries =>
    Object.fromEntries(
      [...resolver.hits()].map(({ output }) => [
        manifestKey(output.request.paths),
        entryOf(output),
      ]),
    );
  return { plain: entriesOf(plain), slim: entriesOf(slim) };
}
