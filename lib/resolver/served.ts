// What a URL path of this site leads to on disk; made on the spot where it can be.
import type { Converter } from '../convert/converter.ts';
import type { Naming } from '../convert/naming.ts';
import type { Output } from '../convert/output.ts';
import type { Records } from '../convert/records.ts';
import { requestOf } from '../convert/request.ts';
import { contentHash } from '../core/names.ts';
import { parsePath, splitSuffix } from '../core/paths.ts';
import type { VersionedPath } from '../core/version-scheme.ts';
import type { Disk } from '../files/disk.ts';
import type { Roots } from '../files/roots.ts';
import type { FoundSource } from '../files/source.ts';
import type { Combinations } from './combinations.ts';

/** A file to be served. */
export type ServedFile =
  | {
      readonly kind: 'output';
      readonly filePath: string;
      readonly version: string;
      /** Finds the file beside the output whose name also has this extension: `.br`, `.gz`. */
      readonly precompressed: (extension: string) => string | undefined;
    }
  | { readonly kind: 'source'; readonly filePath: string };

/** A file to be served, or a name of our shape that is none of ours. */
export type Served = ServedFile | { readonly kind: 'stranger' };

export interface ServedFilesOptions {
  readonly debug: boolean;
  readonly namePrefix: string;
  readonly roots: Roots;
  /** The folders where outputs lie: `outDir`, or the roots. */
  readonly outputs: Roots;
  readonly disk: Disk;
  readonly naming: Naming;
  readonly converter: Converter;
  readonly records: Records;
  readonly combinations: Combinations;
}

/** How many old outputs are remembered whose bytes were compared with their names. */
const MOST_PROVEN = 10_000;

export class ServedFiles {
  readonly #options: ServedFilesOptions;
  /** File path and identity → whether its bytes are those that its name says. */
  readonly #proven = new Map<string, boolean>();

  constructor(options: ServedFilesOptions) {
    this.#options = options;
  }

  /**
   * Finds what a URL path leads to, `undefined` where there is nothing.
   *
   * An output that another server has rendered is made here when its sources are here and give
   * exactly the version asked for. Nothing is converted twice, so that nonsense stays cheap.
   */
  find(urlPath: string): Served | undefined {
    const { candidates } = parsePath(splitSuffix(urlPath).head);
    for (const candidate of candidates) {
      const output = this.#findOutput(candidate);
      if (output !== undefined) return output;
    }
    const isShaped = candidates.some((each) => this.#parse(each) !== undefined);
    const source = this.#findPlain(candidates, isShaped);
    if (source !== undefined) return { kind: 'source', filePath: source.filePath };
    return isShaped ? { kind: 'stranger' } : undefined;
  }

  #findOutput(urlPath: string): Served | undefined {
    const { namePrefix } = this.#options;
    if (!urlPath.startsWith(`${namePrefix}/`)) return undefined;
    const outputPath = urlPath.slice(namePrefix.length);
    const named = this.#parse(outputPath);
    if (named === undefined) return undefined;
    const { version } = named;
    const filePath = this.#madeNow(named.path, version) ?? this.#madeBefore(outputPath, version);
    if (filePath === undefined) return undefined;
    const precompressed = (extension: string) =>
      this.#options.outputs.find({ candidates: [outputPath + extension], suffix: '' })?.filePath;
    return { kind: 'output', filePath, version, precompressed };
  }

  #parse(path: string): VersionedPath | undefined {
    return this.#options.naming.scheme.parse(path);
  }

  #madeNow(plainPath: string, version: string): string | undefined {
    const { combinations } = this.#options;
    const isVersion = (output: Output | undefined) => output?.version === version;
    const single = this.#bring([plainPath]);
    if (isVersion(single)) return single?.filePath;
    const combination = combinations.get(plainPath);
    const combined = combination && this.#bring(combination.paths);
    return isVersion(combined) ? combined?.filePath : undefined;
  }

  #bring(paths: readonly string[]): Output | undefined {
    const { converter, debug, roots } = this.#options;
    const isThere = paths.every((path) => roots.find({ candidates: [path], suffix: '' }));
    if (!isThere) return undefined;
    try {
      return converter.bring(requestOf(paths), { recheck: debug, ask: true });
    } catch {
      // the render that names this file says what is wrong with it
      return undefined;
    }
  }

  /** An old version that is still on disk: its bytes prove its name. */
  #madeBefore(outputPath: string, version: string): string | undefined {
    const found = this.#options.outputs.find({ candidates: [outputPath], suffix: '' });
    if (found === undefined) return undefined;
    const key = `${found.filePath}\0${found.identity}`;
    const isProven = this.#proven.get(key) ?? this.#prove(found, outputPath, version);
    if (this.#proven.size >= MOST_PROVEN) this.#proven.clear();
    this.#proven.set(key, isProven);
    return isProven ? found.filePath : undefined;
  }

  #prove({ filePath }: FoundSource, outputPath: string, version: string): boolean {
    const { disk, records, naming } = this.#options;
    const { scheme } = naming;
    try {
      const bytes = disk.readFileSync(filePath);
      const isOurs = scheme.usesTime ? undefined : contentHash(bytes).startsWith(version);
      return isOurs || records.hasMade(outputPath, bytes.length);
    } catch {
      return false;
    }
  }

  /** Below `outDir`, what has the shape of an output and is not proven to be one is not served. */
  #findPlain(candidates: readonly string[], isShaped: boolean): FoundSource | undefined {
    const { roots, outputs } = this.#options;
    const parsed = { candidates, suffix: '' };
    return roots.find(parsed) ?? (isShaped ? undefined : outputs.find(parsed));
  }
}
