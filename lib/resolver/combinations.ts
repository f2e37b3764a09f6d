// The combinations that this process knows: a combined name does not tell its members.
import type { Naming } from '../convert/naming.ts';
import type { Request } from '../convert/request.ts';
import type { Finder } from './finder.ts';

/** How many combinations are kept; a site has a handful, arrays with values could make more. */
const MOST_KEPT = 10_000;

export class Combinations {
  readonly #naming: Naming;
  readonly #finder: Finder;
  readonly #requests = new Map<string, Request>();
  /** Texts seen in templates that were compiled and not rendered yet. */
  readonly #announced = new Set<string>();

  constructor(naming: Naming, finder: Finder) {
    this.#naming = naming;
    this.#finder = finder;
  }

  add(request: Request): void {
    if (request.paths.length < 2) return;
    if (this.#requests.size >= MOST_KEPT) this.#requests.clear();
    this.#requests.set(this.#naming.plainPath(request), request);
  }

  /** Notes a combination that a template names, without looking at the disk. */
  announce(text: string): void {
    if (this.#announced.size < MOST_KEPT) this.#announced.add(text);
  }

  /** Finds the combination that is named so: `/js/a_b.js`. */
  get(plainPath: string): Request | undefined {
    const known = this.#requests.get(plainPath);
    if (known !== undefined || this.#announced.size === 0) return known;
    this.#lookAtAnnounced();
    return this.#requests.get(plainPath);
  }

  #lookAtAnnounced(): void {
    for (const text of this.#announced) {
      try {
        this.add(this.#finder.find(text).request);
        this.#announced.delete(text);
      } catch {
        // its files are not there; the render that needs them says so
      }
    }
  }
}
