// Holds uploaded objects back until the CDN can surely serve them.
import type { CdnAddress } from './address.ts';
import type { CdnObject } from './cdn-object.ts';
import { Settling } from './settling.ts';
import type { Timers } from './timers.ts';

export interface HoldingOptions {
  readonly address: CdnAddress;
  /** How long objects are held; `undefined`: as long as the CDN remembers errors. */
  readonly settleSeconds: number | undefined;
  readonly now: () => number;
  readonly timers: Timers;
  readonly onReady: (object: CdnObject) => void;
  readonly onChange: () => void;
}

/** The edge forgets errors after ten seconds, where nobody has told it another time. */
const ERROR_CACHING_SECONDS = 10;

export class Holding {
  readonly #options: HoldingOptions;
  readonly #settling: Settling<CdnObject>;
  readonly #held = new Set<CdnObject>();
  #isWaking = false;
  #cancelTimer: () => void = () => {};

  constructor(options: HoldingOptions) {
    this.#options = options;
    this.#settling = new Settling(this.#settleSeconds(), options.now);
  }

  /** How old an object must be to be handed out. */
  get holdMs(): number {
    return this.#settling.holdMs;
  }

  /** Holds an object that was written just now, by whomever. */
  hold(object: CdnObject): void {
    this.#settling.add(object);
    this.#await(object, this.#options.now() + this.holdMs);
  }

  /** Takes an object that is old enough, and waits for nothing but the CDN itself. */
  release(object: CdnObject): void {
    this.#settling.release(object);
    this.#await(object, undefined);
  }

  /** Lets an object go if its time has come. */
  check(object: CdnObject): void {
    if (!this.#options.address.isDeployed || !this.#settling.has(object)) return;
    this.#held.delete(object);
    this.#settling.delete(object);
    this.#options.onReady(object);
  }

  /** Looks at all again: the address is known better now. */
  checkAll(): void {
    this.#settling.hold(this.#settleSeconds());
    for (const object of [...this.#held]) this.check(object);
    this.#cancelTimer();
    this.#isWaking = false;
    this.#wakeLater();
    this.#options.onChange();
  }

  stop(): void {
    this.#cancelTimer();
  }

  #await(object: CdnObject, dueMs: number | undefined): void {
    object.state = 'held';
    object.dueMs = dueMs;
    this.#held.add(object);
    this.check(object);
    this.#wakeLater();
    this.#options.onChange();
  }

  #settleSeconds(): number {
    const { settleSeconds, address } = this.#options;
    const { errorCachingSeconds = ERROR_CACHING_SECONDS } = address;
    // a second more, because stores tell times in whole seconds
    return settleSeconds ?? (errorCachingSeconds <= 1 ? 1 : errorCachingSeconds + 1);
  }

  /** Whatever is added later is due later. */
  #wakeLater(): void {
    if (this.#isWaking) return;
    const { address, now, timers } = this.#options;
    const dueMs = address.isDeployed ? this.#settling.dueMs : address.dueMs;
    if (dueMs === undefined || this.#held.size === 0) return;
    this.#isWaking = true;
    this.#cancelTimer = timers.after(dueMs - now(), () => this.checkAll());
  }
}
