// Which keys a bucket holds: those of the last listing, and those that were written since.
import type { Objects } from './objects.ts';
import type { Listing } from './store.ts';

export class Known {
  readonly #objects: Objects;
  readonly #written = new Set<string>();
  #listed = new Map<string, number>();
  #listedAtMs = 0;

  constructor(objects: Objects) {
    this.#objects = objects;
  }

  has(key: string): boolean {
    return this.#written.has(key) || this.#listed.has(key);
  }

  add(key: string): void {
    this.#written.add(key);
  }

  /** Tells whether a listing has shown a key at this age, by the store's own clock. */
  isOlder(key: string, ageMs: number): boolean {
    const modifiedMs = this.#listed.get(key);
    return modifiedMs !== undefined && this.#listedAtMs - modifiedMs >= ageMs;
  }

  /**
   * Takes a listing; what it lacks is ready no longer.
   *
   * @param readyBefore - The keys that were ready when the listing began.
   */
  take({ objects, nowMs, isWhole }: Listing, readyBefore: readonly string[]): void {
    this.#listed = new Map(objects.map(({ key, modifiedMs }) => [key, modifiedMs]));
    this.#listedAtMs = nowMs;
    if (!isWhole) return;
    for (const key of readyBefore) {
      if (this.#listed.has(key)) continue;
      this.#written.delete(key);
      this.#objects.takeBack(key);
    }
  }
}
