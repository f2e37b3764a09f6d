// How neighbours in pages became one: which of them were joined, so that a manifest can say it.
import { firstPath } from '../core/paths.ts';
import { manifestKey } from '../files/manifest.ts';
import type { EarlierScripts } from './earlier-scripts.ts';

/** A page names so many at most that are remembered; a visitor can't make more cost more. */
const MOST_GROUPS = 20_000;

/** Splits neighbours into runs that may be joined; `onLater` is called where that is not known yet. */
type Runs = (
  paths: readonly string[],
  onLater: () => void,
  earlier?: EarlierScripts,
) => readonly (readonly string[])[];

export class FoundGroups {
  readonly #runs: Runs;
  /** Neighbours, and the lengths of their runs. */
  readonly #found = new Map<string, { paths: readonly string[]; lengths: readonly number[] }>();

  constructor(runs: Runs) {
    this.#runs = runs;
  }

  runs(
    paths: readonly string[],
    onLater: () => void,
    earlier?: EarlierScripts,
  ): readonly (readonly string[])[] {
    let isKnown = true;
    const noteLater = () => {
      isKnown = false;
      onLater();
    };
    const runs = this.#runs(paths, noteLater, earlier);
    if (isKnown && this.#found.size < MOST_GROUPS) {
      const key = groupKey(paths);
      const lengths = cutAtBoth(
        runs.map(({ length }) => length),
        this.#found.get(key)?.lengths,
      );
      this.#found.set(key, { paths, lengths });
    }
    return runs;
  }

  groups(): (readonly string[])[] {
    return Array.from(this.#found.values(), ({ paths }) => paths);
  }

  /** Lists the lengths of runs by the key of their neighbours. */
  lengths(): Record<string, readonly number[]> {
    return Object.fromEntries(Array.from(this.#found, ([key, { lengths }]) => [key, lengths]));
  }
}

/** A manifest tells pages apart by their neighbours only: what one keeps apart, all do. */
function cutAtBoth(lengths: readonly number[], others: readonly number[] = []): number[] {
  const ends = new Set([lengths, others].flatMap(endsOf));
  return [...ends]
    .sort((one, other) => one - other)
    .map((end, at, all) => end - (all[at - 1] ?? 0));
}

function endsOf(lengths: readonly number[]): number[] {
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return end;
  });
}

/** Names neighbours, however their paths are written. */
export function groupKey(paths: readonly string[]): string {
  return manifestKey(paths.map((path) => firstPath(path.trim())));
}
