// Finds the entry of a manifest that paths have, as they are asked for.
import { isForeignUrl, parsePath } from '../core/paths.ts';
import { filesIn, type Manifest, type ManifestEntries, manifestKey } from '../files/manifest.ts';
import type { ManifestEntry } from '../files/manifest-checks.ts';
import type { FileRecord } from '../files/proof.ts';
import { countedMembers, eachOnce, isSheet } from './members.ts';

/** A file that the manifest lists, and what proves it. */
export interface ListedFile {
  readonly path: string;
  readonly version: string;
  readonly record: FileRecord;
}

/** Maps uris to the files whose names hold their versions: what keeps its name may change. */
export function listedFiles(manifest: Manifest): ReadonlyMap<string, ListedFile> {
  const listed = filesIn(manifest).flatMap(([file, { path, version }]) => {
    if (!path.includes(version)) return [];
    const record = { hash: file.integrity, sizeBytes: file.bytes, identity: '' };
    const each: ListedFile = { path: file.path, version, record };
    return parsePath(file.uri).candidates.map((uri) => [uri, each] as const);
  });
  return new Map(listed);
}

/**
 * Looks a path up, or several that are combined.
 *
 * @param from - The first that has the path answers.
 * @param byPath - Entries by their outputs' paths: a name of ours stands for the file that it was made of.
 */
export function lookUp(
  members: readonly string[],
  from: readonly ManifestEntries[],
  byPath: ReadonlyMap<string, ManifestEntry>,
): ManifestEntry | undefined {
  if (members.some(isForeignUrl)) return undefined;
  const paths = countedMembers(members).members.map((each) => parsePath(each).candidates);
  const once = eachOnce(paths, isSheet(members[0] ?? ''), ([path = '']) => path);
  if (once.length > 1) {
    const combined = once.map(([path = '']) => path);
    return entryAt(from, combined);
  }
  for (const path of once[0] ?? []) {
    const entry = entryAt(from, [path]) ?? byPath.get(path);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

function entryAt(
  from: readonly ManifestEntries[],
  paths: readonly string[],
): ManifestEntry | undefined {
  const key = manifestKey(paths);
  return from.find((entries) => Object.hasOwn(entries, key))?.[key];
}
