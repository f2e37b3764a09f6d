// Small work on objects beside their uploads: each once, some at the same time.

export interface ErrandsOptions<T> {
  readonly atOnce: number;
  /** Never rejects. */
  readonly work: (item: T) => Promise<void>;
  readonly onIdle: () => void;
}

export class Errands<T> {
  readonly #options: ErrandsOptions<T>;
  readonly #waiting = new Set<T>();
  readonly #running = new Set<T>();
  #isStopped = false;

  constructor(options: ErrandsOptions<T>) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#isStopped || this.#waiting.size + this.#running.size === 0;
  }

  add(item: T): void {
    if (this.#running.has(item)) return;
    this.#waiting.add(item);
    if (this.#running.size < this.#options.atOnce) void this.#run();
  }

  /** Forgets what has not begun. */
  clear(): void {
    this.#waiting.clear();
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #run(): Promise<void> {
    for (const item of this.#waiting) {
      if (this.#isStopped) break;
      this.#waiting.delete(item);
      this.#running.add(item);
      await this.#options.work(item);
      this.#running.delete(item);
    }
    if (this.isIdle) this.#options.onIdle();
  }
}
