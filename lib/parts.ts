// Makes the parts of one instance and connects them; all state hangs on what this returns.
import { randomBytes } from 'node:crypto';
import { AskedReferences } from './convert/asked.ts';
import { Converter } from './convert/converter.ts';
import { Examiner } from './convert/examine.ts';
import type { VersionCheck } from './convert/find.ts';
import { Maker } from './convert/maker.ts';
import { Naming } from './convert/naming.ts';
import { requestOf } from './convert/request.ts';
import { Reporter } from './core/report.ts';
import { type Disk, nodeDisk } from './files/disk.ts';
import { Publisher } from './files/publish.ts';
import { Roots } from './files/roots.ts';
import type { ResolvedOptions } from './options.ts';
import type { FileProxy } from './proxies/file-proxy.ts';
import { loadFileProxy } from './proxies/load.ts';
import { createMemoryStore } from './proxies/memory-store.ts';
import { Offers } from './proxies/offers.ts';
import { Combinations } from './resolver/combinations.ts';
import { Describer } from './resolver/describe.ts';
import { Finder } from './resolver/finder.ts';
import { Integrity } from './resolver/integrity.ts';
import { PlainCopies } from './resolver/plain-copies.ts';
import { ServedFiles } from './resolver/served.ts';
import { Resolver } from './resolver.ts';

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
}

export function connectParts(options: ResolvedOptions, system: System): Parts {
  const { disk, now } = system;
  const chain = loadFileProxy(options.fileProxy, system.folder);
  const reporter = new Reporter(options.logger);
  const roots = new Roots(options.roots, disk);
  const publisher = new Publisher({ outDir: options.outDir, disk, random: system.random });
  const naming = new Naming(options, roots, publisher);
  const offers = new Offers({ ...options, chain });
  attach(chain, options, now, offers);
  const asked = new AskedReferences(now);
  const isVersionOf = versionCheck((path) =>
    converter.bring(requestOf([path]), { recheck: options.debug, ask: false }),
  );
  const examiner = new Examiner({
    disk,
    roots,
    isVersionOf,
    isAsIs: (request) => naming.isAsIs(request),
    enabled: options.enabled,
    warn: (subject, message) => reporter.warnOnce(subject, message),
  });
  const maker = new Maker({ naming, publisher, offers });
  const converter = new Converter({ examiner, maker, publisher, offers, asked });
  const finder = new Finder({ roots, isVersionOf });
  const combinations = new Combinations(naming, finder);
  const shared = { ...options, disk, now, roots, naming, publisher, reporter, offers, asked };
  const integrity = new Integrity(disk);
  const more = { ...shared, finder, converter, combinations, integrity };
  const outputs = options.outDir ? new Roots([{ dir: options.outDir, at: '' }], disk) : roots;
  return {
    chain,
    combinations,
    resolver: new Resolver({ ...more, plainCopies: new PlainCopies(shared) }),
    describer: new Describer(more),
    served: new ServedFiles({ ...more, outputs }),
  };
}

function attach(
  chain: FileProxy,
  { logger }: ResolvedOptions,
  now: () => number,
  offers: Offers,
): void {
  const changed = (uri: string) => offers.forgetAnswer(uri);
  chain.attach?.({ store: createMemoryStore(), logger, now, changed });
}

/** A sheet that refers to a name of its own would be asked for its version while it is made. */
function versionCheck(bring: (path: string) => { version: string }): VersionCheck {
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
