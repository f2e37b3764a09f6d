// What the conversion cache keeps of outputs, and how it becomes an output again.
import type { ConversionCache } from '../files/cache.ts';
import type { FoundSource } from '../files/source.ts';
import type { Naming } from './naming.ts';
import type { Output, SourceRecord } from './output.ts';
import type { Request } from './request.ts';

/**
 * An output as the cache keeps it. It holds no path on disk: where files lie follows from the
 * options, so that no cache can lead to a file that the options do not name.
 */
interface OutputFact
  extends Pick<
    Output,
    | 'version'
    // where the naming functions put the version, which may answer otherwise by now
    | 'path'
    | 'isContentNamed'
    | 'isPlain'
    | 'newestSeconds'
    | 'sizeBytes'
    | 'originalBytes'
    | 'references'
    | 'absent'
    | 'minified'
    | 'map'
  > {
  readonly sources: readonly SourceFact[];
}

type SourceFact = Pick<SourceRecord, 'identity' | 'isSettled' | 'hash'>;

export interface RecordsOptions {
  readonly cache: ConversionCache;
  readonly naming: Naming;
  /** The same for instances whose options give the same outputs. */
  readonly fingerprint: string;
}

export class Records {
  readonly #options: RecordsOptions;

  constructor(options: RecordsOptions) {
    this.#options = options;
  }

  /** Does something whose records are written together, at its end. */
  together<T>(action: () => T): T {
    return this.#options.cache.together(action);
  }

  save(output: Output): void {
    const { version, path, isContentNamed, isPlain, references, absent, minified, map } = output;
    const sources = output.sources.map(({ identity, isSettled, hash }) => ({
      identity,
      isSettled,
      hash,
    }));
    const { newestSeconds, sizeBytes, originalBytes } = output;
    const flags = { isContentNamed, isPlain };
    const numbers = { newestSeconds, sizeBytes, originalBytes };
    const lists = {
      sources,
      references,
      absent,
      ...(minified && { minified }),
      ...(map && { map }),
    };
    const fact = { version, path, ...flags, ...numbers, ...lists } satisfies OutputFact;
    this.#options.cache.set(this.#key(output.request), fact);
    if (isContentNamed) return;
    for (const made of [output, ...(map ? [map] : [])]) {
      this.#options.cache.set(this.#nameKey(made.path), made.sizeBytes);
    }
  }

  /** Tells whether anything is recorded of a request. */
  has(request: Request): boolean {
    return this.#options.cache.recall(this.#key(request)) !== undefined;
  }

  /** Tells whether an output that its bytes do not prove was made under this name. */
  hasMade(path: string, sizeBytes: number): boolean {
    return this.#options.cache.get(this.#nameKey(path)) === sizeBytes;
  }

  /** Reads the output of a request as it was recorded, for sources that are there now. */
  load(request: Request, found: readonly FoundSource[]): Output | undefined {
    // an older record than the youngest does no harm: it is compared with the sources
    const fact = this.#options.cache.recall(this.#key(request));
    if (!isOutputFact(fact) || fact.sources.length !== found.length) return undefined;
    const { naming } = this.#options;
    const path = naming.outputPath(request, fact.version);
    if (path !== fact.path) return undefined;
    return {
      request,
      key: request.key,
      path,
      uri: naming.uriOfOutput(request, fact.version),
      version: fact.version,
      filePath: naming.locate(path, found),
      isContentNamed: fact.isContentNamed,
      isPlain: fact.isPlain,
      newestSeconds: fact.newestSeconds,
      sizeBytes: fact.sizeBytes,
      originalBytes: fact.originalBytes,
      sources: found.flatMap((each, at) => sourceRecordOf(each, fact.sources[at])),
      sourcePaths: found.map(({ filePath }) => filePath),
      references: fact.references,
      referenceUris: fact.references.map(({ uri }) => uri),
      absent: fact.absent,
      ...(fact.minified && { minified: fact.minified }),
      ...(fact.map && { map: fact.map }),
      isCached: true,
      isChanged: false,
    };
  }

  /** Keeps the members of a combination by its name. */
  saveCombination(plainPath: string, paths: readonly string[]): void {
    this.#options.cache.set(this.#combinationKey(plainPath), paths);
  }

  /** Gives the members of the combination that is named so. */
  loadCombination(plainPath: string): readonly string[] | undefined {
    const paths = this.#options.cache.get(this.#combinationKey(plainPath));
    return Array.isArray(paths) && paths.every((path) => typeof path === 'string')
      ? paths
      : undefined;
  }

  #key({ paths, isSlim }: Request): string {
    return `${isSlim ? 'slim' : 'conversion'}/${this.#options.fingerprint}${paths.join(';')}`;
  }

  #nameKey(path: string): string {
    return `output/${this.#options.fingerprint}${path}`;
  }

  #combinationKey(plainPath: string): string {
    return `combination/${this.#options.fingerprint}${plainPath}`;
  }
}

function sourceRecordOf(
  { path, filePath }: FoundSource,
  fact: SourceFact | undefined,
): SourceRecord[] {
  if (fact === undefined) return [];
  const { identity, isSettled, hash } = fact;
  return [{ path, filePath, identity, isSettled, hash }];
}

function isMinifiedFact(fact: unknown): boolean {
  if (!hasShape(fact, { engine: 'number', reduction: 'number', source: 'number' })) return false;
  const { reasons } = fact;
  return Array.isArray(reasons) && reasons.every((reason) => typeof reason === 'string');
}

type Shape = Readonly<Record<string, 'string' | 'number' | 'boolean'>>;

const FACT: Shape = {
  version: 'string',
  path: 'string',
  isContentNamed: 'boolean',
  isPlain: 'boolean',
  newestSeconds: 'number',
  sizeBytes: 'number',
  originalBytes: 'number',
};
const LISTS: Readonly<Record<string, Shape>> = {
  sources: { identity: 'string', isSettled: 'boolean', hash: 'string' },
  references: { key: 'string', uri: 'string', answer: 'string' },
  absent: { from: 'string', value: 'string' },
};

/** A fact comes from a file that anybody may have written. */
function isOutputFact(fact: unknown): fact is OutputFact {
  if (!hasShape(fact, FACT)) return false;
  // it becomes part of a file name
  if (!/^[0-9a-f-]+$/.test(String(fact['version']))) return false;
  const { minified, map } = fact;
  if (minified !== undefined && !isMinifiedFact(minified)) return false;
  if (map !== undefined && !hasShape(map, { path: 'string', sizeBytes: 'number' })) return false;
  return Object.entries(LISTS).every(([name, shape]) => {
    const list = fact[name];
    return Array.isArray(list) && list.every((each) => hasShape(each, shape));
  });
}

function hasShape(value: unknown, shape: Shape): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Record<string, unknown>;
  return Object.entries(shape).every(([name, type]) => typeof record[name] === type);
}
