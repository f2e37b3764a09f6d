// Which keys are ready, kept over restarts: those that were in use lately.
import type { Facts } from './facts.ts';

const READY = 'ready ';
/** A server without a record for two days counts as gone, and what it named may be pruned. */
const TRUST_MS = 47 * 3_600_000;

export class ReadyKeys {
  readonly #facts: Facts;
  readonly #now: () => number;
  readonly #keys: Set<string>;

  constructor(facts: Facts, now: () => number) {
    this.#facts = facts;
    this.#now = now;
    const isTrusted = (key: string) => {
      const usedMs = facts.get(READY + key);
      return typeof usedMs === 'number' && now() - usedMs < TRUST_MS;
    };
    this.#keys = new Set(facts.names(READY).filter(isTrusted));
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  all(): string[] {
    return [...this.#keys];
  }

  add(key: string): void {
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    this.trust([key]);
  }

  /** Notes that keys are in use now: for some time, a restart may hand them out without looking. */
  trust(keys: Iterable<string>): void {
    for (const key of keys) this.#facts.set(READY + key, this.#now());
  }

  delete(keys: Iterable<string>): void {
    for (const key of keys) {
      this.#keys.delete(key);
      this.#facts.delete(READY + key);
    }
  }
}
