// Texts that are minified while renders go on: a few at a time, each once, in the order of their asking.
import type { BackgroundWork } from '../core/background-work.ts';
import { WORKER_MISSING } from '../core/packages.cjs';
import type { Reporter } from '../core/report.ts';
import { nextTurn } from '../core/turns.ts';
import { LONGEST_MS } from '../workers/job.ts';
import type { MinifyAhead } from './minify-ahead.ts';
import { keyOf, type MinifyTask, type TextMinifier } from './text-minifier.ts';

export interface MinifyQueueOptions {
  readonly ahead: MinifyAhead;
  readonly minifier: TextMinifier;
  readonly reporter: Reporter;
  readonly work: BackgroundWork;
  /** How many texts are minified at once. Default: 1. */
  readonly mostWorkers?: number;
}

interface Queued {
  readonly task: MinifyTask;
  resolve(isDone: boolean): void;
}

export class MinifyQueue {
  readonly #options: MinifyQueueOptions;
  readonly #known = new Map<string, Promise<boolean>>();
  readonly #waiting: Queued[] = [];
  readonly #waitingLonger: Queued[] = [];
  #atWork = 0;
  #isClosed = false;

  constructor(options: MinifyQueueOptions) {
    this.#options = options;
  }

  /**
   * Has a text minified; returns whether that is done, so that converting finds it. Never rejects.
   *
   * @param when - What may wait `'when idle'` waits for all that may not.
   */
  add(task: MinifyTask, when: 'now' | 'when idle' = 'now'): Promise<boolean> {
    const key = keyOf(task);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const waiting = when === 'now' ? this.#waiting : this.#waitingLonger;
    const done = new Promise<boolean>((resolve) => waiting.push({ task, resolve }));
    this.#known.set(
      key,
      done.finally(() => this.#known.delete(key)),
    );
    this.#options.work.add(done);
    this.#next();
    return done;
  }

  /** Nothing is minified any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Abandons what waits. */
  close(): void {
    this.#isClosed = true;
    const abandoned = [...this.#waiting.splice(0), ...this.#waitingLonger.splice(0)];
    for (const { resolve } of abandoned) resolve(false);
  }

  #next(): void {
    const { mostWorkers = 1 } = this.#options;
    while (this.#atWork < mostWorkers) {
      const queued = this.#waiting.shift() ?? this.#waitingLonger.shift();
      if (queued === undefined) return;
      this.#atWork += 1;
      void this.#minify(queued.task)
        .catch(() => false)
        .then((isDone) => {
          this.#atWork -= 1;
          queued.resolve(isDone);
          this.#next();
        });
    }
  }

  async #minify(task: MinifyTask): Promise<boolean> {
    const { ahead, minifier, reporter, mostWorkers = 1 } = this.#options;
    if (this.#isClosed) return false;
    if (!ahead.takes(task)) return this.#minifyHere(task);
    const signal = AbortSignal.timeout(LONGEST_MS);
    try {
      if (await ahead.minify(task, { mostWorkers, signal })) return true;
    } catch (error) {
      if (!signal.aborted) throw error;
      const problem = `it took longer than ${LONGEST_MS / 1000} s`;
      minifier.remember(task, { text: task.text, by: 'source', problem });
      return true;
    }
    if (this.#isClosed) return false;
    if (ahead.isQuickHere(task)) return this.#minifyHere(task);
    reporter.warnOnce(
      'background',
      `Large files are not minified in the background: ${WORKER_MISSING}.`,
    );
    return false;
  }

  async #minifyHere(task: MinifyTask): Promise<true> {
    await nextTurn();
    this.#options.minifier.make(task);
    return true;
  }
}
