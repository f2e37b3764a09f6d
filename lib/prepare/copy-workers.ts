// The worker threads that publish files. Each answers in the order in which it was asked; a pool for
// any kind of work costs more than this work does.
import { Worker } from 'node:worker_threads';
import type { Copies, CopySite } from './copier.ts';

interface Waiting {
  readonly worker: Worker;
  readonly take: (copies: Copies) => void;
}

export class CopyWorkers {
  readonly #workers: readonly Worker[];
  #waiting: Waiting[] = [];
  #asked = 0;

  constructor(file: string, site: CopySite, count: number) {
    this.#workers = Array.from({ length: count }, () => new Worker(file, { workerData: site }));
    for (const worker of this.#workers) {
      worker.on('message', (copies: Copies) => this.#take(worker, copies));
      // what a worker can't do, the main thread does
      worker.on('error', () => this.#giveUp(worker));
      worker.on('exit', () => this.#giveUp(worker));
    }
  }

  /** Copies in the next worker; without an answer nothing is copied. */
  copyAll(paths: readonly string[], take: (copies: Copies) => void): void {
    const worker = this.#workers[this.#asked % this.#workers.length];
    this.#asked += 1;
    if (worker === undefined || worker.threadId < 0) {
      take([]);
      return;
    }
    this.#waiting.push({ worker, take });
    worker.postMessage(paths);
  }

  /** Lets them finish what they were asked: to end one in the middle of a file would leave half of it. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map(end));
  }

  #take(worker: Worker, copies: Copies): void {
    const at = this.#waiting.findIndex((each) => each.worker === worker);
    const [answered] = this.#waiting.splice(at, at < 0 ? 0 : 1);
    answered?.take(copies);
  }

  #giveUp(worker: Worker): void {
    const lost = this.#waiting.filter((each) => each.worker === worker);
    this.#waiting = this.#waiting.filter((each) => each.worker !== worker);
    for (const { take } of lost) take([]);
  }
}

async function end(worker: Worker): Promise<void> {
  if (worker.threadId < 0) return;
  // one that fails exits, too
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  const nothingMore: readonly string[] = [];
  worker.postMessage(nothingMore);
  await exited;
}
