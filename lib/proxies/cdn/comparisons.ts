// What a listing has shown is compared with the files here, some at once, before it counts as there.
import { FAILURE_RULES } from './failure-kinds.ts';
import { type StoreFailure, toStoreFailure } from './store.ts';

/** Most are done with what the listing has told; few need a request. */
const AT_ONCE = 8;

export interface ComparisonsOptions<T> {
  /** Resolves with whether it is there; rejects where it is not surely the same. */
  readonly compare: (item: T) => Promise<boolean>;
  readonly onSame: (item: T) => void;
  /** It is not there, or that can't be known now: uploading tells. */
  readonly onOpen: (item: T) => void;
  readonly onOther: (item: T, failure: StoreFailure) => void;
  readonly onIdle: () => void;
}

export class Comparisons<T> {
  readonly #options: ComparisonsOptions<T>;
  readonly #items = new Set<T>();
  #running = 0;
  #isStopped = false;

  constructor(options: ComparisonsOptions<T>) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#isStopped || (this.#running === 0 && this.#items.size === 0);
  }

  add(item: T): void {
    this.#items.add(item);
    if (this.#running < AT_ONCE) void this.#run();
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #run(): Promise<void> {
    this.#running += 1;
    for (const item of this.#items) {
      if (this.#isStopped) break;
      this.#items.delete(item);
      await this.#compare(item);
    }
    this.#running -= 1;
    if (this.isIdle) this.#options.onIdle();
  }

  async #compare(item: T): Promise<void> {
    const { compare, onSame, onOpen, onOther } = this.#options;
    try {
      if (await compare(item)) onSame(item);
      else onOpen(item);
    } catch (error) {
      const failure = toStoreFailure(error);
      const { isLasting, of } = FAILURE_RULES[failure.kind];
      if (isLasting && of === 'object') onOther(item, failure);
      else onOpen(item);
    }
  }
}
