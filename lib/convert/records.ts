// What the conversion cache keeps of outputs, and how it becomes an output again.
import type { ConversionCache } from '../files/cache.ts';
import type { Proof } from '../files/proof.ts';
import type { Publisher } from '../files/publish.ts';
import type { FoundSource } from '../files/roots.ts';
import type { Conversion } from './conversion.ts';
import type { Naming } from './naming.ts';
import { isContentNamed, Output } from './output.ts';
import { isOutputRecord } from './output-record.ts';

export interface RecordsOptions {
  readonly cache: ConversionCache;
  readonly naming: Naming;
  readonly proof: Proof;
  readonly publisher: Publisher;
  /** The same for all who write outputs to the same folder. */
  readonly place: string;
  /** The same for instances whose options give the same outputs. */
  readonly fingerprint: string;
}

const RETIRED = 'retired/';

function pathsOf(record: unknown): string[] {
  if (!isOutputRecord(record)) return [];
  return [record.path, ...(record.map ? [record.map.path] : [])];
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

  save({ conversion, record, files }: Output): void {
    const { cache, naming, proof, publisher } = this.#options;
    const key = this.#key(conversion);
    this.#retire(cache.recall(key), pathsOf(record));
    cache.set(key, record);
    // where its bytes prove its name, and nothing else has such names, that is enough
    if (isContentNamed(naming.scheme, record) && !publisher.overlap.isAny) return;
    for (const made of files) proof.record(made.path, made);
  }

  has(conversion: Conversion): boolean {
    return this.#options.cache.recall(this.#key(conversion)) !== undefined;
  }

  /** Reads the output of a conversion as it was recorded, for sources that are there now. */
  load(conversion: Conversion, found: readonly FoundSource[]): Output | undefined {
    // an older record than the youngest does no harm: it is compared with the sources
    const record = this.#options.cache.recall(this.#key(conversion));
    if (!isOutputRecord(record) || record.sources.length !== found.length) return undefined;
    // whoever made it may not live any more
    if (record.isUnjudged) return undefined;
    const place = this.#options.naming.placeOf(conversion, record.version, found);
    // the naming functions may answer otherwise by now
    return place.path === record.path ? new Output(conversion, place, record, 'cached') : undefined;
  }

  /** Lists the paths of all outputs that are recorded, with whatever options they were made. */
  allPaths(): string[] {
    const { cache } = this.#options;
    const keys = [...cache.keys('conversion/'), ...cache.keys('slim/')];
    return keys.flatMap((key) => pathsOf(cache.recall(key)));
  }

  /** Lists the paths that were recorded once, and gave way to another version in the same folder. */
  retiredPaths(): string[] {
    const { cache, place } = this.#options;
    const begin = RETIRED + place;
    return cache.keys(begin).map((key) => key.slice(begin.length));
  }

  /** What has no record may be another site's, or another server's: only this says that a file has had its day. */
  #retire(before: unknown, now: readonly string[]): void {
    const { cache, place, publisher } = this.#options;
    for (const path of pathsOf(before).filter((each) => !now.includes(each))) {
      cache.set(RETIRED + place + path, true);
      publisher.retire(path);
    }
  }

  saveCombination(plainPath: string, paths: readonly string[]): void {
    this.#options.cache.set(this.#combinationKey(plainPath), paths);
  }

  loadCombination(plainPath: string): readonly string[] | undefined {
    const paths = this.#options.cache.get(this.#combinationKey(plainPath));
    return Array.isArray(paths) && paths.every((path) => typeof path === 'string')
      ? paths
      : undefined;
  }

  #key({ paths, isSlim }: Conversion): string {
    return `${isSlim ? 'slim' : 'conversion'}/${this.#options.fingerprint}${paths.join(';')}`;
  }

  #combinationKey(plainPath: string): string {
    return `combination/${this.#options.fingerprint}${plainPath}`;
  }
}
