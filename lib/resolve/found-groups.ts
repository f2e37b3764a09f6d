// How neighbours in pages became one: which of them were joined, so that a manifest can say it.
import { firstPath } from '../core/paths.ts';
import { manifestKey } from '../files/manifest.ts';

/** A page names so many at most that are remembered; a visitor can't make more cost more. */
const MOST_GROUPS = 20_000;

/** Splits neighbours into runs that may be joined; `onLater` is called where that is not known yet. */
type Runs = (paths: readonly string[], onLater: () => void) => readonly (readonly string[])[];

export class FoundGroups {
  readonly #runs: Runs;
  /** Neighbours, and the lengths of their runs. */
  readonly #found = new Map<string, { paths: readonly string[]; lengths: readonly number[] }>();

  constructor(runs: Runs) {
    this.#runs = runs;
  }

  runs(paths: readonly string[], onLater: () => void): readonly (readonly string[])[] {
    let isKnown = true;
    const runs = this.#runs(paths, () => {
      isKnown = false;
      onLater();
    });
    if (isKnown && this.#found.size < MOST_GROUPS) {
      this.#found.set(groupKey(paths), { paths, lengths: runs.map(({ length }) => length) });
    }
    return runs;
  }

  /** Lists the neighbours that were seen. */
  groups(): (readonly string[])[] {
    return Array.from(this.#found.values(), ({ paths }) => paths);
  }

  /** Lists the lengths of runs by the key of their neighbours. */
  lengths(): Record<string, readonly number[]> {
    return Object.fromEntries(Array.from(this.#found, ([key, { lengths }]) => [key, lengths]));
  }
}

/** Names neighbours, however their paths are written. */
export function groupKey(paths: readonly string[]): string {
  return manifestKey(paths.map((path) => firstPath(path.trim())));
}
