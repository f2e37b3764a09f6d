// Minifies what is to be asked for in worker threads, so that converting finds it done.
import { availableParallelism } from 'node:os';
import type { MinifyAhead } from '../minify/minify-ahead.ts';
import type { MinifyTask } from '../minify/text-minifier.ts';

export interface WarmUpOptions {
  readonly ahead: MinifyAhead;
  readonly signal: AbortSignal | undefined;
  /** Default: one worker per core. */
  readonly mostWorkers?: number;
  readonly onDone: (path: string, done: number, total: number) => void;
  /** Is told when there is no worker for a text. */
  readonly onRefused?: () => void;
}

/** Fewer bytes than this are minified before a worker has started. */
const LEAST_BYTES = 50_000;

/** Minifies texts; what no worker can do is left for the main thread. */
export async function warmUp(tasks: readonly MinifyTask[], options: WarmUpOptions): Promise<void> {
  const { ahead, signal, onDone, onRefused } = options;
  const sent = worthSending(tasks, ahead);
  const mostWorkers = Math.min(options.mostWorkers ?? availableParallelism(), sent.length);
  // the longest first, so that no worker waits for it at the end
  const ordered = [...sent].sort((a, b) => b.text.length - a.text.length);
  let done = 0;
  await Promise.all(
    ordered.map(async (task) => {
      const isTaken = await ahead.minify(task, { mostWorkers, keepsAlive: true, signal });
      if (!isTaken) onRefused?.();
      done += 1;
      onDone(task.path, done, ordered.length);
    }),
  );
}

/** A module of the user's may do anything, so that it always runs in a worker. */
function worthSending(tasks: readonly MinifyTask[], ahead: MinifyAhead): MinifyTask[] {
  const sendable = tasks.filter((task) => ahead.takes(task));
  const sizeBytes = sendable.reduce((sum, { text }) => sum + text.length, 0);
  return sizeBytes < LEAST_BYTES ? sendable.filter((task) => ahead.isForeign(task)) : sendable;
}
