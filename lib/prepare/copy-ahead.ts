// Publishes what needs no conversion before all else: in worker threads, and meanwhile here.
import { availableParallelism } from 'node:os';
import type { Conversion } from '../convert/conversion.ts';
import { outputOfCopy } from '../convert/copied.ts';
import { parsePath } from '../core/paths.ts';
import { inPieces } from '../core/pieces.ts';
import { nodeDisk } from '../files/disk.ts';
import { type Instance, sourcesOf } from '../instance.ts';
import { type Job, WorkerPool } from '../workers/pool.ts';
import type { Ask } from './ask.ts';
import { Copier, type Copies, type CopySite } from './copier.ts';
import type { CopyRequest } from './copy-worker.ts';

/** Fewer files than this are copied before a worker has started. */
const LEAST_FILES_FOR_WORKERS = 2000;
const FILES_AT_ONCE = 64;
/** The main thread can't take over what more of them copy. */
const MOST_WORKERS = 3;
/** How many batches a worker has, so that it never waits for the next. */
const BATCHES_AHEAD = 3;

interface FileAsk {
  readonly ask: Ask;
  /** As it was asked for, and as it is looked for. */
  readonly text: string;
  readonly path: string;
  readonly conversion: Conversion;
}

interface Batch {
  readonly files: readonly FileAsk[];
  readonly copies: Copies;
}

/**
 * Publishes files that need no conversion, and resolves their paths; gives after each batch which asks
 * are done. A file that can't be copied is left for a conversion, which says why.
 */
export async function* copyAhead(
  asks: readonly Ask[],
  instance: Instance,
  wantsIntegrity: boolean,
): AsyncGenerator<readonly Ask[]> {
  const site = siteOf(instance, wantsIntegrity);
  const files = site === undefined ? [] : copiable(asks, instance);
  if (site === undefined) return;
  for await (const batch of batchesOf(files, site, instance)) {
    yield takeOver(batch, instance);
  }
}

/** What has to be known to copy; `undefined` where a worker could not do the same as this thread. */
function siteOf(instance: Instance, wantsIntegrity: boolean): CopySite | undefined {
  const { options, disk, roots, publisher } = instance;
  const { naming, enabled } = options;
  if (!enabled || disk !== nodeDisk || typeof naming === 'function') return undefined;
  const { outDir, mode } = publisher;
  return { roots: roots.all, naming, outDir, publish: mode, wantsIntegrity };
}

/** Picks the files that may need no conversion, and of which the cache knows nothing. */
function copiable(asks: readonly Ask[], instance: Instance): FileAsk[] {
  const { naming, records } = instance;
  const isCopiable = (conversion: Conversion, path: string) => {
    const namesOthers = conversion.kind === 'css' || conversion.kind === 'listing';
    if (namesOthers || conversion.isSlim || naming.isAsIs(conversion)) return false;
    const isNew =
      instance.converter.current(conversion.key) === undefined && !records.has(conversion);
    // the name of an output means the file that it was made of
    return isNew && naming.scheme.parse(path) === undefined;
  };
  return records.together(() =>
    asks.flatMap((ask) => {
      const { path: text } = ask.kind === 'file' ? ask : { path: '' };
      if (typeof text !== 'string' || !/^\/[^%;?#]+$/.test(text)) return [];
      const [path] = parsePath(text).candidates;
      if (path === undefined) return [];
      const conversion = instance.conversionFor([path], ask.isSlim);
      return isCopiable(conversion, path) ? { ask, text, path, conversion } : [];
    }),
  );
}

async function* batchesOf(
  files: readonly FileAsk[],
  site: CopySite,
  instance: Instance,
): AsyncGenerator<Batch> {
  const count = workersFor(files.length);
  const workers = new WorkerPool({ file: instance.system.copyWorkerFile, now: instance.now });
  const copier = new Copier(site, instance);
  const left = inPieces(files, FILES_AT_ONCE);
  const ready: Batch[] = [];
  let asked = 0;
  let wake = () => {};
  const ask = (batch: readonly FileAsk[]) => {
    asked += 1;
    const take = (copies: Copies) => {
      asked -= 1;
      ready.push({ files: batch, copies });
      wake();
    };
    // what a worker can't do, the main thread does
    workers.run<Copies>(jobOf(batch, site, count)).then(take, () => take([]));
  };
  try {
    while (left.length > 0 || asked > 0 || ready.length > 0) {
      while (asked < count * BATCHES_AHEAD && left.length > 0) ask(left.shift() ?? []);
      const own = ready.length > 0 ? undefined : left.pop();
      if (own !== undefined) ready.push({ files: own, copies: copier.copyAll(own.map(pathOf)) });
      yield* ready.splice(0, 1);
      const isIdle = ready.length === 0 && left.length === 0 && asked > 0;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (!isIdle) setImmediate(resolve);
      });
    }
  } finally {
    await workers.close();
  }
}

function workersFor(fileCount: number): number {
  if (fileCount < LEAST_FILES_FOR_WORKERS) return 0;
  return Math.min(MOST_WORKERS, availableParallelism() - 1);
}

function jobOf(batch: readonly FileAsk[], site: CopySite, mostWorkers: number): Job {
  const input: CopyRequest = { site, paths: batch.map(pathOf) };
  const terms = { mostWorkers, ahead: BATCHES_AHEAD, keepsAlive: true, mustFinish: true };
  return { name: 'copy', input, ...terms };
}

function pathOf({ path }: FileAsk): string {
  return path;
}

/** Returns which asks are done. */
function takeOver({ files, copies }: Batch, instance: Instance): Ask[] {
  const { naming, records, integrity, converter } = instance;
  const { plain, slim } = sourcesOf(instance);
  return records.together(() =>
    files.flatMap(({ ask, text, conversion }, at) => {
      const copied = copies[at];
      if (copied === undefined) return [];
      const output = outputOfCopy(conversion, copied, naming);
      const current = converter.takeOver(output);
      if (current === output && copied.integrity) integrity.remember(output, copied.integrity);
      (ask.isSlim ? slim : plain).resolver.takeOver(text, copied, current);
      return ask;
    }),
  );
}
