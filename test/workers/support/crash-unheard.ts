// Prints how a job has failed that crashed its worker before this thread had heard that it was ready.
import { WorkerPool } from '../../../lib/workers/pool.ts';

const pool = new WorkerPool({ file: process.argv[2], now: Date.now });
const crashed = pool.run({ name: 'crash', input: 1, mostWorkers: 1, keepsAlive: true });
// the worker starts and crashes meanwhile: Node tells of the error before it hands on what was said
setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000), 1);
crashed.catch(({ kind }) => console.log(kind));
