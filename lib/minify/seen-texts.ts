// Sheets and scripts that stand inside of texts: those that are seen again are worth a worker's time.
import { BoundedMemory } from '../core/bounded-memory.ts';
import type { MinifyQueue } from './minify-queue.ts';
import { keyOf, type MinifyTask } from './text-minifier.ts';

/** Larger ones stay as they are: a page that brings so much is better off with a file. */
const LARGEST_BYTES = 64_000;
/** What a visitor can make different at each request must not fill the queue. */
const MOST_WAITING = 32;
const SEEN_BYTES = 1_000_000;

export class SeenTexts {
  readonly #queue: MinifyQueue;
  readonly #seen = new BoundedMemory<true>({ mostBytes: SEEN_BYTES, sizeOf: () => 0 });
  readonly #waiting = new Set<string>();

  constructor(queue: MinifyQueue) {
    this.#queue = queue;
  }

  /** Notes a text that stays as it is for now; one that was noted before is minified. */
  see(task: MinifyTask): void {
    if (task.text.length > LARGEST_BYTES) return;
    const key = keyOf(task);
    if (this.#seen.get(key) === undefined) this.#seen.set(key, true);
    else if (!this.#waiting.has(key) && this.#waiting.size < MOST_WAITING) this.#minify(key, task);
  }

  #minify(key: string, task: MinifyTask): void {
    this.#waiting.add(key);
    const done = this.#queue.add(task, 'when idle');
    void done.finally(() => this.#waiting.delete(key));
  }
}
