// Which keys a bucket holds: those of the last listing, and those that were written or found since.
import type { Listing } from './store.ts';

export class BucketListing {
  /** When each was written by the store's own clock; `undefined`: lately. */
  #keys = new Map<string, number | undefined>();
  #nowMs = 0;
  #extent: 'unknown' | 'cut' | 'whole' = 'unknown';

  /** What a whole one lacks was not in the bucket when it was made. */
  get extent(): 'unknown' | 'cut' | 'whole' {
    return this.#extent;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** Notes a key that was written just now, by whomever. */
  add(key: string): void {
    this.#keys.set(key, undefined);
  }

  /** Notes a key that was looked for alone. */
  found(key: string, modifiedMs: number, nowMs: number): void {
    this.#keys.set(key, modifiedMs);
    this.#nowMs = Math.max(this.#nowMs, nowMs);
  }

  /** Checks whether a key was seen at this age, by the store's own clock. */
  isOlder(key: string, ageMs: number): boolean {
    const modifiedMs = this.#keys.get(key);
    return modifiedMs !== undefined && this.#nowMs - modifiedMs >= ageMs;
  }

  /**
   * Takes a listing. A cut one adds to what is known; of a whole one it returns the keys that are gone.
   *
   * @param readyBefore - The keys that were ready when the listing began.
   */
  take({ objects, nowMs, isWhole }: Listing, readyBefore: readonly string[]): string[] {
    const before = this.#keys;
    this.#keys = new Map(objects.map(({ key, modifiedMs }) => [key, modifiedMs]));
    const gone = isWhole ? readyBefore.filter((key) => !this.#keys.has(key)) : [];
    for (const key of gone) before.delete(key);
    for (const [key, modifiedMs] of before) {
      const isKept = modifiedMs === undefined || !isWhole;
      if (isKept && !this.#keys.has(key)) this.#keys.set(key, modifiedMs);
    }
    this.#nowMs = nowMs;
    this.#extent = isWhole ? 'whole' : 'cut';
    return gone;
  }
}
