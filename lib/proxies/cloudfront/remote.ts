// The services of AWS in a worker thread, called like those of this one.
import { Worker } from 'node:worker_threads';
import { type FailureKind, StoreFailure } from '../cdn/store.ts';
import type { AwsOptions, AwsServices } from './services.ts';

export interface Ask {
  readonly id: number;
  readonly method: keyof AwsServices;
  readonly arguments: readonly unknown[];
}

export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly failure?: {
    readonly kind: FailureKind;
    readonly subject: string;
    readonly message: string;
  };
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (failure: StoreFailure) => void;
}

/**
 * Starts the worker with the first call. It keeps no process alive; when it ends by itself, what was
 * under way fails, and the next call starts another.
 */
export function createRemoteServices(options: AwsOptions, workerFile: string | URL): AwsServices {
  const remote = new Remote(options, workerFile);
  return {
    list: (prefix) => remote.ask('list', prefix),
    put: (upload) => remote.ask('put', upload),
    head: (key) => remote.ask('head', key),
    compare: (...about) => remote.ask('compare', ...about),
    renew: (key, headers) => remote.ask('renew', key, headers),
    read: (key) => remote.ask('read', key),
    remove: (keys) => remote.ask('remove', keys),
    look: () => remote.ask('look'),
    close: () => remote.close(),
  };
}

class Remote {
  readonly #options: AwsOptions;
  readonly #workerFile: string | URL;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(options: AwsOptions, workerFile: string | URL) {
    this.#options = options;
    this.#workerFile = workerFile;
  }

  ask<R>(method: keyof AwsServices, ...args: readonly unknown[]): Promise<R> {
    this.#worker ??= this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<R>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      this.#worker?.postMessage({ id, method, arguments: args } satisfies Ask);
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    // Node refuses many of a process's flags in a worker, such as `--max-old-space-size`; it needs none
    // where another object has taken the place of `process.env`, a worker would begin with the first one
    const env = { ...process.env };
    const worker = new Worker(this.#workerFile, { workerData: this.#options, execArgv: [], env });
    worker.on('message', (answer: Answer) => this.#take(answer));
    worker.on('error', (error) => this.#fail(worker, error.message));
    worker.on('exit', () => this.#fail(worker, 'it has ended'));
    // a listener counts as a reason to stay: this comes last
    worker.unref();
    return worker;
  }

  #take({ id, value, failure }: Answer): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (failure === undefined) pending?.resolve(value);
    else pending?.reject(new StoreFailure(failure.kind, failure.subject, failure.message));
  }

  #fail(worker: Worker, why: string): void {
    if (this.#worker === worker) this.#worker = undefined;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) {
      reject(new StoreFailure('passing', 'worker', `The thread that uploads has failed: ${why}.`));
    }
  }
}
