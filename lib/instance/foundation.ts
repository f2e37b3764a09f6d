import { fingerprintOf } from '../convert/fingerprint.ts';
import { LaterMaps } from '../convert/later-maps.ts';
import { Naming } from '../convert/naming.ts';
import { Records } from '../convert/records.ts';
import { SourceMaps } from '../convert/source-maps.ts';
import { TakenNames } from '../convert/taken-names.ts';
import { contentHash } from '../core/names.ts';
import { type Logger, Reporter } from '../core/report.ts';
import { customScheme, NAMED_SCHEMES, type VersionScheme } from '../core/version-scheme.ts';
import { type ConversionCache, createMemoryCache } from '../files/cache.ts';
import type { Disk } from '../files/disk.ts';
import { DiskCache } from '../files/disk-cache.ts';
import type { HashAside } from '../files/hashing.ts';
import { manifestHash } from '../files/manifest.ts';
import { Proof } from '../files/proof.ts';
import { createProxyStore } from '../files/proxy-store.ts';
import { Publisher } from '../files/publish.ts';
import { Roots } from '../files/roots.ts';
import type { ResolvedOptions } from '../options/options.ts';
import type { FileProxy, ProxyContext } from '../proxies/file-proxy.ts';
import { loadFileProxy } from '../proxies/load.ts';
import { PublicUrls } from '../proxies/public-urls.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { chooseMinifiers, nameOfChosen } from './minifiers.ts';
import type { System } from './system.ts';
import { type TextBackground, type TextWork, workInBackground, workOnTexts } from './text-work.ts';

export interface Foundation extends TextWork, TextBackground {
  readonly options: ResolvedOptions;
  readonly disk: Disk;
  /** The working folder. */
  readonly folder: string;
  /** The module that worker threads run which publish files. */
  readonly copyWorkerFile: string | undefined;
  readonly now: () => number;
  readonly after: System['after'];
  readonly random: () => string;
  readonly warn: (subject: string, message: string) => void;
  /** Tells who listens to {@link Foundation.reporter} of a failure. */
  readonly tell: (failure: string) => void;
  readonly reporter: Reporter;
  readonly roots: Roots;
  /** The folders where outputs lie; links among them lead to the roots. */
  readonly outputs: Roots;
  readonly publisher: Publisher;
  readonly naming: Naming;
  readonly cache: ConversionCache;
  readonly records: Records;
  readonly proof: Proof;
  readonly taken: TakenNames;
  readonly chain: FileProxy;
  readonly publicUrls: PublicUrls;
  readonly maps: SourceMaps | undefined;
  /** Has the maps of large texts made in a worker. */
  readonly laterMaps: LaterMaps;
}

export function layFoundation(options: ResolvedOptions, system: System): Foundation {
  const { disk, folder, now, random } = system;
  const reporter = new Reporter(options.logger);
  const roots = new Roots(options.roots, disk);
  const publisher = publisherOf(options, system);
  const warn = (subject: string, message: string) => reporter.warnOnce(subject, message);
  const tell = (failure: string) => reporter.tell(failure);
  const scheme = schemeOf(options.naming, (message) => warn(message, message));
  const naming = new Naming({ ...options, scheme, warn }, roots, publisher);
  const cache = cacheOf(options, system, reporter);
  const chosen = chooseMinifiers(options.minify, { folder, disk });
  const texts = workOnTexts(options, system, chosen, reporter);
  const fingerprint = fingerprintOf({ ...options, minify: nameOfChosen(chosen) });
  const background = workInBackground(options, texts, cache, now);
  const outputs = outputRoots(options, roots, disk);
  const proof = proofOf(options, system, { cache, outputs, pool: texts.pool });
  const proving = { proof, taken: new TakenNames({ proof, publisher }) };
  const records = new Records({ cache, naming, fingerprint, proof, publisher });
  const chain = loadFileProxy(options.fileProxy, folder);
  const publicUrls = new PublicUrls({ ...options, chain });
  const changed = (uri: string) => publicUrls.forgetAnswer(uri);
  const { copyWorkerFile, after } = system;
  const surface = { options, disk, folder, after, copyWorkerFile, now, random, warn, tell };
  chain.attach?.({ ...contextFor(options, reporter, cache, disk), now, changed });
  return {
    ...surface,
    ...proving,
    ...texts,
    ...background,
    reporter,
    roots,
    outputs,
    publisher,
    naming,
    cache,
    records,
    chain,
    publicUrls,
    ...mapMakers(options, roots, texts.pool),
  };
}

/** What file proxies get of the instance. */
function contextFor(
  { manifest, logger }: ResolvedOptions,
  reporter: Reporter,
  cache: ConversionCache,
  disk: Disk,
): Pick<ProxyContext, 'store' | 'logger' | 'release'> {
  return {
    store: createProxyStore(cache),
    // through the reporter, so that what a proxy warns of becomes part of reports
    logger: { ...loggerOf(logger), warn: (text) => reporter.warn(text) },
    release: manifest && manifestHash(manifest, disk),
  };
}

function mapMakers(
  { sourceMap }: ResolvedOptions,
  roots: Roots,
  pool: WorkerPool,
): Pick<Foundation, 'maps' | 'laterMaps'> {
  const maps = new SourceMaps(roots);
  return { maps: sourceMap ? maps : undefined, laterMaps: new LaterMaps(maps, pool) };
}

/** With `debug`, links would follow each edit. */
function publisherOf(options: ResolvedOptions, { disk, random, now }: System): Publisher {
  const publish = options.debug ? 'copy' : options.publish;
  return new Publisher({ ...options, publish, disk, random, now });
}

/** Where outputs are looked for; links among them lead to the roots. */
function outputRoots({ outDir }: ResolvedOptions, roots: Roots, disk: Disk): Roots {
  return outDir === undefined ? roots : new Roots([{ dir: outDir, at: '' }, ...roots.all], disk);
}

/** Large files are hashed beside what is minified. */
function proofOf(
  options: ResolvedOptions,
  system: System,
  { cache, outputs, pool }: Pick<Foundation, 'cache' | 'outputs' | 'pool'>,
): Proof {
  const hashAside: HashAside = (input) =>
    pool.run({ name: 'hash', input, mostWorkers: 2, keepsAlive: true });
  return new Proof({ ...system, cache, place: placeOf(options), files: outputs, hashAside });
}

/** Names the folders that outputs are written to. */
function placeOf({ outDir, roots }: ResolvedOptions): string {
  const folders = outDir === undefined ? roots.map(({ dir }) => dir) : [outDir];
  return contentHash(folders.join('\0')).slice(0, 12);
}

/** A logger's methods may need it as `this`. */
function loggerOf(logger: Logger): Logger {
  return {
    debug: (text) => logger.debug(text),
    info: (text) => logger.info(text),
    warn: (text) => logger.warn(text),
    error: (text) => logger.error(text),
  };
}

function schemeOf(
  naming: ResolvedOptions['naming'],
  warn: (message: string) => void,
): VersionScheme {
  if (typeof naming === 'function') return customScheme(naming, warn);
  return NAMED_SCHEMES[naming];
}

function cacheOf(options: ResolvedOptions, system: System, reporter: Reporter): ConversionCache {
  if (options.cacheDir === false || options.manifest) return createMemoryCache();
  return new DiskCache({ ...system, dir: options.cacheDir, reporter });
}
