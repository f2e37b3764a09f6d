// Minifies what is to be asked for in worker threads, so that converting finds it done.
import { availableParallelism } from 'node:os';
import { type FindLater, slimTasks } from '../convert/slim-tasks.ts';
import { WORKER_MISSING } from '../core/packages.cjs';
import type { Instance } from '../instance.ts';
import type { MinifyAhead } from '../minify/minify-ahead.ts';
import type { MinifyTask } from '../minify/text-minifier.ts';
import { readPath } from '../resolve/argument.ts';
import type { Ask } from './ask.ts';
import type { PrepareOptions } from './options.ts';

/** Fewer bytes than this are minified before a worker has started. */
const LEAST_BYTES = 50_000;

const NO_WORKER = `No worker thread minifies: ${WORKER_MISSING}.`;

/** Minifies what asks for files will need; what no worker can do is left for the main thread. */
export async function minifyAhead(
  instance: Instance,
  { onProgress, signal }: PrepareOptions,
  asks: readonly Ask[],
): Promise<void> {
  const requests = asks.flatMap((ask) => {
    const asked = ask.kind === 'file' && ask.isSlim ? readPath(ask.path, 'value') : undefined;
    try {
      return asked ? instance.finder.find(asked, true).conversion : [];
    } catch {
      return [];
    }
  });
  const find: FindLater = (kind, text) => instance.references.find(kind, text);
  const { tasks } = await slimTasks(requests, instance, find);
  const { ahead, reporter } = instance;
  const sent = worthSending(tasks, ahead);
  const terms = { mostWorkers: Math.min(availableParallelism(), sent.length), keepsAlive: true };
  // the longest first, so that no worker waits for it at the end
  const ordered = [...sent].sort((a, b) => b.text.length - a.text.length);
  let done = 0;
  const minify = async (task: MinifyTask): Promise<void> => {
    const isTaken = await ahead.minify(task, { ...terms, signal });
    if (!isTaken) reporter.sayOnce('info', 'minify-worker', NO_WORKER);
    done += 1;
    onProgress?.({ phase: 'minify', done, total: ordered.length, path: task.path });
  };
  await Promise.all(ordered.map(minify));
}

/** A module of the user's may do anything, so that it always runs in a worker. */
function worthSending(tasks: readonly MinifyTask[], ahead: MinifyAhead): MinifyTask[] {
  const sendable = tasks.filter((task) => ahead.takes(task));
  const sizeBytes = sendable.reduce((sum, { text }) => sum + text.length, 0);
  return sizeBytes < LEAST_BYTES ? sendable.filter((task) => ahead.isForeign(task)) : sendable;
}
