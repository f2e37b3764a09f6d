// A clock that stands still, and timers that go off when it is moved.
import type { Timers } from '../../../../lib/cloudfront.ts';

export class HeldTime implements Timers {
  nowMs: number;
  readonly #timers = new Set<{ atMs: number; action: () => void }>();

  constructor(nowMs = Date.UTC(2026, 0, 1)) {
    this.nowMs = nowMs;
  }

  /** Each look at the clock takes a moment, as it does. */
  tickMs = 0;

  readonly now = (): number => {
    this.nowMs += this.tickMs;
    return this.nowMs;
  };

  after(delayMs: number, action: () => void): () => void {
    const timer = { atMs: this.nowMs + Math.max(0, delayMs), action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves the clock, stopping wherever a timer is due, and lets all that follows happen. */
  async pass(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    for (;;) {
      await flush();
      const [next] = [...this.#timers].sort((a, b) => a.atMs - b.atMs);
      if (next === undefined || next.atMs > endMs) break;
      this.nowMs = Math.max(this.nowMs, next.atMs);
      this.#timers.delete(next);
      next.action();
    }
    this.nowMs = endMs;
    await flush();
  }

  /** Moves the clock until a promise is settled. */
  async until<R>(promise: Promise<R>): Promise<R> {
    let isSettled = false;
    const note = () => {
      isSettled = true;
    };
    promise.then(note, note);
    for (let turn = 0; !isSettled && turn < 1000; turn += 1) await this.pass(1000);
    return await promise;
  }
}

/** Lets promises and immediates that follow from each other come to an end. */
export async function flush(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
