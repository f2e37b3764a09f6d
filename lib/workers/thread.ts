// One worker thread, and the jobs that it was given.
import type { Worker, WorkerOptions } from 'node:worker_threads';
import { type Answer, type Ask, WorkerFailure } from './job.ts';

/** A job on its way, for whoever waits for it. */
export interface Waiting {
  readonly name: string;
  readonly input: unknown;
  readonly keepsAlive: boolean;
  /** Is let finish when its thread is to end. */
  readonly mustFinish: boolean;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export interface ThreadEvents {
  /** A job is done, and there is room for another. */
  answered(thread: Thread): void;
  /** @param wasReady - It has been ready for jobs. */
  ended(thread: Thread, wasReady: boolean): void;
}

export class Thread {
  readonly #worker: Worker;
  readonly #events: ThreadEvents;
  readonly #jobs = new Map<number, Waiting>();
  #lastId = 0;
  #isReady = false;
  #isToEnd = false;
  #hasEnded = false;
  #failure: string | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(file: string, events: ThreadEvents, heapMb?: number) {
    this.#events = events;
    // most processes start none, and to load it takes as long as to copy a hundred files
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    this.#worker = new Worker(file, workerOptions(heapMb));
    this.#worker.on('message', (answer: Answer) => this.#take(answer));
    this.#worker.on('error', (error) => {
      this.#failure = String(error?.message ?? error);
    });
    // an error overtakes messages, its exit does not: what was ready would count as absent
    this.#worker.on('exit', (code) => this.#end(this.#failure ?? `it has ended with code ${code}`));
    // a listener counts as a reason to stay: this comes last
    this.#worker.unref();
  }

  get size(): number {
    return this.#jobs.size;
  }

  /** It takes no job any more. */
  get isEnding(): boolean {
    return this.#isToEnd || this.#failure !== undefined;
  }

  has(job: Waiting): boolean {
    return [...this.#jobs.values()].includes(job);
  }

  run(job: Waiting): void {
    clearTimeout(this.#idle);
    this.#lastId += 1;
    this.#jobs.set(this.#lastId, job);
    this.#holdProcess();
    try {
      const { name, input } = job;
      this.#worker.postMessage({ id: this.#lastId, name, input } satisfies Ask);
    } catch (error) {
      // what can't be copied to another thread
      this.#jobs.delete(this.#lastId);
      job.reject(new WorkerFailure('refused', String(error)));
    }
  }

  /** Ends it when it has had no job for a while. */
  endAfter(idleMs: number): void {
    this.#idle = setTimeout(() => this.terminate(), idleMs);
    this.#idle.unref();
  }

  /** Ends it at once, whatever it does. */
  async terminate(): Promise<void> {
    this.#isToEnd = true;
    clearTimeout(this.#idle);
    await this.#worker.terminate();
  }

  /** Ends it, when the jobs are done that must be. */
  async close(): Promise<void> {
    while ([...this.#jobs.values()].some(({ mustFinish }) => mustFinish) && !this.#hasEnded) {
      await new Promise<void>((resolve) => {
        this.#worker.once('message', () => resolve());
        this.#worker.once('exit', () => resolve());
      });
    }
    await this.terminate();
  }

  #take({ id, value, failure }: Answer): void {
    this.#isReady = true;
    const job = this.#jobs.get(id);
    if (job === undefined) return;
    this.#jobs.delete(id);
    this.#holdProcess();
    if (failure === undefined) job.resolve(value);
    else job.reject(new WorkerFailure('refused', failure));
    this.#events.answered(this);
  }

  #end(why: string): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#idle);
    const kind = this.#isReady && !this.#isToEnd ? 'lost' : 'absent';
    for (const job of this.#jobs.values()) job.reject(new WorkerFailure(kind, why));
    this.#jobs.clear();
    this.#events.ended(this, this.#isReady || this.#isToEnd);
  }

  #holdProcess(): void {
    const isHeld = [...this.#jobs.values()].some(({ keepsAlive }) => keepsAlive);
    if (isHeld) this.#worker.ref();
    else this.#worker.unref();
  }
}

/** What tells Node how to read `--eval` has no meaning for a worker, and is refused there. */
function workerOptions(heapMb: number | undefined): WorkerOptions {
  const isMeant = (each: string) => !each.startsWith('--input-type');
  const hasOthers = !process.execArgv.every(isMeant);
  return {
    ...(hasOthers && { execArgv: process.execArgv.filter(isMeant) }),
    ...(heapMb !== undefined && { resourceLimits: { maxOldGenerationSizeMb: heapMb } }),
  };
}
