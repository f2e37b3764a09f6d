// A worker of these tests, from the TypeScript sources: worker threads do not know tsx by themselves.
import { threadId } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { serveJobs } = await import('../../../lib/workers/serve-jobs.ts');

serveJobs({
  double: (number) => number * 2,
  thread: () => threadId,
  fail: () => {
    throw new Error('it is too small');
  },
  exit: () => process.exit(0),
  crash: () => {
    setImmediate(() => {
      throw new Error('out of a callback');
    });
    return new Promise(() => {});
  },
  fillMemory: () => {
    const all = [];
    for (;;) all.push(new Array(1000).fill(all.length));
  },
  never: () => new Promise(() => {}),
  function: () => () => {},
});
