// Runs in a worker thread: minifies the texts that it is given.
import { nodeDisk } from '../files/disk.ts';
import type { Minified } from '../minify/minifier.ts';
import type { MinifyOptions } from '../minify/options.ts';
import { type ChosenMinifiers, type MinifyTask, minifyBy } from '../minify/slim.ts';
import { chooseMinifiers } from '../parts/minifiers.ts';

/** What the main thread asks for. */
export interface WorkerRequest {
  readonly task: MinifyTask;
  readonly minify: MinifyOptions;
  readonly folder: string;
}

/** Options come with each text and stay the same: engines are loaded once per worker. */
let chosen: ChosenMinifiers | undefined;

export function minifyInWorker({ task, minify, folder }: WorkerRequest): Minified {
  chosen ??= chooseMinifiers(minify, { folder, disk: nodeDisk });
  const minifier = task.kind === 'xhtml' ? undefined : chosen[task.kind];
  return minifier ? minifyBy(minifier, task) : { text: task.text, by: 'source' };
}
