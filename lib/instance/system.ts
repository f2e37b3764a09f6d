// What an instance needs of its surroundings: disk, clock, randomness, environment.
import { LONGEST_TIMER_MS } from '../core/keep-alive.ts';
import { findWorker } from '../core/packages.cjs';
import { writeError } from '../core/report.ts';
import { type Disk, nodeDisk } from '../files/disk.ts';
import { uniqueMark } from '../files/temporary.ts';

/** The surroundings of an instance; a test can replace them. */
export interface System {
  readonly disk: Disk;
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
  /** Calls after a time, and keeps the process alive until then; returns a function that calls it off. */
  readonly after: (delayMs: number, action: () => void) => () => void;
  /** Returns a text that no other process has. */
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
  /** How many texts are minified at once while renders go on. */
  readonly mostWorkers: number;
  readonly writeError: (text: string) => void;
  /** The conversion cache is only read: nothing on disk is written, renamed or removed. */
  readonly isDryRun: boolean;
}

export function realSystem(): System {
  return {
    disk: nodeDisk,
    now: Date.now,
    after,
    random: uniqueMark,
    folder: process.cwd(),
    nodeEnv: process.env['NODE_ENV'],
    workerFile: findWorker('minify'),
    copyWorkerFile: findWorker('copy'),
    mostWorkers: MOST_WORKERS,
    isDryRun: false,
    writeError,
  };
}

/** A second one gains little on two cores, and takes them from renders. */
const MOST_WORKERS = 1;

function after(delayMs: number, action: () => void): () => void {
  const timer = setTimeout(action, Math.min(delayMs, LONGEST_TIMER_MS));
  return () => clearTimeout(timer);
}
