// How the store is: after failures in a row nothing is tried for a while, then one upload alone.
import { FAILURE_RULES, pauseMs } from './failure-kinds.ts';
import type { StoreFailure } from './store.ts';

export class StoreHealth {
  readonly #now: () => number;
  readonly #onRecovered: () => void;
  #failures = 0;
  #pauses = 0;
  #pausedAtMs = Number.NEGATIVE_INFINITY;
  #untilMs: number | undefined;
  #failure: StoreFailure | undefined;

  /** @param onRecovered - Called when a pause ends well. */
  constructor(now: () => number, onRecovered: () => void) {
    this.#now = now;
    this.#onRecovered = onRecovered;
  }

  /** The queue pauses, or tries one upload alone. */
  get isPaused(): boolean {
    return this.#untilMs !== undefined;
  }

  /** When the pause ends, or has ended. */
  get untilMs(): number {
    return this.#untilMs ?? Number.NEGATIVE_INFINITY;
  }

  /** When one may be tried; `undefined`: now. */
  get waitUntilMs(): number | undefined {
    const until = this.#untilMs;
    return until !== undefined && this.#now() < until ? until : undefined;
  }

  /** Why nobody should wait for the store any more; absent while it may soon be there. */
  get hopeless(): StoreFailure | undefined {
    const failure = this.#failure;
    if (failure === undefined || this.#untilMs === undefined) return undefined;
    return this.#pauses >= FAILURE_RULES[failure.kind].pauses ? failure : undefined;
  }

  /** Notes that the store has done what it was asked for. */
  succeed(): void {
    const { isPaused } = this;
    this.#failures = 0;
    this.#pauses = 0;
    this.#untilMs = undefined;
    this.#failure = undefined;
    if (isPaused) this.#onRecovered();
  }

  /** @param beganMs - What began before the last pause tells nothing new. */
  fail(failure: StoreFailure, beganMs: number): void {
    const rule = FAILURE_RULES[failure.kind];
    if (rule.inARow === Number.POSITIVE_INFINITY || beganMs <= this.#pausedAtMs) return;
    this.#failures += 1;
    if (this.isPaused || this.#failures >= rule.inARow) this.#pause(failure);
  }

  #pause(failure: StoreFailure): void {
    const rule = FAILURE_RULES[failure.kind];
    // an outage that turns into a lack of rights begins to count anew; one has many kinds of failures
    const before = this.#failure && FAILURE_RULES[this.#failure.kind].isLasting;
    if (before !== rule.isLasting) this.#pauses = 0;
    this.#pauses += 1;
    this.#failure = failure;
    this.#pausedAtMs = this.#now();
    const isOver = this.#pauses > rule.mostPauses;
    const lengthMs = isOver ? Number.POSITIVE_INFINITY : pauseMs(rule, this.#pauses);
    this.#untilMs = this.#pausedAtMs + lengthMs;
  }
}
