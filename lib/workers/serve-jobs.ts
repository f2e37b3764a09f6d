// The other side, in the worker thread: takes jobs and answers.
import { errorText } from '../errors.ts';
import type { Answer, Ask } from './job.ts';

export type Jobs = Readonly<Record<string, (input: never) => unknown>>;

/** Does jobs for the main thread until that ends this one. */
export function serveJobs(jobs: Jobs): void {
  // not imported: a built file has this beside what the main thread loads
  const { parentPort } = process.getBuiltinModule('node:worker_threads');
  const post = (answer: Answer) => parentPort?.postMessage(answer);
  parentPort?.on('message', async ({ id, name, input }: Ask) => {
    try {
      const value = await jobs[name]?.(input as never);
      post({ id, value });
    } catch (error) {
      post({ id, failure: errorText(error) });
    }
  });
  post({ id: 0 });
}
