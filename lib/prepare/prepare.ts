// Converts ahead of any render what templates ask for: minified in worker threads, then made.
import * as path from 'node:path';
import { isPromise } from '../core/attempt.ts';
import { optionError } from '../core/option-shapes.ts';
import { nextTurn } from '../core/turns.ts';
import { errorText, StaticfileError } from '../errors.ts';
import { manifestHash, writeManifest } from '../files/manifest.ts';
import { type Instance, sourcesOf } from '../instance.ts';
import type { NunjucksEnvironment } from '../nunjucks/types.ts';
import { manifestOf } from '../resolve/manifest-of.ts';
import type { Ask } from './ask.ts';
import { copyAhead } from './copy-ahead.ts';
import type { PrepareOptions, PrepareRequest } from './options.ts';
import { collect, readAll } from './plan.ts';
import { recordTo } from './recorder.ts';
import type { PrepareProgress, PrepareReport } from './report.ts';
import { ReportBuilder, strictProblem } from './report-builder.ts';
import { resolveAsk } from './resolve-ask.ts';
import { checkRoots } from './source-paths.ts';
import { deadlineMsOf, Wait, waitedFor, waitingText } from './wait.ts';
import { minifyAhead } from './warm-up.ts';

/** How long the main thread works before others get their turn. */
const TURN_MS = 8;

/**
 * Prepares an instance; see {@link Staticfiles.prepare}.
 *
 * @param createEnvironment - Makes an environment for templates where the options bring none.
 */
export async function prepare(
  instance: Instance,
  options: PrepareRequest,
  createEnvironment: () => NunjucksEnvironment,
): Promise<PrepareReport> {
  if (instance.sources === undefined)
    throw optionError('With a manifest there is nothing to prepare.');
  const { now, reporter, roots, disk } = instance;
  checkRoots(roots.all, disk);
  const wait = startWait(instance, options);
  const builder = new ReportBuilder(now);
  const stopListening = reporter.listen(builder.listener);
  try {
    const templates = readAll(instance, options, createEnvironment);
    const asks = collect(instance, options, templates);
    await makeAll(instance, { ...options, signal: wait.signal }, asks.asks, builder, wait);
    const report = builder.report(templates, asks, [...instance.converter.outputs()]);
    const isRecorded = [options.from ?? []].flat().length > 0;
    const refused = options.strict === true ? strictProblem(report, isRecorded) : undefined;
    // a manifest that lacks outputs would take the place of one that has them
    const { manifest } = options;
    const isWhole = !builder.hasFailed && report.errors.length === 0 && refused === undefined;
    if (manifest !== undefined && isWhole) {
      const release = saveManifest(instance, manifest);
      const made = release ? instance.chain.mover?.release?.(release) : undefined;
      await wait.until(made, () => ['its record']);
    }
    if (options.recordTo !== undefined) await recordTo(instance, options.recordTo);
    return refused === undefined ? report : { ...report, refused };
  } finally {
    stopListening();
    wait.end();
  }
}

/**
 * The same for whoever reads no report.
 *
 * @throws `ERR_STATICFILE_STRICT` where a strict build has failed.
 */
export async function prepareOrRefuse(
  instance: Instance,
  { onProgress, ...others }: PrepareOptions,
  createEnvironment: () => NunjucksEnvironment,
): Promise<PrepareReport> {
  const fail = (error: unknown) =>
    instance.reporter.warnOnce('onProgress', `"onProgress" failed: ${errorText(error)}.`);
  const tell = (progress: PrepareProgress) => {
    isPromise(onProgress?.(progress), fail);
  };
  const report = await prepare(instance, { ...others, onProgress: tell }, createEnvironment);
  if (report.refused === undefined) return report;
  throw new StaticfileError('ERR_STATICFILE_STRICT', report.refused);
}

async function makeAll(
  instance: Instance,
  options: PrepareOptions,
  asks: readonly Ask[],
  report: ReportBuilder,
  wait: Wait,
): Promise<void> {
  const { chain } = instance;
  const proxies = waitedFor(chain);
  const { signal } = wait;
  await wait.until(chain.mover?.build?.({ signal }), proxies);
  await wait.until(minifyAhead(instance, options, asks), () => ['files to be minified']);
  await convertAll(instance, options, asks, report);
  options.onProgress?.({ phase: 'upload', done: 0, total: 1 });
  await wait.until(chain.settled?.({ ready: true, signal }), proxies);
  options.onProgress?.({ phase: 'upload', done: 1, total: 1 });
}

function startWait(
  instance: Instance,
  { signal, deadlineSeconds, onProgress }: PrepareOptions,
): Wait {
  const { after, reporter } = instance;
  return new Wait({
    after,
    signal,
    deadlineMs: deadlineMsOf(deadlineSeconds),
    onWait: (waitingFor, seconds) => {
      reporter.logger.warn(waitingText(waitingFor, seconds));
      onProgress?.({ phase: 'upload', done: 0, total: 1, waitingFor });
    },
  });
}

function saveManifest(instance: Instance, file: string) {
  const { folder, naming, integrity, inline, current } = instance;
  const uriOf = (path: string) => naming.uriOf(path);
  const { plain, slim, groups, sourceHashes } = sourcesOf(instance);
  const found = { inline, groups, sourceHashes };
  const manifest = manifestOf(plain.resolver, slim.resolver, integrity, current, uriOf, found);
  const absolute = path.resolve(folder, file);
  writeManifest(absolute, manifest, instance);
  return manifestHash(absolute, instance.disk);
}

async function convertAll(
  instance: Instance,
  { onProgress, signal, manifest }: PrepareOptions,
  asks: readonly Ask[],
  report: ReportBuilder,
): Promise<void> {
  const { records, roots } = instance;
  const done = new Set<Ask>();
  const tell = (made: readonly Ask[]) => {
    for (const ask of made) {
      done.add(ask);
      const named = ask.kind === 'file' ? String(ask.path) : undefined;
      onProgress?.({ phase: 'convert', done: done.size, total: asks.length, path: named });
    }
    signal?.throwIfAborted();
  };
  const copies = copyAhead(asks, instance, manifest !== undefined);
  for await (const copied of copies) tell(copied);
  const left = asks.filter((ask) => !done.has(ask));
  for (let from = 0; from < left.length; ) {
    // nobody gets a URL before the turn is over, and by then its record is written
    const turn = () => convertTurn(instance, left, from, report);
    const next = records.together(() => roots.together(turn));
    tell(left.slice(from, next));
    from = next;
    await nextTurn();
  }
}

/** Returns how many are done when the turn is over. */
function convertTurn(
  instance: Instance,
  asks: readonly Ask[],
  from: number,
  report: ReportBuilder,
): number {
  const endsMs = performance.now() + TURN_MS;
  let done = from;
  do {
    const ask = asks[done];
    // builds wait, also where this process serves
    if (ask !== undefined) instance.conversionMode.waiting(() => resolveAsk(instance, ask, report));
    done += 1;
  } while (done < asks.length && performance.now() < endsMs);
  return done;
}
