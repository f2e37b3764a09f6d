// Runs in a worker thread: publishes files that need no conversion.
import { randomBytes } from 'node:crypto';
import { nodeDisk } from '../files/disk.ts';
import { serveJobs } from '../workers/serve-jobs.ts';
import { Copier, type Copies, type CopySite } from './copier.ts';

/** What the main thread asks for. */
export interface CopyRequest {
  readonly site: CopySite;
  readonly paths: readonly string[];
}

/** The site comes with each batch and stays the same. */
let copier: Copier | undefined;

serveJobs({ copy });

function copy({ site, paths }: CopyRequest): Copies {
  copier ??= new Copier(site, { disk: nodeDisk, now: Date.now, random });
  return copier.copyAll(paths);
}

function random(): string {
  return randomBytes(8).toString('hex');
}
