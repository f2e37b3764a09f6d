// What an instance needs of its surroundings: disk, clock, randomness, environment.
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Disk, nodeDisk } from '../files/disk.ts';

/** What an instance needs of its surroundings; a test can put others in their place. */
export interface System {
  readonly disk: Disk;
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
  /** Gives a text that no other process has. */
  readonly random: () => string;
  /** The folder that relative paths and module specifiers start from. */
  readonly folder: string;
  readonly nodeEnv: string | undefined;
  /** The modules that worker threads run: they minify, or publish what needs no conversion. */
  readonly workerFile: string;
  readonly copyWorkerFile: string;
  readonly writeError: (text: string) => void;
}

/** Reads the surroundings as they are. The paths hold for the built package, too: see `scripts/setup.js`. */
export function realSystem(): System {
  return {
    disk: nodeDisk,
    now: Date.now,
    random: () => randomBytes(8).toString('hex'),
    folder: process.cwd(),
    nodeEnv: process.env['NODE_ENV'],
    workerFile: fileURLToPath(new URL('../prepare/minify-worker.js', import.meta.url)),
    copyWorkerFile: fileURLToPath(new URL('../prepare/copy-worker.js', import.meta.url)),
    writeError: (text) => process.stderr.write(text),
  };
}
