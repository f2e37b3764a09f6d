// Finds the sources of paths, and knows a name of ours when it meets one.
import type { ParsedPath } from '../core/paths.ts';
import type { VersionedPath } from '../core/version-scheme.ts';
import type { FoundSource, Roots } from '../files/roots.ts';

/** Knows the names that this instance gives. */
export interface OwnNames {
  parse(path: string): VersionedPath | undefined;
  /** Checks whether `version` is the current version of the file at `path`. */
  isVersionOf(path: string, version: string): boolean;
  /** Checks whether a file that a root has is an output that lies there. */
  isOutput(found: FoundSource): boolean;
}

/**
 * Finds the source that a path means.
 *
 * A path that already carries our version means the file it was made from: it is not versioned
 * twice. It is taken for one only by proof: that file exists and this is its version.
 */
export function findSource(
  roots: Roots,
  parsed: ParsedPath,
  names: OwnNames,
): FoundSource | undefined {
  for (const candidate of parsed.candidates) {
    const named = names.parse(candidate);
    if (named === undefined) continue;
    const original = roots.findPath(named.path);
    if (original !== undefined && names.isVersionOf(named.path, named.version)) return original;
  }
  return roots.find(parsed);
}
