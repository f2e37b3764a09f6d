// Runs in a worker thread: minifies and searches texts, makes their source maps, and hashes large files.
import { createHash } from 'node:crypto';
import { makeSourceMap } from '../convert/source-map.ts';
import { findReferences } from '../convert/text-references.ts';
import { scriptRecord } from '../core/js/record.ts';
import { compressFile } from '../files/compressed.ts';
import { nodeDisk } from '../files/disk.ts';
import type { HashRequest } from '../files/hashing.ts';
import { uniqueMark } from '../files/temporary.ts';
import { chooseMinifiers } from '../instance/minifiers.ts';
import type { Minified } from '../minify/minifier.ts';
import type { MinifyRequest } from '../minify/minify-ahead.ts';
import type { MinifyOptions } from '../minify/options.ts';
import { ResultStore } from '../minify/result-store.ts';
import { type ChosenMinifiers, keyOf, minifyBy } from '../minify/text-minifier.ts';
import { serveJobs } from '../workers/serve-jobs.ts';

/** Options come with each text and stay the same: engines are loaded once per worker. */
let chosen: ChosenMinifiers | undefined;
let store: ResultStore | undefined;

const CHUNK_BYTES = 1_000_000;

serveJobs({
  minify,
  hash,
  references: findReferences,
  script: scriptRecord,
  compress: compressFile,
  map: makeSourceMap,
});

function minify({ task, minify, folder, resultDir }: MinifyRequest): Minified {
  chosen ??= chooseMinifiers(minify as MinifyOptions, { folder, disk: nodeDisk });
  const minifier = task.kind === 'xhtml' ? undefined : chosen[task.kind];
  if (minifier === undefined) return { text: task.text, by: 'source' };
  const make = () => minifyBy(minifier, task);
  // what stands in templates may be different at each render: it is not kept on disk
  if (resultDir === undefined || task.path === '') return make();
  store ??= openStore(resultDir);
  return store.once(ResultStore.keyOf(minifier.name, keyOf(task)), make);
}

/** The main thread has opened it, and closes it. */
function hash({ descriptor, algorithm }: HashRequest): Uint8Array {
  const digest = createHash(algorithm);
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let at = 0, size = -1; size !== 0; at += size) {
    size = nodeDisk.readSync(descriptor, chunk, 0, CHUNK_BYTES, at);
    digest.update(chunk.subarray(0, size));
  }
  return digest.digest();
}

function openStore(dir: string): ResultStore {
  const opened = new ResultStore({ dir, disk: nodeDisk, now: Date.now, random: uniqueMark });
  opened.tidy();
  return opened;
}
