// Which neighbours in a page become one: as the build has found it.
import type { ManifestGroups } from '../files/manifest.ts';
import { groupKey } from './found-groups.ts';
import { MOST_MEMBERS } from './members.ts';

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
      return piecesOf(run).every(has) ? [run] : run.map((path) => [path]);
    });
  }
}

/** At most so many become one; the others are in another. */
function piecesOf(run: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(run.length / MOST_MEMBERS) }, (_, at) =>
    run.slice(at * MOST_MEMBERS, (at + 1) * MOST_MEMBERS),
  );
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
