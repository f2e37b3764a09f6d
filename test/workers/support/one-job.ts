// A process that asks a worker for one job, and does not wait for it itself.
import { WorkerPool } from '../../../lib/workers/pool.ts';

const [file = '', flag] = process.argv.slice(2);
const pool = new WorkerPool({ file, now: Date.now });
const terms = { mostWorkers: 1, keepsAlive: flag === 'keepsAlive' };
pool
  .run({ name: 'double', input: 21, ...terms })
  .then((value) => process.stdout.write(`${value}\n`));
