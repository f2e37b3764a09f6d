// Hashes that sources had when a manifest was made, for what authors have written.
import { parsePath } from '../core/paths.ts';
import type { Manifest } from '../files/manifest.ts';

/** Returns what looks up the hashes of sources, by their paths. */
export function hashLookup(
  hashes: Manifest['hashes'] = {},
): (path: string, algorithm: string) => string | undefined {
  const byPath = new Map(Object.entries(hashes));
  return (path, algorithm) =>
    parsePath(path)
      .candidates.flatMap((each) => byPath.get(each) ?? [])
      .find((each) => each.startsWith(algorithm));
}
