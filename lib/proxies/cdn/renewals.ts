// Old objects that are handed out again are written anew from themselves, so that they stay young:
// what is younger than a month is not pruned. Pages have their URLs meanwhile.
import { type StoreFailure, toStoreFailure } from './store.ts';

export interface RenewalsOptions {
  readonly renew: (key: string) => Promise<void>;
  readonly onTrouble: (failure: StoreFailure) => void;
  readonly onIdle: () => void;
}

/** Renews one key after the other; what fails is tried again when it is seen to be old again. */
export class Renewals {
  readonly #options: RenewalsOptions;
  readonly #keys = new Set<string>();
  #isRunning = false;
  #isStopped = false;

  constructor(options: RenewalsOptions) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#isStopped || this.#keys.size === 0;
  }

  add(key: string): void {
    this.#keys.add(key);
    if (!this.#isRunning) void this.#run();
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (const key of this.#keys) {
      if (this.#isStopped) break;
      try {
        await this.#options.renew(key);
      } catch (error) {
        // no right to do it, or no store: the others would fare no better
        this.#options.onTrouble(toStoreFailure(error));
        this.#keys.clear();
      }
      this.#keys.delete(key);
    }
    this.#isRunning = false;
    this.#options.onIdle();
  }
}
