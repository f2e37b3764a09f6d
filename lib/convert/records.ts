// What the conversion cache keeps of outputs, and how it becomes an output again.
import type { ConversionCache } from '../files/cache.ts';
import type { FoundSource } from '../files/source.ts';
import type { Naming } from './naming.ts';
import type { Output, SourceRecord } from './output.ts';
import { isOutputFact, type OutputFact, type SourceFact } from './output-fact.ts';
import type { Request } from './request.ts';

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
    const { fixedReferences, lacksCors, isLocalForm, contentHash } = output;
    const flags = { isContentNamed, isPlain, lacksCors, isLocalForm };
    const numbers = { newestSeconds, sizeBytes, originalBytes };
    const lists = {
      sources,
      references,
      absent,
      fixedReferences,
      ...(minified && { minified }),
      ...(map && { map }),
    };
    const fact = {
      version,
      path,
      contentHash,
      ...flags,
      ...numbers,
      ...lists,
    } satisfies OutputFact;
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
      fixedReferences: fact.fixedReferences,
      lacksCors: fact.lacksCors,
      isLocalForm: fact.isLocalForm,
      isUnversioned: naming.isAsIs(request),
      contentHash: fact.contentHash,
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
