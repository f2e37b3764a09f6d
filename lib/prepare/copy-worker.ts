// Runs in a worker thread: publishes files that need no conversion.
import { nodeDisk } from '../files/disk.ts';
import { uniqueMark } from '../files/temporary.ts';
import { serveJobs } from '../workers/serve-jobs.ts';
import { Copier, type Copies, type CopySite } from './copier.ts';

export interface CopyRequest {
  readonly site: CopySite;
  readonly paths: readonly string[];
}

/** The site comes with each batch and stays the same. */
let copier: Copier | undefined;

serveJobs({ copy });

function copy({ site, paths }: CopyRequest): Copies {
  copier ??= new Copier(site, { disk: nodeDisk, now: Date.now, random: uniqueMark });
  return copier.copyAll(paths);
}
