// A circuit breaker: after failures in a row nothing is tried for a while, then one upload alone.

/** How many failures in a row open it. */
const OPENS_AFTER = 5;
const FIRST_MS = 30_000;
const LONGEST_MS = 5 * 60_000;

export class Breaker {
  readonly #now: () => number;
  #failures = 0;
  #openForMs = FIRST_MS;
  #openUntilMs: number | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** When the next attempt may be made; `undefined`: now. */
  get waitUntilMs(): number | undefined {
    const until = this.#openUntilMs;
    return until !== undefined && this.#now() < until ? until : undefined;
  }

  /** One upload may be tried, alone. */
  get isHalfOpen(): boolean {
    return this.#openUntilMs !== undefined && this.waitUntilMs === undefined;
  }

  get isOpen(): boolean {
    return this.#openUntilMs !== undefined;
  }

  /** Notes that the store answered. */
  succeed(): void {
    this.#failures = 0;
    this.#openForMs = FIRST_MS;
    this.#openUntilMs = undefined;
  }

  fail(): void {
    this.#failures += 1;
    if (this.isHalfOpen) {
      this.#openForMs = Math.min(LONGEST_MS, 2 * this.#openForMs);
      this.#open();
    } else if (this.#failures === OPENS_AFTER) this.#open();
  }

  #open(): void {
    this.#openUntilMs = this.#now() + this.#openForMs;
  }
}
