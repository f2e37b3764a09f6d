// Finds the entry of a manifest that paths have, and which neighbours in a page become one, as the build has found it.
import { isForeignUrl, parsePath } from '../core/paths.ts';
import { inPieces } from '../core/pieces.ts';
import {
  filesIn,
  type Manifest,
  type ManifestEntries,
  type ManifestGroups,
  manifestKey,
} from '../files/manifest.ts';
import type { ManifestEntry } from '../files/manifest-checks.ts';
import type { FileRecord } from '../files/proof.ts';
import { groupKey } from './found-groups.ts';
import { countedMembers, eachOnce, isSheet, MOST_MEMBERS } from './members.ts';

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

/** Checks whether the manifest has a combination, or a file. */
type Has = (paths: readonly string[]) => boolean;

export class ManifestGroupRuns {
  readonly #groups: ManifestGroups | undefined;

  constructor(groups: ManifestGroups | undefined) {
    this.#groups = groups;
  }

  /** The manifest says which neighbours the build has seen. */
  get isKnown(): boolean {
    return this.#groups !== undefined;
  }

  /** Splits neighbours as the build did; of those that it has not seen each stays alone. */
  runs(paths: readonly string[], has: Has): string[][] {
    if (this.#groups === undefined) return longestRuns(paths, has);
    const key = groupKey(paths);
    const lengths = Object.hasOwn(this.#groups, key) ? (this.#groups[key] ?? []) : [];
    let at = 0;
    return lengths.flatMap((length) => {
      const run = paths.slice(at, at + length);
      at += length;
      return inPieces(run, MOST_MEMBERS).every(has) ? [run] : run.map((path) => [path]);
    });
  }
}

/** What an earlier manifest has: the longest combinations, or single files. */
function longestRuns(paths: readonly string[], has: Has): string[][] {
  const runs: string[][] = [];
  for (let at = 0; at < paths.length; ) {
    let end = Math.min(paths.length, at + MOST_MEMBERS);
    while (end > at + 1 && !has(paths.slice(at, end))) end -= 1;
    runs.push(paths.slice(at, end));
    at = end;
  }
  return runs;
}

/** Returns what looks up the hashes that sources had when the manifest was made. */
export function hashLookup(
  hashes: Manifest['hashes'] = {},
): (path: string, algorithm: string) => string | undefined {
  const byPath = new Map(Object.entries(hashes));
  return (path, algorithm) =>
    parsePath(path)
      .candidates.flatMap((each) => byPath.get(each) ?? [])
      .find((each) => each.startsWith(algorithm));
}
