// Runs in a worker thread: publishes files that need no conversion.
import { randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { nodeDisk } from '../files/disk.ts';
import { Copier, type CopySite } from './copier.ts';

const random = () => randomBytes(8).toString('hex');
const copier = new Copier(workerData as CopySite, { disk: nodeDisk, now: Date.now, random });

parentPort?.on('message', (paths: readonly string[]) => {
  if (paths.length > 0) parentPort?.postMessage(copier.copyAll(paths));
  // that is all: the thread ends
  else parentPort?.close();
});
