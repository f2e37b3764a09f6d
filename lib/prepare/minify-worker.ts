// Runs in a worker thread: minifies the texts that it is given.
import { nodeDisk } from '../files/disk.ts';
import { uniqueMark } from '../files/temporary.ts';
import type { Minified } from '../minify/minifier.ts';
import type { MinifyRequest } from '../minify/minify-ahead.ts';
import type { MinifyOptions } from '../minify/options.ts';
import { ResultStore } from '../minify/result-store.ts';
import { type ChosenMinifiers, keyOf, minifyBy } from '../minify/slim.ts';
import { chooseMinifiers } from '../parts/minifiers.ts';
import { serveJobs } from '../workers/serve-jobs.ts';

/** Options come with each text and stay the same: engines are loaded once per worker. */
let chosen: ChosenMinifiers | undefined;
let store: ResultStore | undefined;

serveJobs({ minify });

function minify({ task, minify, folder, resultDir }: MinifyRequest): Minified {
  chosen ??= chooseMinifiers(minify as MinifyOptions, { folder, disk: nodeDisk });
  const minifier = task.kind === 'xhtml' ? undefined : chosen[task.kind];
  if (minifier === undefined) return { text: task.text, by: 'source' };
  const make = () => minifyBy(minifier, task);
  if (resultDir === undefined) return make();
  store ??= openStore(resultDir);
  return store.once(ResultStore.keyOf(minifier.name, keyOf(task)), make);
}

function openStore(dir: string): ResultStore {
  const opened = new ResultStore({ dir, disk: nodeDisk, now: Date.now, random: uniqueMark });
  opened.tidy();
  return opened;
}
