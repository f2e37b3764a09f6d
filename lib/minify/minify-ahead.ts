// Minifies texts in worker threads, so that converting finds it done.
import { isWorkerFailure, SMALL_BYTES } from '../workers/job.ts';
import type { Job, WorkerPool } from '../workers/pool.ts';
import { minifiedKind } from './content-kind.ts';
import type { Minified, MinifiedKind } from './minifier.ts';
import { keyOf, type MinifyTask, type TextMinifier } from './text-minifier.ts';

type Choices = Readonly<Partial<Record<MinifiedKind, unknown>>>;

export interface MinifyRequest {
  readonly task: MinifyTask;
  readonly minify: Choices;
  readonly folder: string;
  /** Where results are kept; absent: nowhere. */
  readonly resultDir: string | undefined;
}

export interface MinifyAheadOptions extends Omit<MinifyRequest, 'task'> {
  readonly pool: WorkerPool;
  readonly minifier: TextMinifier;
}

/** How a text is minified; see `Job`. */
export type MinifyTerms = Pick<Job, 'mostWorkers' | 'keepsAlive' | 'signal'>;

export class MinifyAhead {
  readonly #options: MinifyAheadOptions;
  /** What a worker can be told of the option `minify`. */
  readonly #sendable: Choices;
  readonly #onTheWay = new Map<string, Promise<boolean>>();

  constructor(options: MinifyAheadOptions) {
    this.#options = options;
    const entries = Object.entries(options.minify);
    this.#sendable = Object.fromEntries(entries.filter(([, each]) => typeof each !== 'function'));
  }

  /** Checks whether a worker can do it: a function of the user's runs on the main thread. */
  takes({ kind }: MinifyTask): boolean {
    return typeof this.#options.minify[minifiedKind(kind)] !== 'function';
  }

  /** Checks whether a module of the user's does it, which nobody knows. */
  isForeign({ kind }: MinifyTask): boolean {
    const option = this.#options.minify[minifiedKind(kind)];
    return typeof option === 'string' && option.includes('#');
  }

  /** Checks whether the main thread may do it, where there is no worker. */
  isQuickHere(task: MinifyTask): boolean {
    return task.text.length <= SMALL_BYTES && !this.isForeign(task);
  }

  /**
   * Minifies a text, once however many ask for it at the same time.
   *
   * @returns Whether it is done; not where there is no worker, or it can't do it now. A text that ends its worker stays as it
   *   is from then on.
   * @throws The signal's reason.
   */
  minify(task: MinifyTask, terms: MinifyTerms): Promise<boolean> {
    const key = keyOf(task);
    const known = this.#onTheWay.get(key);
    if (known !== undefined) return known;
    const made = this.#run(task, terms).finally(() => this.#onTheWay.delete(key));
    this.#onTheWay.set(key, made);
    return made;
  }

  async #run(task: MinifyTask, terms: MinifyTerms): Promise<boolean> {
    const { pool, minifier, folder, resultDir } = this.#options;
    const input: MinifyRequest = { task, minify: this.#sendable, folder, resultDir };
    try {
      minifier.remember(task, await pool.run<Minified>({ name: 'minify', input, ...terms }));
      return true;
    } catch (error) {
      if (!isWorkerFailure(error)) throw error;
      // that a job was refused says nothing of the text: a package may be missing for a moment
      if (error.kind !== 'lost') return false;
      const problem = `the worker thread failed: ${error.message}`;
      minifier.remember(task, { text: task.text, by: 'source', problem });
      return true;
    }
  }
}
