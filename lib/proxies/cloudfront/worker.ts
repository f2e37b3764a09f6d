// Runs in a worker thread: asks AWS for what the main thread wants, so that no render waits for it.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { toStoreFailure } from '../cdn/store.ts';
import type { Answer, Ask } from './remote.ts';
import { type AwsOptions, createServices } from './services.ts';

const services = createServices(workerData as AwsOptions);
const port = parentPort as MessagePort;

port.on('message', ({ id, method, arguments: args }: Ask) => {
  const ask = services[method] as (...args: readonly unknown[]) => Promise<unknown>;
  ask(...args).then(
    (value) => port.postMessage({ id, value } satisfies Answer),
    (error: unknown) => {
      const { kind, subject, message } = toStoreFailure(error);
      port.postMessage({ id, failure: { kind, subject, message } } satisfies Answer);
    },
  );
});
