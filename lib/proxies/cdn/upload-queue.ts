// The upload queue: many at once, in an order that many servers with one bucket can share.
import { Breaker } from './breaker.ts';
import { Limiter } from './limiter.ts';
import { GIVEN_UP_MS, MOST_ATTEMPTS, nextStep } from './retry.ts';
import { type StoreFailure, toStoreFailure, type UploadResult } from './store.ts';
import type { Timers } from './timers.ts';
import { Waitlist } from './waitlist.ts';
import { Waves } from './waves.ts';

export interface UploadQueueOptions<T> {
  readonly upload: (item: T) => Promise<UploadResult>;
  /** Looks what others have uploaded meanwhile, and drops it from the queue. */
  readonly list: () => Promise<void>;
  /** How many uploads run at once at most. */
  readonly concurrency: number;
  readonly now: () => number;
  readonly timers: Timers;
  /** A number from 0 to 1. */
  readonly random: () => number;
  readonly onStart: (item: T) => void;
  readonly onDone: (item: T, result: UploadResult) => void;
  /** The item is tried again after `retryAtMs`; absent: never. */
  readonly onFailed: (item: T, failure: StoreFailure, retryAtMs?: number) => void;
  /** Called whenever nothing is left to do for now. */
  readonly onIdle: () => void;
  readonly onTrouble: (failure: StoreFailure) => void;
}

/** What keeps from trying, and for how long. */
type Refusal = { readonly untilMs: number; readonly failure: StoreFailure };

export class UploadQueue<T> {
  readonly #options: UploadQueueOptions<T>;
  readonly #limiter: Limiter;
  readonly #breaker: Breaker;
  readonly #waves = new Waves();
  readonly #waitlist = new Waitlist<T>();
  #refusal: Refusal | undefined;
  #isListing = false;
  #listFailures = 0;
  #isScheduled = false;
  #isStopped = false;
  #cancelTimer: () => void = () => {};

  constructor(options: UploadQueueOptions<T>) {
    this.#options = options;
    this.#limiter = new Limiter(options.concurrency);
    this.#breaker = new Breaker(options.now);
  }

  /** Nothing is being uploaded, nor will be soon. */
  get isIdle(): boolean {
    return this.#isStopped || !(this.#waitlist.isBusy || this.#limiter.running > 0);
  }

  /** Nothing is tried for now. */
  get isPaused(): boolean {
    return this.#refusal !== undefined || this.#breaker.isOpen;
  }

  /** Adds an item; the caller's own work goes on first. */
  add(item: T): void {
    if (!this.#isStopped && this.#waitlist.add(item)) this.#schedule();
  }

  /** Looks what the bucket holds, once, though there may be nothing to upload. */
  wantListing(): void {
    if (this.#waves.want()) this.#schedule();
  }

  /** Takes what a test accepts out of what has not begun. */
  drop = (isDone: (item: T) => boolean): T[] => this.#waitlist.drop(isDone);

  /** Begins nothing any more. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isStopped) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    if (this.#isStopped) return;
    const now = this.#options.now();
    this.#waitlist.wake(now);
    if (now >= (this.#refusal?.untilMs ?? 0)) this.#refusal = undefined;
    else if (this.#refusal !== undefined) this.#refuseAll(this.#refusal);
    if (this.#waves.isWanted && !this.#isListing && !this.isPaused) return void this.#list();
    while (this.#mayStart()) {
      if (this.#waves.needsListing) return void this.#list();
      void this.#start(this.#waitlist.pick(this.#options.random()));
    }
    this.#wakeLater();
    if (this.isIdle) this.#options.onIdle();
  }

  #mayStart(): boolean {
    const mayGoOn = this.#limiter.hasRoom && !this.#isListing && !this.#waves.mustWait;
    if (!this.#waitlist.hasReady || !mayGoOn) return false;
    if (!this.#breaker.isOpen) return true;
    return this.#breaker.isHalfOpen && this.#limiter.running === 0;
  }

  async #list(): Promise<void> {
    this.#isListing = true;
    try {
      await this.#options.list();
      this.#breaker.succeed();
      this.#waves.listed(this.#waitlist.readyCount);
      this.#listFailures = 0;
    } catch (error) {
      this.#failListing(toStoreFailure(error));
    } finally {
      this.#isListing = false;
      this.#schedule();
    }
  }

  #failListing(failure: StoreFailure): void {
    if (failure.kind === 'refused') {
      // who may write but not list can still write: a conditional write tells what is there
      this.#waves.listed(this.#waitlist.readyCount);
      this.#options.onTrouble(failure);
      return;
    }
    this.#breaker.fail();
    this.#options.onTrouble(failure);
    this.#listFailures += 1;
    if (this.#listFailures < MOST_ATTEMPTS) return;
    this.#listFailures = 0;
    this.#refuseAll({ untilMs: this.#options.now() + GIVEN_UP_MS, failure });
  }

  async #start(item: T): Promise<void> {
    this.#limiter.begin();
    this.#waves.begin();
    this.#options.onStart(item);
    try {
      const result = await this.#options.upload(item);
      this.#limiter.end(false);
      this.#succeed(item, result);
    } catch (error) {
      const failure = toStoreFailure(error);
      this.#limiter.end(failure.kind === 'throttled');
      this.#waves.end();
      this.#fail(item, failure);
    } finally {
      this.#schedule();
    }
  }

  #succeed(item: T, result: UploadResult): void {
    this.#breaker.succeed();
    this.#waves.end(result);
    this.#waitlist.forget(item);
    this.#options.onDone(item, result);
  }

  #fail(item: T, failure: StoreFailure): void {
    const { now, random, onTrouble, onFailed } = this.#options;
    if (failure.kind === 'passing') this.#breaker.fail();
    if (failure.kind !== 'conflict') onTrouble(failure);
    const step = nextStep(failure.kind, this.#waitlist.count(item), random());
    const refusal = { untilMs: now() + GIVEN_UP_MS, failure };
    if (failure.kind === 'refused') this.#refusal = refusal;
    if (step.to === 'again') this.#waitlist.delay(item, now() + step.delayMs);
    else if (step.to === 'give up') this.#giveUp(item, refusal);
    else {
      this.#waitlist.forget(item);
      onFailed(item, failure);
    }
  }

  #giveUp(item: T, { untilMs, failure }: Refusal): void {
    this.#waitlist.giveUp(item, untilMs);
    this.#options.onFailed(item, failure, untilMs);
  }

  #refuseAll(refusal: Refusal): void {
    for (const item of this.#waitlist.takeReady()) this.#giveUp(item, refusal);
  }

  #wakeLater(): void {
    this.#cancelTimer();
    const { now, timers } = this.#options;
    const waitUntilMs = this.#waitlist.hasReady ? this.#breaker.waitUntilMs : undefined;
    const { nextAtMs = Number.POSITIVE_INFINITY } = this.#waitlist;
    const atMs = Math.min(nextAtMs, waitUntilMs ?? Number.POSITIVE_INFINITY);
    if (atMs < Number.POSITIVE_INFINITY) {
      this.#cancelTimer = timers.after(atMs - now(), () => this.#pump());
    }
  }
}
