// The combinations that this process knows: a combined name does not tell its members.
import type { Conversion } from '../convert/conversion.ts';
import type { Naming } from '../convert/naming.ts';
import type { Records } from '../convert/records.ts';
import { splitCombination } from '../core/paths.ts';
import { StaticfileError } from '../errors.ts';
import type { Finder } from './finder.ts';
import { MISS_MS } from './resolved-paths.ts';

/** How many combinations of values, which may come from visitors, a process makes. */
const MOST_OF_VALUES = 1000;
/** How many texts of templates wait to be looked at. */
const MOST_ANNOUNCED = 10_000;

/** Why a combination is not made; one object, because it is thrown for every text of a visitor. */
export const TOO_MANY_COMBINATIONS: StaticfileError = new StaticfileError(
  'ERR_STATICFILE_ARGUMENT',
  `${MOST_OF_VALUES} combinations were made from values in this process, and it makes no more. ` +
    'Name the files in a template, or one by one. The page gets the first file only.',
);

export class Combinations {
  readonly #naming: Naming;
  readonly #records: Records;
  readonly #finder: Finder;
  readonly #now: () => number;
  readonly #members = new Map<string, readonly string[]>();
  /** The paths of those that are made, which may share a name. */
  readonly #admitted = new Set<string>();
  #ofValues = 0;
  #lookAgainMs = Number.NEGATIVE_INFINITY;
  /** Texts seen in templates that were compiled and not rendered yet. */
  readonly #announced = new Set<string>();

  constructor(naming: Naming, records: Records, finder: Finder, now: () => number) {
    this.#naming = naming;
    this.#records = records;
    this.#finder = finder;
    this.#now = now;
  }

  /**
   * Notes a combination, so that whoever is asked for its name knows its members.
   *
   * @param isLiteral - A template names it: such are not counted. Default: `false`.
   * @throws {@link TOO_MANY_COMBINATIONS}
   */
  admit(conversion: Conversion, isLiteral = false): void {
    if (conversion.paths.length < 2 || this.#isAdmitted(conversion)) return;
    if (!isLiteral && this.#ofValues >= MOST_OF_VALUES) {
      this.#lookAtAnnounced();
      if (this.#isAdmitted(conversion)) return;
      throw TOO_MANY_COMBINATIONS;
    }
    if (!isLiteral) this.#ofValues += 1;
    this.#add(conversion);
  }

  /** Notes a combination that a template names, without looking at the disk. */
  announce(text: string): void {
    if (this.#announced.size >= MOST_ANNOUNCED) return;
    this.#announced.add(text);
    this.#lookAgainMs = Number.NEGATIVE_INFINITY;
  }

  /** Returns the members of the combination that is named so: `/js/a_b.js`. */
  get(plainPath: string): readonly string[] | undefined {
    this.#lookAtAnnounced();
    return this.#members.get(plainPath) ?? this.#records.loadCombination(plainPath);
  }

  #isAdmitted({ paths }: Conversion): boolean {
    return this.#admitted.has(paths.join('\0'));
  }

  #add(conversion: Conversion): void {
    const { paths } = conversion;
    if (paths.length < 2) return;
    this.#admitted.add(paths.join('\0'));
    const plainPath = this.#naming.plainPath(conversion);
    this.#members.set(plainPath, paths);
    if (this.#records.loadCombination(plainPath)?.join('\0') === paths.join('\0')) return;
    this.#records.saveCombination(plainPath, paths);
  }

  /** Those whose files are not there are looked for again, but not for every name that is asked for. */
  #lookAtAnnounced(): void {
    if (this.#announced.size === 0 || this.#now() < this.#lookAgainMs) return;
    this.#lookAgainMs = this.#now() + MISS_MS;
    for (const text of this.#announced) {
      try {
        this.#add(this.#finder.find({ key: text, members: splitCombination(text) }).conversion);
        this.#announced.delete(text);
      } catch {
        // its files are not there; the render that needs them says so
      }
    }
  }
}
