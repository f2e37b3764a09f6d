// What works on texts: here and in worker threads, now and while renders go on.
import * as path from 'node:path';
import { ConversionMode } from '../convert/conversion-mode.ts';
import { ScriptRecords } from '../convert/script-records.ts';
import { TextReferences } from '../convert/text-references.ts';
import { BackgroundWork } from '../core/background-work.ts';
import type { Reporter } from '../core/report.ts';
import type { ConversionCache } from '../files/cache.ts';
import { MinifyAhead } from '../minify/minify-ahead.ts';
import { MinifyQueue } from '../minify/minify-queue.ts';
import { ResultStore } from '../minify/result-store.ts';
import { SeenTexts } from '../minify/seen-texts.ts';
import { type ChosenMinifiers, type Stored, TextMinifier } from '../minify/text-minifier.ts';
import type { ResolvedOptions } from '../options/options.ts';
import { WorkerPool } from '../workers/pool.ts';
import type { System } from './system.ts';

/** What {@link workOnTexts} makes. */
export interface TextWork {
  readonly minifier: TextMinifier;
  /** Starts worker threads, when there is work. */
  readonly pool: WorkerPool;
  readonly ahead: MinifyAhead;
  readonly queue: MinifyQueue;
  /** What goes on while renders go on. */
  readonly work: BackgroundWork;
  readonly references: TextReferences;
}

/** What {@link workInBackground} makes. */
export interface TextBackground {
  /** Whether renders wait for minifiers. */
  readonly conversionMode: ConversionMode;
  readonly scripts: ScriptRecords;
  readonly seenTexts: SeenTexts;
}

/** What minifies and searches texts, here and in worker threads, and where results are kept. */
export function workOnTexts(
  options: ResolvedOptions,
  system: System,
  chosen: ChosenMinifiers,
  reporter: Reporter,
): TextWork {
  const { cacheDir, minify, manifest } = options;
  const isKept = cacheDir !== false && manifest === undefined;
  const resultDir = isKept ? path.join(cacheDir, 'minified') : undefined;
  const store =
    resultDir === undefined ? undefined : new ResultStore({ ...system, dir: resultDir });
  const stored: Stored = ({ kind, path }, key) => {
    const named = kind === 'xhtml' ? 'html' : kind;
    const isOurs = path !== '' && typeof minify[named] !== 'function';
    return isOurs ? store?.read(ResultStore.keyOf(chosen[named]?.name ?? '', key)) : undefined;
  };
  const minifier = new TextMinifier(chosen, options.sourceMap, reporter, stored);
  const pool = new WorkerPool({ file: system.workerFile, now: system.now });
  const ahead = new MinifyAhead({ ...system, pool, minifier, minify, resultDir });
  const work = new BackgroundWork();
  const queue = new MinifyQueue({ ...system, ahead, minifier, reporter, work });
  return { minifier, pool, ahead, queue, work, references: new TextReferences(pool) };
}

/** What goes on while renders go on. */
export function workInBackground(
  options: ResolvedOptions,
  texts: TextWork,
  cache: ConversionCache,
  now: () => number,
): TextBackground {
  const { work } = texts;
  const conversionMode = new ConversionMode(options);
  const scripts = new ScriptRecords({ ...texts, cache, conversionMode, work, now });
  return { conversionMode, scripts, seenTexts: new SeenTexts(texts) };
}
