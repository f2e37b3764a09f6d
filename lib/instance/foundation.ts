// What an instance stands on: its surroundings, the files of the site, names, proofs and file proxies.
import { fingerprintOf } from '../convert/fingerprint.ts';
import { Naming } from '../convert/naming.ts';
import { Records } from '../convert/records.ts';
import { TakenNames } from '../convert/taken-names.ts';
import { BackgroundWork } from '../core/background-work.ts';
import { lazy } from '../core/lazy.ts';
import { contentHash } from '../core/names.ts';
import { Reporter } from '../core/report.ts';
import { mediaPathOf } from '../core/urls.ts';
import { customScheme, NAMED_SCHEMES, type VersionScheme } from '../core/version-scheme.ts';
import { type ConversionCache, createMemoryCache, createProxyStore } from '../files/cache.ts';
import type { Disk } from '../files/disk.ts';
import { DiskCache } from '../files/disk-cache.ts';
import type { HashAside } from '../files/hashing.ts';
import { manifestHash } from '../files/manifest.ts';
import { Proof } from '../files/proof.ts';
import { Publisher } from '../files/publish.ts';
import { Roots } from '../files/roots.ts';
import type { ChosenMinifiers } from '../minify/text-minifier.ts';
import type { ResolvedOptions } from '../options/options.ts';
import type { FileProxy, ProxyContext } from '../proxies/file-proxy.ts';
import { loadFileProxy } from '../proxies/load.ts';
import { PublicUrls } from '../proxies/public-urls.ts';
import { WorkerPool } from '../workers/pool.ts';
import { chooseMinifiers, nameOfChosen } from './minifiers.ts';
import type { System } from './system.ts';

/** Writes what was asked for since, to a file. */
export interface RunRecorder {
  readonly file: string;
  write(): Promise<void>;
  stop(): void;
}

export class Foundation {
  readonly options: ResolvedOptions;
  readonly system: System;
  readonly reporter: Reporter;
  readonly disk: Disk;
  readonly folder: string;
  readonly now: () => number;
  readonly after: System['after'];
  readonly random: () => string;
  readonly enabled: boolean;
  /** Sources are looked at again at every render. */
  readonly debug: boolean;
  /** Present where what pages ask for is recorded. */
  recorder: RunRecorder | undefined;
  readonly warn = (subject: string, message: string): void =>
    this.reporter.warnOnce(subject, message);
  /** Tells who listens to {@link Foundation.reporter} of a failure. */
  readonly tell = (failure: string): void => this.reporter.tell(failure);

  constructor(options: ResolvedOptions, system: System) {
    this.options = options;
    this.system = system;
    this.reporter = new Reporter(options.logger);
    this.disk = system.disk;
    this.folder = system.folder;
    this.now = system.now;
    this.after = system.after;
    this.random = system.random;
    this.enabled = options.enabled;
    this.debug = options.debug;
  }

  /** Where paths are searched. */
  @lazy get roots(): Roots {
    const { roots, mediaUrl } = this.options;
    return new Roots(roots, this.disk, mediaPathOf(mediaUrl));
  }

  /** The folders where outputs lie; links among them lead to the roots. */
  @lazy get outputs(): Roots {
    const { outDir } = this.options;
    if (outDir === undefined) return this.roots;
    return new Roots([{ dir: outDir, at: '' }], this.disk, '', this.roots.all);
  }

  @lazy get publisher(): Publisher {
    const { options, disk, random, now } = this;
    // with `debug`, links would follow each edit
    const publish = this.debug ? 'copy' : options.publish;
    return new Publisher({ ...options, publish, disk, random, now });
  }

  @lazy get naming(): Naming {
    const { options, warn, roots, publisher } = this;
    const scheme = schemeOf(options.naming, (message) => warn(message, message));
    return new Naming({ ...options, scheme, warn }, roots, publisher);
  }

  @lazy get cache(): ConversionCache {
    const { options, system, reporter } = this;
    if (options.cacheDir === false || options.manifest) return createMemoryCache();
    return new DiskCache({ ...system, dir: options.cacheDir, reporter });
  }

  @lazy get chosen(): ChosenMinifiers {
    return chooseMinifiers(this.options.minify, this);
  }

  /** Starts worker threads, when there is work. */
  @lazy get pool(): WorkerPool {
    return new WorkerPool({ file: this.system.workerFile, now: this.now });
  }

  /** Work that goes on while renders go on. */
  @lazy get work(): BackgroundWork {
    return new BackgroundWork();
  }

  /** Names the folders that outputs are written to. */
  @lazy get place(): string {
    const { outDir, roots } = this.options;
    const folders = outDir === undefined ? roots.map(({ dir }) => dir) : [outDir];
    return contentHash(folders.join('\0')).slice(0, 12);
  }

  @lazy get proof(): Proof {
    const { system, cache, outputs, place } = this;
    // large files are hashed beside what is minified
    const hashAside: HashAside = (input) =>
      this.pool.run({ name: 'hash', input, mostWorkers: 2, keepsAlive: true });
    return new Proof({ ...system, cache, place, files: outputs, hashAside });
  }

  @lazy get taken(): TakenNames {
    return new TakenNames(this);
  }

  @lazy get records(): Records {
    const { cache, naming, place, proof, publisher } = this;
    const fingerprint = fingerprintOf({ ...this.options, minify: nameOfChosen(this.chosen) });
    return new Records({ cache, naming, fingerprint, place, proof, publisher });
  }

  @lazy get chain(): FileProxy {
    return loadFileProxy(this.options.fileProxy, this.folder);
  }

  @lazy get publicUrls(): PublicUrls {
    return new PublicUrls({ ...this.options, chain: this.chain });
  }

  protected attachProxies(): void {
    const { now, publicUrls } = this;
    const changed = (uri: string) => publicUrls.forgetAnswer(uri);
    this.chain.attach?.({ ...this.#proxyContext(), now, changed });
  }

  #proxyContext(): Pick<ProxyContext, 'store' | 'logger' | 'release'> {
    const { manifest } = this.options;
    return {
      store: createProxyStore(this.cache),
      // through the reporter, so that what a proxy warns of becomes part of reports
      logger: { ...this.reporter.logger, warn: (text) => this.reporter.warn(text) },
      release: manifest && manifestHash(manifest, this.disk),
    };
  }
}

function schemeOf(
  naming: ResolvedOptions['naming'],
  warn: (message: string) => void,
): VersionScheme {
  if (typeof naming === 'function') return customScheme(naming, warn);
  return NAMED_SCHEMES[naming];
}
