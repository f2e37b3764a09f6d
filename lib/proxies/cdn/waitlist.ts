// What is to be uploaded: now, in any order, or at a time.

interface Delayed<T> {
  readonly item: T;
  readonly atMs: number;
  /** It has been given up for now: nobody waits for it. */
  readonly isFailed: boolean;
}

export class Waitlist<T> {
  readonly #ready: T[] = [];
  /** All that is on its way, with how often it has failed. */
  readonly #attempts = new Map<T, number>();
  #delayed: Delayed<T>[] = [];

  get hasReady(): boolean {
    return this.#ready.length > 0;
  }

  get readyCount(): number {
    return this.#ready.length;
  }

  /** Something is to be uploaded soon. */
  get isBusy(): boolean {
    return this.hasReady || this.#delayed.some(({ isFailed }) => !isFailed);
  }

  /** When the next delayed item is due. */
  get nextAtMs(): number | undefined {
    const times = this.#delayed.map(({ atMs }) => atMs);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Answers `false` for an item that is on its way already. */
  add(item: T): boolean {
    if (this.#attempts.has(item)) return false;
    this.#attempts.set(item, 0);
    this.#ready.push(item);
    return true;
  }

  /** Takes an item at random, so that servers which begin together do not all write the same. */
  pick(random: number): T {
    const at = Math.min(Math.floor(random * this.#ready.length), this.#ready.length - 1);
    const item = this.#ready[at] as T;
    const last = this.#ready.pop() as T;
    if (at < this.#ready.length) this.#ready[at] = last;
    return item;
  }

  /** Counts a failure; answers how many there were. */
  count(item: T): number {
    const attempts = (this.#attempts.get(item) ?? 0) + 1;
    this.#attempts.set(item, attempts);
    return attempts;
  }

  /** Puts an item back until a time. */
  delay(item: T, atMs: number): void {
    this.#delayed.push({ item, atMs, isFailed: false });
  }

  /** Puts an item back until a time, with nobody waiting for it. */
  giveUp(item: T, atMs: number): void {
    this.#attempts.set(item, 0);
    this.#delayed.push({ item, atMs, isFailed: true });
  }

  /** Forgets an item that was picked. */
  forget(item: T): void {
    this.#attempts.delete(item);
  }

  /** Takes all that is ready. */
  takeReady(): T[] {
    return this.#ready.splice(0);
  }

  /** Makes ready what is due. */
  wake(nowMs: number): void {
    if (!this.#delayed.some(({ atMs }) => atMs <= nowMs)) return;
    const due = this.#delayed.filter(({ atMs }) => atMs <= nowMs);
    this.#delayed = this.#delayed.filter(({ atMs }) => atMs > nowMs);
    this.#ready.push(...due.map(({ item }) => item));
  }

  /** Takes out what a test accepts, of all that has not begun. */
  drop(isDone: (item: T) => boolean): T[] {
    const dropped = [...this.#ready, ...this.#delayed.map(({ item }) => item)].filter(isDone);
    const gone = new Set(dropped);
    const left = this.#ready.filter((item) => !gone.has(item));
    this.#ready.splice(0, this.#ready.length, ...left);
    this.#delayed = this.#delayed.filter(({ item }) => !gone.has(item));
    for (const item of dropped) this.#attempts.delete(item);
    return dropped;
  }
}
