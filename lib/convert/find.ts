// Finds the sources of paths, and knows a name of ours when it meets one.
import { parseVersionedPath } from '../core/names.ts';
import type { ParsedPath } from '../core/paths.ts';
import type { Roots } from '../files/roots.ts';
import type { FoundSource } from '../files/source.ts';

/** Tells whether `version` is the current version of the file at `path`. */
export type VersionCheck = (path: string, version: string) => boolean;

/**
 * Finds the source that a path means.
 *
 * A path that already carries our version means the file it was made from: it is not versioned
 * twice. It is taken for one only by proof: that file exists and this is its version.
 */
export function findSource(
  roots: Roots,
  parsed: ParsedPath,
  isVersionOf: VersionCheck,
): FoundSource | undefined {
  for (const candidate of parsed.candidates) {
    const named = parseVersionedPath(candidate);
    if (named === undefined) continue;
    const original = roots.find({ candidates: [named.path], suffix: '' });
    if (original !== undefined && isVersionOf(named.path, named.version)) return original;
  }
  return roots.find(parsed);
}
