// Timers that keep no process alive.
import { LONGEST_TIMER_MS } from '../../core/keep-alive.ts';

/** Calls later; a test can put a held clock in its place. */
export interface Timers {
  /** Milliseconds on a clock that never goes back nor jumps, from any beginning. */
  now(): number;
  /** Calls after a time; returns a function that calls it off. */
  after(delayMs: number, action: () => void): () => void;
}

export const realTimers: Timers = {
  now: () => performance.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, Math.min(Math.max(0, delayMs), LONGEST_TIMER_MS));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * Returns a clock that begins with the time of day and then goes on steadily: who sets the machine's
 * clock releases nothing early.
 */
export function steadyClock(now: () => number, timers: Timers): () => number {
  const offsetMs = now() - timers.now();
  return () => timers.now() + offsetMs;
}

const FIRST_MS = 1000;
const GROWTH = 1.5;
const LONGEST_MS = 30_000;

/** How long to wait before something is asked again: longer each time. */
export class GrowingDelay {
  #delayMs = FIRST_MS;

  next(): number {
    const delayMs = this.#delayMs;
    this.#delayMs = Math.min(LONGEST_MS, delayMs * GROWTH);
    return delayMs;
  }

  reset(): void {
    this.#delayMs = FIRST_MS;
  }
}
