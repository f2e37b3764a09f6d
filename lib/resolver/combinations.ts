// The combinations that this process knows: a combined name does not tell its members.
import type { Naming } from '../convert/naming.ts';
import type { Records } from '../convert/records.ts';
import { type Request, requestOf } from '../convert/request.ts';
import { splitCombination } from '../core/paths.ts';
import type { Finder } from './finder.ts';

/** How many combinations are kept; a site has a handful, arrays with values could make more. */
const MOST_KEPT = 10_000;

export class Combinations {
  readonly #naming: Naming;
  readonly #records: Records;
  readonly #finder: Finder;
  readonly #requests = new Map<string, Request>();
  /** Texts seen in templates that were compiled and not rendered yet. */
  readonly #announced = new Set<string>();

  constructor(naming: Naming, records: Records, finder: Finder) {
    this.#naming = naming;
    this.#records = records;
    this.#finder = finder;
  }

  add(request: Request): void {
    if (request.paths.length < 2) return;
    if (this.#requests.size >= MOST_KEPT) this.#requests.clear();
    const plainPath = this.#naming.plainPath(request);
    if (this.#requests.get(plainPath)?.key === request.key) return;
    this.#requests.set(plainPath, request);
    if (this.#records.loadCombination(plainPath)?.join('\0') === request.key) return;
    this.#records.saveCombination(plainPath, request);
  }

  /** Notes a combination that a template names, without looking at the disk. */
  announce(text: string): void {
    if (this.#announced.size < MOST_KEPT) this.#announced.add(text);
  }

  /** Finds the combination that is named so: `/js/a_b.js`. */
  get(plainPath: string): Request | undefined {
    this.#lookAtAnnounced();
    const known = this.#requests.get(plainPath);
    const paths = known === undefined ? this.#records.loadCombination(plainPath) : undefined;
    return paths === undefined ? known : requestOf(paths);
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
