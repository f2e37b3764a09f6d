// Waits for a distribution whose status may not be read: it counts as deployed some time after it was made.
import type { StatusRefusal } from './address-source.ts';
import type { Facts } from './facts.ts';

export interface UnreadStatusOptions {
  readonly timeoutSeconds: number;
  readonly facts: Facts;
  readonly now: () => number;
}

const SEEN = 'seen';

export class UnreadStatus {
  readonly #options: UnreadStatusOptions;
  #dueMs: number | undefined;

  constructor(options: UnreadStatusOptions) {
    this.#options = options;
  }

  /** When it counts as deployed, in milliseconds since 1970; `undefined`: nobody waits. */
  get dueMs(): number | undefined {
    return this.#dueMs;
  }

  /**
   * Checks whether it was waited for long enough: by the store's clock, also over restarts, because the
   * machine's may be wrong. Where nobody tells the store's time it is counted from now on.
   */
  isOver(origin: string | undefined, { sinceMs, nowMs }: StatusRefusal): boolean {
    const { facts, timeoutSeconds, now } = this.#options;
    const seen = facts.get(SEEN) as { origin?: string; sinceMs?: number } | undefined;
    const seenMs = seen?.origin === origin ? seen?.sinceMs : undefined;
    if (nowMs !== undefined) {
      const beganMs = Math.min(sinceMs ?? nowMs, seenMs ?? nowMs, nowMs);
      facts.set(SEEN, { origin, sinceMs: beganMs });
      this.#dueMs = now() + timeoutSeconds * 1000 - (nowMs - beganMs);
    }
    this.#dueMs ??= now() + timeoutSeconds * 1000;
    return this.#dueMs <= now();
  }
}
