// Minifies what is to be asked for in worker threads, so that converting finds it done.
import { availableParallelism } from 'node:os';
import type { Minified } from '../minify/minifier.ts';
import type { MinifyOptions } from '../minify/options.ts';
import type { MinifyTask, Slim } from '../minify/slim.ts';
import type { WorkerRequest } from './minify-worker.ts';

export interface WarmUpOptions {
  readonly slim: Slim;
  readonly minify: MinifyOptions;
  readonly folder: string;
  /** The module of `minifyInWorker`. */
  readonly workerFile: string;
  readonly signal: AbortSignal | undefined;
  /** Default: one worker per core. */
  readonly mostWorkers?: number;
  readonly onDone: (path: string, done: number, total: number) => void;
}

/** Fewer bytes than this are minified before a worker has started. */
const LEAST_BYTES = 50_000;

/** Fills the memory of `slim`; what can't go to a worker is left for the main thread. */
export async function warmUp(tasks: readonly MinifyTask[], options: WarmUpOptions): Promise<void> {
  const { slim, minify, folder, workerFile, signal, onDone } = options;
  const { mostWorkers = availableParallelism() } = options;
  const sent = tasks.filter(({ kind }) => isSendable(minify, kind));
  const sizeBytes = sent.reduce((sum, { text }) => sum + text.length, 0);
  if (sizeBytes < LEAST_BYTES) return;
  const maxThreads = Math.max(1, Math.min(mostWorkers, sent.length));
  const { Tinypool } = await import('tinypool');
  const pool = new Tinypool({
    filename: workerFile,
    name: 'minifyInWorker',
    minThreads: 1,
    maxThreads,
  });
  // the longest first, so that no worker waits for it at the end
  const ordered = [...sent].sort((a, b) => b.text.length - a.text.length);
  const sendable = Object.fromEntries(
    Object.entries(minify).filter(([, option]) => typeof option !== 'function'),
  );
  let done = 0;
  try {
    await Promise.all(
      ordered.map(async (task) => {
        const request: WorkerRequest = { task, minify: sendable, folder };
        const made = (await pool.run(request, signal ? { signal } : {})) as Minified;
        slim.remember(task, made);
        done += 1;
        onDone(task.path, done, ordered.length);
      }),
    );
  } finally {
    await pool.destroy();
  }
}

/** A function can't be sent to another thread. */
function isSendable(minify: MinifyOptions, kind: MinifyTask['kind']): boolean {
  return typeof minify[kind === 'xhtml' ? 'html' : kind] !== 'function';
}
