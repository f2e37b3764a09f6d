// The combinations that this process knows: a combined name does not tell its members.
import type { Naming } from '../convert/naming.ts';
import type { Records } from '../convert/records.ts';
import type { Request } from '../convert/request.ts';
import { splitCombination } from '../core/paths.ts';
import type { Finder } from './finder.ts';

/** How many combinations are kept; a site has a handful, arrays with values could make more. */
const MOST_KEPT = 10_000;

export class Combinations {
  readonly #naming: Naming;
  readonly #records: Records;
  readonly #finder: Finder;
  readonly #members = new Map<string, readonly string[]>();
  /** Texts seen in templates that were compiled and not rendered yet. */
  readonly #announced = new Set<string>();

  constructor(naming: Naming, records: Records, finder: Finder) {
    this.#naming = naming;
    this.#records = records;
    this.#finder = finder;
  }

  add(request: Request): void {
    const { paths } = request;
    if (paths.length < 2) return;
    if (this.#members.size >= MOST_KEPT) this.#members.clear();
    const plainPath = this.#naming.plainPath(request);
    if (isSame(this.#members.get(plainPath), paths)) return;
    this.#members.set(plainPath, paths);
    if (isSame(this.#records.loadCombination(plainPath), paths)) return;
    this.#records.saveCombination(plainPath, paths);
  }

  /** Notes a combination that a template names, without looking at the disk. */
  announce(text: string): void {
    if (this.#announced.size < MOST_KEPT) this.#announced.add(text);
  }

  /** Gives the members of the combination that is named so: `/js/a_b.js`. */
  get(plainPath: string): readonly string[] | undefined {
    this.#lookAtAnnounced();
    return this.#members.get(plainPath) ?? this.#records.loadCombination(plainPath);
  }

  #lookAtAnnounced(): void {
    for (const text of this.#announced) {
      try {
        this.add(this.#finder.find({ key: text, members: splitCombination(text) }).request);
        this.#announced.delete(text);
      } catch {
        // its files are not there; the render that needs them says so
      }
    }
  }
}

function isSame(one: readonly string[] | undefined, other: readonly string[]): boolean {
  return one?.join('\0') === other.join('\0');
}
