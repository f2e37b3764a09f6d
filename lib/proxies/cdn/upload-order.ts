// What waits to be uploaded: now, in any order, or at a time.

export interface Entry<T> {
  readonly item: T;
  attempts: number;
  /** Nobody waits for it now: for itself, or because nobody waits for the store. */
  givenUp: 'no' | 'alone' | 'with all';
  atMs: number;
}

/** What others may still upload is looked for after a minute, then later and later. */
const ABSENT_MS = 60_000;
const DAY_MS = 24 * 3_600_000;

export class UploadOrder<T> {
  /** All that is on its way, also what is being uploaded. */
  readonly #entries = new Map<T, Entry<T>>();
  #ready: Entry<T>[] = [];
  #delayed: Entry<T>[] = [];
  #hasGivenUp = false;

  get readyCount(): number {
    return this.#ready.length;
  }

  /** Somebody waits for something. */
  get isAwaited(): boolean {
    for (const { givenUp } of this.#entries.values()) if (givenUp === 'no') return true;
    return false;
  }

  /** When the next delayed item is due. */
  get nextAtMs(): number {
    return this.#delayed.reduce(
      (least, { atMs }) => Math.min(least, atMs),
      Number.POSITIVE_INFINITY,
    );
  }

  add(item: T): void {
    if (this.#entries.has(item)) return;
    const entry: Entry<T> = { item, attempts: 0, givenUp: 'no', atMs: 0 };
    this.#entries.set(item, entry);
    this.#ready.push(entry);
  }

  /** Takes an item at random, so that servers which begin together do not all write the same. */
  pick(random: number): Entry<T> {
    const at = Math.min(Math.floor(random * this.#ready.length), this.#ready.length - 1);
    const entry = this.#ready[at] as Entry<T>;
    const last = this.#ready.pop() as Entry<T>;
    if (at < this.#ready.length) this.#ready[at] = last;
    return entry;
  }

  /** Puts an item back that was picked. */
  delay(entry: Entry<T>, atMs: number): void {
    entry.atMs = atMs;
    this.#delayed.push(entry);
  }

  /** Puts an item back that was picked, and that nobody waits for. */
  lookLater(entry: Entry<T>, nowMs: number): void {
    const waitMs = Math.min(DAY_MS, ABSENT_MS * 2 ** entry.attempts);
    Object.assign(entry, { givenUp: 'alone', attempts: entry.attempts + 1 });
    this.delay(entry, nowMs + waitMs);
  }

  /** Forgets an item that was picked. */
  forget({ item }: Entry<T>): void {
    this.#entries.delete(item);
  }

  /** Makes ready what is due. */
  wake(nowMs: number): void {
    if (this.nextAtMs > nowMs) return;
    for (const entry of this.#delayed) if (entry.atMs <= nowMs) this.#ready.push(entry);
    this.#delayed = this.#delayed.filter(({ atMs }) => atMs > nowMs);
  }

  /** Nobody waits for anything any more; returns what was waited for until now. */
  giveUpAll(): T[] {
    const awaited = this.#waiting().filter(({ givenUp }) => givenUp === 'no');
    for (const entry of awaited) entry.givenUp = 'with all';
    this.#hasGivenUp ||= awaited.length > 0;
    return awaited.map(({ item }) => item);
  }

  /** Returns what is waited for again. */
  hopeAgain(): T[] {
    if (!this.#hasGivenUp) return [];
    this.#hasGivenUp = false;
    const hoped = this.#waiting().filter(({ givenUp }) => givenUp === 'with all');
    for (const entry of hoped) Object.assign(entry, { givenUp: 'no', attempts: 0 });
    return hoped.map(({ item }) => item);
  }

  /** Lists what has not begun. */
  #waiting(): Entry<T>[] {
    return [...this.#ready, ...this.#delayed];
  }

  /** Takes out what a test accepts, of all that has not begun. */
  drop(isDone: (item: T) => boolean): T[] {
    const dropped = this.#waiting().filter(({ item }) => isDone(item));
    if (dropped.length === 0) return [];
    for (const entry of dropped) this.forget(entry);
    const isLeft = ({ item }: Entry<T>) => this.#entries.has(item);
    this.#ready = this.#ready.filter(isLeft);
    this.#delayed = this.#delayed.filter(isLeft);
    return dropped.map(({ item }) => item);
  }
}
