// The upload queue: many at once, in an order that servers can share; the only layer that tries again.
import { FAILURE_RULES, waitMs } from './failure-kinds.ts';
import { Limiter } from './limiter.ts';
import { ListingSchedule } from './listing-schedule.ts';
import { type StoreFailure, toStoreFailure, type UploadResult } from './store.ts';
import { StoreHealth } from './store-health.ts';
import { type Entry, UploadOrder } from './upload-order.ts';
import type { UploadQueueOptions } from './upload-queue-options.ts';

export class UploadQueue<T> {
  readonly #options: UploadQueueOptions<T>;
  readonly #limiter: Limiter;
  readonly #health: StoreHealth;
  readonly #waves = new ListingSchedule();
  readonly #order = new UploadOrder<T>();
  #isListing = false;
  #isScheduled = false;
  #isStopped = false;
  #cancelTimer: () => void = () => {};

  constructor(options: UploadQueueOptions<T>) {
    this.#options = options;
    this.#limiter = new Limiter(options.concurrency);
    this.#health = new StoreHealth(options.now, options.onRecovered);
  }

  /** Nothing is being uploaded, nor will be soon. */
  get isIdle(): boolean {
    return this.#isStopped || (this.#limiter.running === 0 && !this.#order.isAwaited);
  }

  get isPaused(): boolean {
    return this.#health.isPaused;
  }

  /** What the bucket holds is known, as far as it may be; or will not be known soon. */
  get listing(): 'known' | 'awaited' | 'hopeless' {
    if (!this.#waves.needsFirst) return 'known';
    return this.#isStopped || this.#health.hopeless !== undefined ? 'hopeless' : 'awaited';
  }

  /** Adds an item; the caller's own work goes on first. */
  add(item: T): void {
    if (this.#isStopped) return;
    this.#order.add(item);
    this.#schedule();
  }

  /** Looks what the bucket holds, once, though there may be nothing to upload. */
  wantListing(): void {
    this.#waves.want();
    if (this.#waves.isWanted) this.#schedule();
  }

  /** Takes what a test accepts out of what has not begun. */
  drop = (isDone: (item: T) => boolean): T[] => this.#order.drop(isDone);

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
    this.#order.wake(this.#options.now());
    if (this.#mayList() && this.#waves.isWanted) void this.#list();
    while (this.#mayStart()) {
      if (!this.#waves.needsListing) void this.#start(this.#order.pick(this.#options.random()));
      else if (this.#mayList()) void this.#list();
      else break;
    }
    this.#tellHopes();
    this.#wakeLater();
    if (this.isIdle) this.#options.onIdle();
  }

  /** While the store pauses one request alone is tried, now and then. */
  #mayTry(): boolean {
    if (this.#isListing || this.#health.waitUntilMs !== undefined) return false;
    return !this.#health.isPaused || this.#limiter.running === 0;
  }

  #mayList(): boolean {
    return this.#mayTry() && this.#options.now() >= this.#waves.notBeforeMs;
  }

  #mayStart(): boolean {
    const hasRoom = this.#limiter.hasRoom && !this.#waves.mustWait;
    return this.#order.readyCount > 0 && hasRoom && this.#mayTry();
  }

  async #list(): Promise<void> {
    const { list, now } = this.#options;
    const beganMs = now();
    this.#isListing = true;
    try {
      const isWhole = await list();
      this.#health.succeed();
      this.#waves.listed(this.#order.readyCount, isWhole);
    } catch (error) {
      this.#failListing(toStoreFailure(error), beganMs);
    } finally {
      this.#isListing = false;
      this.#schedule();
    }
  }

  #failListing(failure: StoreFailure, beganMs: number): void {
    const { now, random, onTrouble } = this.#options;
    onTrouble(failure);
    const rule = FAILURE_RULES[failure.kind];
    const isRefused = rule.of === 'object' && this.#waves.failures + 1 >= rule.tries;
    // who can't list can still write: a conditional write tells what is there
    if (isRefused || failure.subject === 's3:ListBucket') {
      this.#waves.listed(this.#order.readyCount, false);
      return;
    }
    this.#health.fail(failure, beganMs);
    this.#waves.failed((times) => now() + waitMs(rule, times, random()));
  }

  async #start(entry: Entry<T>): Promise<void> {
    const { now, upload, onStart } = this.#options;
    const beganMs = now();
    this.#limiter.begin();
    this.#waves.begin();
    onStart(entry.item);
    try {
      const result = await upload(entry.item);
      this.#limiter.end(false);
      this.#succeed(entry, result);
    } catch (error) {
      const failure = toStoreFailure(error);
      this.#limiter.end(FAILURE_RULES[failure.kind].slowsDown);
      this.#waves.end();
      this.#fail(entry, failure, beganMs);
    } finally {
      this.#schedule();
    }
  }

  #succeed(entry: Entry<T>, result: UploadResult): void {
    this.#health.succeed();
    this.#waves.end(result);
    if (result === 'absent') this.#order.lookLater(entry, this.#options.now());
    else this.#order.forget(entry);
    this.#options.onDone(entry.item, result);
  }

  #fail(entry: Entry<T>, failure: StoreFailure, beganMs: number): void {
    const { now, random, onTrouble, onFailed, onQueued } = this.#options;
    if (failure.kind !== 'conflict') onTrouble(failure);
    this.#health.fail(failure, beganMs);
    const rule = FAILURE_RULES[failure.kind];
    entry.attempts += 1;
    const inVain = entry.attempts - rule.tries;
    if (inVain >= rule.laterTries) this.#order.forget(entry);
    else this.#order.delay(entry, now() + waitMs(rule, entry.attempts, random()));
    if (inVain >= 0) entry.givenUp = 'alone';
    if (entry.givenUp === 'no') onQueued(entry.item);
    else onFailed(entry.item, failure);
  }

  /** While there is no hope for the store nobody waits for what is queued; afterwards they do. */
  #tellHopes(): void {
    const { hopeless } = this.#health;
    const { onFailed, onQueued } = this.#options;
    if (hopeless === undefined) for (const item of this.#order.hopeAgain()) onQueued(item);
    else for (const item of this.#order.giveUpAll()) onFailed(item, hopeless);
  }

  #wakeLater(): void {
    this.#cancelTimer();
    const leftMs = Math.min(this.#order.nextAtMs, this.#nextTryMs()) - this.#options.now();
    if (leftMs === Number.POSITIVE_INFINITY) return;
    this.#cancelTimer = this.#options.timers.after(Math.max(0, leftMs), () => this.#pump());
  }

  /** When what waits for the store, and not for its own time, may be tried: that may be over by now. */
  #nextTryMs(): number {
    const isWaiting = this.#order.readyCount > 0 || this.#waves.isWanted;
    if (!isWaiting || this.#isListing || this.#limiter.running > 0) return Number.POSITIVE_INFINITY;
    return Math.max(this.#health.untilMs, this.#waves.notBeforeMs);
  }
}
