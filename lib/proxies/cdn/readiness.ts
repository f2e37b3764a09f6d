// Holds uploaded objects back until the CDN can surely serve them: each has a time when it is due.
import type { CdnAddress } from './address.ts';
import { type CdnObject, happen } from './cdn-object.ts';
import type { Timers } from './timers.ts';

export interface ReadinessOptions {
  readonly address: Pick<CdnAddress, 'isDeployed' | 'errorCachingSeconds' | 'dueMs'>;
  /** How long objects are held; `undefined`: as long as the CDN remembers errors. */
  readonly settleSeconds: number | undefined;
  /** A clock that never jumps. */
  readonly now: () => number;
  readonly timers: Timers;
  readonly onReady: (object: CdnObject) => void;
  readonly onChange: () => void;
}

/** The edge forgets errors after ten seconds, where nobody has told it another time. */
const ERROR_CACHING_SECONDS = 10;

export class Readiness {
  readonly #options: ReadinessOptions;
  /** Held objects, and since when the bucket surely has them: in this order. */
  readonly #heldSinceMs = new Map<CdnObject, number>();
  #isWaking = false;
  #cancelTimer: () => void = () => {};

  constructor(options: ReadinessOptions) {
    this.#options = options;
  }

  /** How old an object must be to be handed out. */
  get holdMs(): number {
    const { settleSeconds, address } = this.#options;
    const { errorCachingSeconds = ERROR_CACHING_SECONDS } = address;
    // a second more, because stores tell times in whole seconds
    const usual = errorCachingSeconds <= 1 ? 1 : errorCachingSeconds + 1;
    return 1000 * (settleSeconds ?? usual);
  }

  /** Holds an object that was written just now, by whomever. */
  hold(object: CdnObject): void {
    this.#await(object, this.#options.now());
  }

  /** Takes an object that is old enough, and waits for nothing but the CDN itself. */
  release(object: CdnObject): void {
    this.#await(object, Number.NEGATIVE_INFINITY);
  }

  /** Lets an object go if its time has come. */
  check(object: CdnObject): void {
    const sinceMs = this.#heldSinceMs.get(object);
    if (sinceMs === undefined) return;
    const dueMs = sinceMs + this.holdMs;
    object.dueMs = Number.isFinite(dueMs) ? dueMs : undefined;
    if (object.state !== 'held') this.#heldSinceMs.delete(object);
    else if (this.#options.address.isDeployed && dueMs <= this.#options.now()) {
      this.#heldSinceMs.delete(object);
      this.#options.onReady(object);
    }
  }

  /** Looks at all again: the address is known better now. */
  checkAll(): void {
    for (const object of [...this.#heldSinceMs.keys()]) this.check(object);
    this.#wakeAnew();
  }

  stop(): void {
    this.#cancelTimer();
  }

  #await(object: CdnObject, sinceMs: number): void {
    if (!happen(object, 'store')) return;
    this.#heldSinceMs.delete(object);
    this.#heldSinceMs.set(object, sinceMs);
    this.check(object);
    this.#wakeLater();
    this.#options.onChange();
  }

  /** Whatever was added later is due later: the first that stays ends it. */
  #checkDue(): void {
    for (const object of this.#heldSinceMs.keys()) {
      this.check(object);
      if (this.#heldSinceMs.has(object)) break;
    }
    this.#wakeAnew();
  }

  #wakeAnew(): void {
    this.#cancelTimer();
    this.#isWaking = false;
    this.#wakeLater();
    this.#options.onChange();
  }

  #wakeLater(): void {
    if (this.#isWaking) return;
    const { address, now, timers } = this.#options;
    const [first] = this.#heldSinceMs.keys();
    if (first === undefined) return;
    const dueMs = address.isDeployed ? first.dueMs : address.dueMs;
    if (dueMs === undefined) return;
    this.#isWaking = true;
    const wake = address.isDeployed ? () => this.#checkDue() : () => this.checkAll();
    this.#cancelTimer = timers.after(dueMs - now(), wake);
  }
}
