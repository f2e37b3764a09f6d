// Keys that may be deleted just now are used only when a record names them, and they are still there after that.
import type { CdnObject } from './cdn-object.ts';
import { type StoreFailure, toStoreFailure } from './store.ts';
import type { Timers } from './timers.ts';

export interface RescueOptions {
  readonly timers: Timers;
  /** Writes the record of what is used, with these keys. */
  readonly record: (keys: readonly string[]) => Promise<void>;
  readonly isThere: (key: string) => Promise<boolean>;
  readonly onSafe: (object: CdnObject) => void;
  readonly onGone: (object: CdnObject) => void;
  readonly onTrouble: (failure: StoreFailure) => void;
  readonly onIdle: () => void;
}

/** A prune that has not seen the record has ended by then. */
const PATIENCE_MS = 2 * 60_000;

export class Rescue {
  readonly #options: RescueOptions;
  readonly #objects = new Set<CdnObject>();
  readonly #safe = new Set<string>();
  #isRunning = false;
  #isStopped = false;

  constructor(options: RescueOptions) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#isStopped || this.#objects.size === 0;
  }

  isSafe(key: string): boolean {
    return this.#safe.has(key);
  }

  add(object: CdnObject): void {
    this.#objects.add(object);
    if (!this.#isRunning) void this.#run();
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (!this.isIdle) {
      const objects = [...this.#objects];
      try {
        await this.#options.record(objects.map(({ key }) => key));
        await this.#wait();
        for (const object of objects) await this.#look(object);
      } catch (error) {
        this.#options.onTrouble(toStoreFailure(error));
        await this.#wait();
      }
    }
    this.#isRunning = false;
    this.#options.onIdle();
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => this.#options.timers.after(PATIENCE_MS, resolve));
  }

  async #look(object: CdnObject): Promise<void> {
    const { isThere, onSafe, onGone } = this.#options;
    const isKept = await isThere(object.key);
    this.#objects.delete(object);
    if (this.#isStopped) return;
    this.#safe.add(object.key);
    if (isKept) onSafe(object);
    else onGone(object);
  }
}
