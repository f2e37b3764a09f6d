// A worker of these tests, with all the ways in which one ends.
import { threadId } from 'node:worker_threads';
import { serveJobs } from '../../../lib/workers/serve-jobs.ts';

serveJobs({
  double: (number: number) => number * 2,
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
    // piece by piece: where a large one does not fit, Node 24 ends the whole process
    let chain: unknown;
    for (;;) chain = { chain };
  },
  never: () => new Promise(() => {}),
  function: () => () => {},
});
