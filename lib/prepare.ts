// Converts ahead of any render what templates ask for: minified in worker threads, then made.
import * as path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isOutputBeside } from './convert/own-output.ts';
import { slimTasks } from './convert/slim-tasks.ts';
import { WORKER_MISSING } from './core/worker-files.cjs';
import { writeManifest } from './files/manifest.ts';
import { parserOf } from './nunjucks/find/template-parser.ts';
import type { NunjucksEnvironment } from './nunjucks/types.ts';
import { optionError } from './options/validate.ts';
import type { Parts, Workshop } from './parts.ts';
import { type Ask, type Asks, collectAsks } from './prepare/asks.ts';
import { copyAhead } from './prepare/copy-ahead.ts';
import { checkRoots } from './prepare/read-root.ts';
import type { Plan, PrepareProgress, PrepareReport } from './prepare/report.ts';
import { SourcePaths } from './prepare/source-paths.ts';
import { Tally } from './prepare/tally.ts';
import { listTemplates, type ReadTemplates, readTemplates } from './prepare/templates.ts';
import { warmUp } from './prepare/warm-up.ts';
import { readPath } from './resolver/argument.ts';
import { manifestOf } from './resolver/manifest-of.ts';

/** Options of {@link Staticfiles.prepare}. */
export interface PrepareOptions {
  /** Folders, files or globs of templates, relative to the working folder. */
  templates?: string | readonly string[];
  /** Paths, or globs of paths such as `/img/**`, that are asked for by `staticfile`. */
  paths?: string | readonly string[];
  /**
   * The environment whose delimiters and extensions the templates are written for.
   * Default: a plain one of the package `nunjucks`.
   */
  env?: NunjucksEnvironment;
  /** Where to write a manifest of all that was resolved. Default: nowhere. */
  manifest?: string;
  /** Called as work goes on. */
  onProgress?: (progress: PrepareProgress) => void;
  /** Ends the work between two files; `prepare` then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** How long the main thread works before others get their turn. */
const TURN_MS = 8;

/**
 * Prepares an instance; see {@link Staticfiles.prepare}.
 *
 * @param createEnvironment - Makes an environment for templates where the options bring none.
 */
export async function prepare(
  parts: Parts,
  options: PrepareOptions,
  createEnvironment: () => NunjucksEnvironment,
): Promise<PrepareReport> {
  const { workshop } = parts;
  if (workshop === undefined) throw optionError('With a manifest there is nothing to prepare.');
  const { now, reporter, roots, disk } = workshop.foundation;
  checkRoots(roots.all, disk);
  const tally = new Tally(now);
  const stopListening = reporter.listen(tally.listener);
  try {
    const templates = readAll(workshop, options, createEnvironment);
    const asks = collect(workshop, options, templates);
    await parts.chain.mover?.build?.();
    await minifyAhead(workshop, options, asks.asks);
    await convertAll(parts, workshop, options, asks.asks, tally);
    options.onProgress?.({ phase: 'upload', done: 0, total: 1 });
    await parts.chain.settled?.({ ready: true });
    options.onProgress?.({ phase: 'upload', done: 1, total: 1 });
    // a manifest that lacks outputs would take the place of one that has them
    const { manifest } = options;
    if (manifest !== undefined && !tally.hasFailed) saveManifest(parts, workshop, manifest);
    return tally.report(templates, asks, [...workshop.conversion.converter.outputs()]);
  } finally {
    stopListening();
  }
}

/** What `prepare` would do; nothing is converted or written. */
export function planOf(
  { workshop }: Parts,
  options: PrepareOptions,
  createEnvironment: () => NunjucksEnvironment,
): Plan {
  if (workshop === undefined) throw optionError('With a manifest there is nothing to prepare.');
  const templates = readAll(workshop, options, createEnvironment);
  const { asks, unknown } = collect(workshop, options, templates);
  const paths = asks.flatMap((ask) => (ask.kind === 'file' ? [[ask.path].flat().join('; ')] : []));
  return { paths, blocks: asks.length - paths.length, unknown, errors: templates.problems };
}

function saveManifest({ integrity }: Parts, { foundation, ...resolvers }: Workshop, file: string) {
  const { disk, folder, random } = foundation;
  const manifest = manifestOf(resolvers.plain, resolvers.slim, integrity);
  writeManifest(path.resolve(folder, file), manifest, disk, random());
}

function readAll(
  { foundation }: Workshop,
  options: PrepareOptions,
  createEnvironment: () => NunjucksEnvironment,
): ReadTemplates {
  const named = [options.templates ?? []].flat();
  if (named.length === 0) return { count: 0, asked: [], problems: [] };
  const { disk, folder } = foundation;
  const files = listTemplates(named, folder, disk);
  const parse = parserOf(options.env ?? createEnvironment());
  return readTemplates(files, folder, parse, disk);
}

function collect(
  { foundation }: Workshop,
  options: PrepareOptions,
  { asked }: ReadTemplates,
): Asks {
  const { roots, disk, publisher } = foundation;
  const { outDir } = publisher;
  const isOutput = (path: string) => isOutputBeside(foundation, path);
  const sources = new SourcePaths({ roots, disk, outDir, isOutput });
  return collectAsks(asked, [options.paths ?? []].flat(), sources);
}

const NO_WORKER = `No worker thread minifies: ${WORKER_MISSING}.`;

async function minifyAhead(
  { foundation, conversion, finder }: Workshop,
  { onProgress, signal }: PrepareOptions,
  asks: readonly Ask[],
): Promise<void> {
  const requests = asks.flatMap((ask) => {
    const asked = ask.kind === 'file' && ask.isSlim ? readPath(ask.path, 'value') : undefined;
    try {
      return asked ? finder.find(asked, true).request : [];
    } catch {
      return [];
    }
  });
  const tasks = slimTasks(requests, { ...foundation, ...conversion });
  const onDone = (named: string, done: number, total: number) =>
    onProgress?.({ phase: 'minify', done, total, path: named });
  const { ahead, reporter } = foundation;
  const onRefused = () => reporter.sayOnce('info', 'minify-worker', NO_WORKER);
  await warmUp(tasks, { ahead, signal, onDone, onRefused });
}

async function convertAll(
  parts: Parts,
  workshop: Workshop,
  { onProgress, signal, manifest }: PrepareOptions,
  asks: readonly Ask[],
  tally: Tally,
): Promise<void> {
  const { records, roots } = workshop.foundation;
  const done = new Set<Ask>();
  const tell = (made: readonly Ask[]) => {
    for (const ask of made) {
      done.add(ask);
      const named = ask.kind === 'file' ? String(ask.path) : undefined;
      onProgress?.({ phase: 'convert', done: done.size, total: asks.length, path: named });
    }
    signal?.throwIfAborted();
  };
  const copies = copyAhead(asks, parts, workshop, manifest !== undefined);
  for await (const copied of copies) tell(copied);
  const left = asks.filter((ask) => !done.has(ask));
  for (let from = 0; from < left.length; ) {
    // nobody gets a URL before the turn is over, and by then its record is written
    const turn = () => convertTurn(parts, left, from, tally);
    const next = records.together(() => roots.together(turn));
    tell(left.slice(from, next));
    from = next;
    await nextTurn();
  }
}

/** Answers how many are done when the turn is over. */
function convertTurn(parts: Parts, asks: readonly Ask[], from: number, tally: Tally): number {
  const endsMs = performance.now() + TURN_MS;
  let done = from;
  do {
    const ask = asks[done];
    if (ask !== undefined) resolveOne(parts, ask, tally);
    done += 1;
  } while (done < asks.length && performance.now() < endsMs);
  return done;
}

function resolveOne(parts: Parts, ask: Ask, tally: Tally): void {
  const { resolver, blocks } = ask.isSlim ? parts.slim : parts.plain;
  tally.time(ask, () => {
    switch (ask.kind) {
      case 'content':
        return void parts.contents.slimcontent(ask.text, undefined, ask.place);
      case 'block':
        return void blocks.staticall(ask.text, ask.place);
      default: {
        const { url, output, reason } = resolver.resolve(ask.path, ask.place);
        if (output === undefined) tally.miss(ask, url, reason);
      }
    }
  });
}
