// Makes the parts of one instance and connects them; all state hangs on what this returns.
import { randomBytes } from 'node:crypto';
import * as path from 'node:path';
import { AskedReferences } from './convert/asked.ts';
import { Converter } from './convert/converter.ts';
import { Examiner } from './convert/examine.ts';
import type { OwnNames } from './convert/find.ts';
import { fingerprintOf } from './convert/fingerprint.ts';
import { Naming } from './convert/naming.ts';
import { Records } from './convert/records.ts';
import { requestOf } from './convert/request.ts';
import { Reporter } from './core/report.ts';
import {
  customScheme,
  hashScheme,
  timestampScheme,
  type VersionScheme,
} from './core/version-scheme.ts';
import { type ConversionCache, createMemoryCache } from './files/cache.ts';
import { type Disk, nodeDisk } from './files/disk.ts';
import { DiskCache } from './files/disk-cache.ts';
import { createProxyStore } from './files/proxy-store.ts';
import { Publisher } from './files/publish.ts';
import { Roots } from './files/roots.ts';
import type { ResolvedOptions } from './options.ts';
import type { FileProxy } from './proxies/file-proxy.ts';
import { loadFileProxy } from './proxies/load.ts';
import { Offers } from './proxies/offers.ts';
import { Blocks } from './resolver/blocks.ts';
import { Combinations } from './resolver/combinations.ts';
import { Describer } from './resolver/describe.ts';
import { FallBack, type FallBackOptions } from './resolver/fall-back.ts';
import { Finder } from './resolver/finder.ts';
import { Integrity } from './resolver/integrity.ts';
import { PlainCopies, type PlainCopiesOptions } from './resolver/plain-copies.ts';
import { ServedFiles } from './resolver/served.ts';
import { Resolver, type ResolverOptions } from './resolver.ts';

/** What an instance needs of its surroundings; a test can put others in their place. */
export interface System {
  readonly disk: Disk;
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
  /** Gives a text that no other process has. */
  readonly random: () => string;
  /** The folder that relative module specifiers start from. */
  readonly folder: string;
  readonly nodeEnv: string | undefined;
  readonly writeError: (text: string) => void;
}

/** Reads the surroundings as they are. */
export function realSystem(): System {
  return {
    disk: nodeDisk,
    now: Date.now,
    random: () => randomBytes(8).toString('hex'),
    folder: process.cwd(),
    nodeEnv: process.env['NODE_ENV'],
    writeError: (text) => process.stderr.write(text),
  };
}

export interface Parts {
  readonly chain: FileProxy;
  readonly resolver: Resolver;
  readonly describer: Describer;
  readonly served: ServedFiles;
  readonly combinations: Combinations;
  readonly integrity: Integrity;
  readonly blocks: Blocks;
}

/** Connects the parts of an instance, from the disk up to the resolver. */
export function connectParts(options: ResolvedOptions, system: System): Parts {
  const foundation = layFoundation(options, system);
  const { roots, disk, reporter, naming, records, chain } = foundation;
  const conversion = connectConversion(foundation);
  const finder = new Finder({ roots, ...conversion });
  const combinations = new Combinations(naming, records, finder);
  const integrity = new Integrity(disk, reporter);
  const outputs = outputRoots(foundation);
  const all = { ...options, ...foundation, ...conversion, finder, combinations, integrity };
  const resolver = connectResolver(all);
  const served = new ServedFiles({ ...all, outputs });
  const blocks = new Blocks({
    enabled: options.enabled,
    resolve: (path, place) => resolver.resolve(path, place),
    finalUrl: (path) => resolver.finalUrl(path),
    integrityOf: ({ output }) => integrity.of(output),
    isThere: (path) => finder.locate(path) !== undefined,
    isCombinable: (path) => {
      const found = finder.locate(path);
      return found !== undefined && !foundation.naming.isAsIs(requestOf([found.path]));
    },
    isOurs: (url) => served.find(url)?.kind === 'output',
  });
  const describer = new Describer(all);
  return { chain, combinations, integrity, resolver, describer, served, blocks };
}

function connectResolver(
  options: Omit<ResolverOptions, 'plainCopies' | 'fallBack'> &
    PlainCopiesOptions &
    Omit<FallBackOptions, 'plainCopies'>,
): Resolver {
  const plainCopies = new PlainCopies(options);
  const fallBack = new FallBack({ ...options, plainCopies });
  return new Resolver({ ...options, plainCopies, fallBack });
}

/** Where outputs are looked for; links among them lead to the roots. */
function outputRoots({ options, roots, disk }: ReturnType<typeof layFoundation>): Roots {
  if (options.outDir === undefined) return roots;
  return new Roots([{ dir: options.outDir, at: '' }, ...roots.all], disk);
}

/** What all else stands on: disk, names, cache, and the chain of file proxies. */
function layFoundation(options: ResolvedOptions, system: System) {
  const { disk, now, random } = system;
  const reporter = new Reporter(options.logger);
  const roots = new Roots(options.roots, disk);
  const publisher = new Publisher({
    ...options,
    publish: options.debug ? 'copy' : options.publish,
    disk,
    random,
  });
  const warn = (subject: string, message: string) => reporter.warnOnce(subject, message);
  const scheme = schemeOf(options.naming);
  const naming = new Naming({ ...options, scheme, warn }, roots, publisher);
  const cache = cacheOf(options, system, reporter);
  const records = new Records({ cache, naming, fingerprint: fingerprintOf(options) });
  const chain = loadFileProxy(options.fileProxy, system.folder);
  const offers = new Offers({ ...options, chain });
  const changed = (uri: string) => offers.forgetAnswer(uri);
  chain.attach?.({ store: createProxyStore(cache), logger: options.logger, now, changed });
  return { options, disk, now, warn, reporter, roots, publisher, naming, records, chain, offers };
}

function connectConversion(foundation: ReturnType<typeof layFoundation>) {
  const { options, naming, now } = foundation;
  const isVersionOf = versionCheck((path) =>
    converter.bring(requestOf([path]), { recheck: options.debug, ask: false }),
  );
  const names: OwnNames = { parse: naming.scheme.parse, isVersionOf };
  const examiner = new Examiner({
    ...foundation,
    names,
    usesTime: naming.scheme.usesTime,
    isAsIs: (request) => naming.isAsIs(request),
    enabled: options.enabled,
  });
  const asked = new AskedReferences(now, (key) => converter.current(key));
  const converter = new Converter({ ...foundation, examiner, asked });
  // where sources are checked once per process, what was found stays found
  const known = (path: string) => (options.debug ? undefined : converter.current(path)?.sources[0]);
  return { names, converter, asked, known };
}

function schemeOf(naming: ResolvedOptions['naming']): VersionScheme {
  if (typeof naming === 'function') return customScheme(naming);
  return naming === 'hash' ? hashScheme : timestampScheme;
}

function cacheOf(options: ResolvedOptions, system: System, reporter: Reporter): ConversionCache {
  if (options.cacheDir === false) return createMemoryCache();
  return new DiskCache({ ...system, dir: path.resolve(system.folder, options.cacheDir), reporter });
}

/** A sheet that refers to a name of its own would be asked for its version while it is made. */
function versionCheck(bring: (path: string) => { version: string }): OwnNames['isVersionOf'] {
  const inProgress = new Set<string>();
  return (path, version) => {
    if (inProgress.has(path)) return false;
    inProgress.add(path);
    try {
      return bring(path).version === version;
    } catch {
      return false;
    } finally {
      inProgress.delete(path);
    }
  };
}
