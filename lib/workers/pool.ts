// The one pool of worker threads: started when there is work, ended when there is none for a while.
import { WorkerFailure } from './job.ts';
import { Thread, type ThreadEvents, type Waiting } from './thread.ts';

export interface Job {
  /** The name of the task in the worker's module. */
  readonly name: string;
  /** Is copied to the worker, as its answer is copied back. */
  readonly input: unknown;
  /** How many workers there may be for it. */
  readonly mostWorkers: number;
  /** How many such jobs a worker is given ahead, so that it never waits for the next. Default: 1. */
  readonly ahead?: number;
  /** It goes before all that wait. Default: `false`. */
  readonly isShort?: boolean;
  /** The process stays until it is done. Default: `false`. */
  readonly keepsAlive?: boolean;
  /** To end it in the middle would leave something half done. Default: `false`. */
  readonly mustFinish?: boolean;
  /** Ends its worker, where it is not done by then. */
  readonly signal?: AbortSignal | undefined;
}

export interface WorkerPoolOptions {
  /** The module that workers run, see `serve-jobs.ts`; absent: there are no workers. */
  readonly file: string | undefined;
  readonly now: () => number;
  /** How long a worker without a job stays. Default: 10 s. */
  readonly idleMs?: number;
  /** How much heap a worker may use, in megabytes. Default: as much as the process. */
  readonly heapMb?: number;
}

/** How long no worker is started after one could not be. */
const BROKEN_MS = 1000;
const IDLE_MS = 10_000;

interface Queued extends Waiting {
  readonly job: Job;
}

export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #threads = new Set<Thread>();
  #queue: Queued[] = [];
  #brokenUntilMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** @throws `WorkerFailure`, or the signal's reason. */
  async run<Value>(job: Job): Promise<Value> {
    job.signal?.throwIfAborted();
    const { file, now } = this.#options;
    if (this.#isClosed || file === undefined || now() < this.#brokenUntilMs) throw absent();
    return new Promise<Value>((resolve, reject) => this.#enqueue(job, resolve as never, reject));
  }

  /** Ends all workers; what waits fails. Nothing is done any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#rejectQueue();
    await Promise.all([...this.#threads].map((thread) => thread.close()));
  }

  #enqueue(job: Job, resolve: Waiting['resolve'], reject: Waiting['reject']): void {
    const { signal, name, input, keepsAlive = false, mustFinish = false } = job;
    const abandon = () => this.#abandon(queued, signal?.reason);
    const settled = <T>(settle: (value: T) => void) => {
      return (value: T): void => {
        signal?.removeEventListener('abort', abandon);
        settle(value);
      };
    };
    const ends = { resolve: settled(resolve), reject: settled(reject) };
    const queued: Queued = { job, name, input, keepsAlive, mustFinish, ...ends };
    signal?.addEventListener('abort', abandon, { once: true });
    if (job.isShort) this.#queue.unshift(queued);
    else this.#queue.push(queued);
    this.#next();
  }

  #next(): void {
    for (let queued = this.#queue[0]; queued !== undefined; queued = this.#queue[0]) {
      const thread = this.#threadFor(queued.job);
      if (thread === undefined) return;
      this.#queue.shift();
      thread.run(queued);
    }
  }

  #threadFor({ ahead = 1, mostWorkers }: Job): Thread | undefined {
    const threads = [...this.#threads].filter(({ isEnding }) => !isEnding);
    const [free] = threads.filter(({ size }) => size < ahead).sort((a, b) => a.size - b.size);
    if (free?.size === 0 || threads.length >= mostWorkers) return free;
    return this.#start() ?? free;
  }

  #start(): Thread | undefined {
    const { file = '', idleMs = IDLE_MS, heapMb } = this.#options;
    const events: ThreadEvents = {
      answered: (thread) => {
        this.#next();
        if (thread.size === 0) thread.endAfter(idleMs);
      },
      ended: (thread, wasReady) => this.#forget(thread, wasReady),
    };
    try {
      const thread = new Thread(file, events, heapMb);
      this.#threads.add(thread);
      return thread;
    } catch {
      this.#break();
      return undefined;
    }
  }

  #forget(thread: Thread, wasReady: boolean): void {
    this.#threads.delete(thread);
    if (!wasReady) this.#break();
    else if (!this.#isClosed) this.#next();
  }

  /** Most likely the worker's module is not there, because somebody has bundled the server. */
  #break(): void {
    this.#brokenUntilMs = this.#options.now() + BROKEN_MS;
    this.#rejectQueue();
  }

  #rejectQueue(): void {
    const queue = this.#queue;
    this.#queue = [];
    for (const { reject } of queue) reject(absent());
  }

  #abandon(queued: Queued, reason: unknown): void {
    this.#queue = this.#queue.filter((each) => each !== queued);
    queued.reject(reason);
    for (const thread of this.#threads) if (thread.has(queued)) void thread.terminate();
    this.#next();
  }
}

function absent(): WorkerFailure {
  return new WorkerFailure('absent', 'there is no worker thread');
}
