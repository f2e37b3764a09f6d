// What an instance needs of its surroundings: disk, clock, randomness, environment.
import { randomBytes } from 'node:crypto';
import { findWorker } from '../core/worker-files.cjs';
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
  /**
   * The modules that worker threads run: they minify, or publish what needs no conversion. Without
   * one the main thread does its work.
   */
  readonly workerFile: string | undefined;
  readonly copyWorkerFile: string | undefined;
  readonly writeError: (text: string) => void;
}

/** Reads the surroundings as they are. */
export function realSystem(): System {
  return {
    disk: nodeDisk,
    now: Date.now,
    random: () => randomBytes(8).toString('hex'),
    folder: process.cwd(),
    nodeEnv: process.env['NODE_ENV'],
    workerFile: findWorker('minify'),
    copyWorkerFile: findWorker('copy'),
    writeError: (text) => process.stderr.write(text),
  };
}
