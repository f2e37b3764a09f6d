// Which keys a bucket holds: those of the last listing, and those that were written or found since.
import type { Listing, StoredBytes, StoredHead } from './store.ts';

interface Held {
  /** When it was written by the store's own clock; absent: lately. */
  readonly modifiedMs?: number;
  readonly bytes?: StoredBytes | undefined;
}

export class BucketListing {
  #keys = new Map<string, Held>();
  #nowMs = 0;
  #extent: 'unknown' | 'cut' | 'whole' = 'unknown';

  /** What a whole one lacks was not in the bucket when it was made. */
  get extent(): 'unknown' | 'cut' | 'whole' {
    return this.#extent;
  }

  /** The store's own clock when it told something last; `0`: it has told nothing. */
  get nowMs(): number {
    return this.#nowMs;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** Notes a key that was written just now, by whomever. */
  add(key: string): void {
    this.#keys.set(key, {});
  }

  /** Notes that a key is not there after all. */
  forget(key: string): void {
    this.#keys.delete(key);
  }

  /** Returns what was told of the bytes of an object; `undefined`: nothing. */
  bytesOf(key: string): StoredBytes | undefined {
    return this.#keys.get(key)?.bytes;
  }

  /** Notes a key that was looked for alone. */
  found(key: string, { modifiedMs, nowMs, bytes }: StoredHead): void {
    this.#keys.set(key, { modifiedMs, bytes });
    this.#nowMs = Math.max(this.#nowMs, nowMs);
  }

  /** Checks whether a key was seen at this age, by the store's own clock. */
  isOlder(key: string, ageMs: number): boolean {
    const modifiedMs = this.#keys.get(key)?.modifiedMs;
    return modifiedMs !== undefined && this.#nowMs - modifiedMs >= ageMs;
  }

  /**
   * Takes a listing. A cut one adds to what is known; of a whole one it returns the keys that are gone.
   *
   * @param readyBefore - The keys that were ready when the listing began.
   */
  take({ objects, nowMs, isWhole }: Listing, readyBefore: readonly string[]): string[] {
    const before = this.#keys;
    this.#keys = new Map(objects.map(({ key, ...held }) => [key, held]));
    const gone = isWhole ? readyBefore.filter((key) => !this.#keys.has(key)) : [];
    for (const key of gone) before.delete(key);
    for (const [key, held] of before) {
      const isKept = held.modifiedMs === undefined || !isWhole;
      if (isKept && !this.#keys.has(key)) this.#keys.set(key, held);
    }
    this.#nowMs = nowMs;
    this.#extent = isWhole ? 'whole' : 'cut';
    return gone;
  }
}
