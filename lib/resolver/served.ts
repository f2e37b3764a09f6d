// What a URL path of this site leads to on disk; made on the spot where it can be.
import type { Converter } from '../convert/converter.ts';
import type { Naming } from '../convert/naming.ts';
import type { Output } from '../convert/output.ts';
import { isOwnOutput } from '../convert/own-output.ts';
import type { Request, RequestFor } from '../convert/request.ts';
import { type CheckedPath, parsePath, splitSuffix } from '../core/paths.ts';
import type { VersionedPath } from '../core/version-scheme.ts';
import type { OpenFile } from '../files/containment.ts';
import type { Proof } from '../files/proof.ts';
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
  | { readonly kind: 'source'; readonly filePath: string; readonly tag: string | undefined };

/** A file to be served, or a name of our shape that is none of ours. */
export type Served = ServedFile | { readonly kind: 'stranger' };

export interface ServedFilesOptions {
  readonly debug: boolean;
  readonly namePrefix: string;
  readonly roots: Roots;
  /** The folders where outputs lie: `outDir`, or the roots. */
  readonly outputs: Roots;
  readonly proof: Proof;
  readonly naming: Naming;
  readonly converter: Converter;
  readonly combinations: Combinations;
  readonly requestFor: RequestFor;
}

const MAP = '.map';

export class ServedFiles {
  readonly #options: ServedFilesOptions;

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
    if (source !== undefined) {
      const { filePath } = source;
      return { kind: 'source', filePath, tag: this.#options.proof.tagOf(filePath) };
    }
    return isShaped ? { kind: 'stranger' } : undefined;
  }

  /** Opens a file that was found, for whoever closes it; it is proven to lie below the roots. */
  open(filePath: string): OpenFile {
    return this.#options.outputs.open(filePath);
  }

  #findOutput(urlPath: string): Served | undefined {
    const { namePrefix } = this.#options;
    if (!urlPath.startsWith(`${namePrefix}/`)) return undefined;
    const outputPath = urlPath.slice(namePrefix.length);
    const named = this.#parse(outputPath);
    if (named === undefined && this.#options.naming.scheme.isReadable) return undefined;
    const version = named?.version ?? outputPath;
    const made = named && this.#madeNow(named.path, version);
    const filePath = made ?? this.#madeBefore(outputPath);
    if (filePath === undefined) return undefined;
    const precompressed = (extension: string) => this.#compressed(outputPath + extension, filePath);
    return { kind: 'output', filePath, version, precompressed };
  }

  #compressed(path: string, filePath: string): string | undefined {
    const { outputs, proof } = this.#options;
    const found = outputs.findPath(path);
    const isOurs = found !== undefined && proof.isCompressed(path, found.filePath, filePath);
    return isOurs ? found.filePath : undefined;
  }

  #parse(path: string): VersionedPath | undefined {
    return this.#options.naming.scheme.parse(path);
  }

  #madeNow(plainPath: string, version: string): string | undefined {
    const map = plainPath.endsWith(MAP) ? this.#mapNow(plainPath, version) : undefined;
    if (map !== undefined) return map;
    for (const request of this.requestsFor(plainPath)) {
      const output = this.#bring(request, version);
      if (output !== undefined && this.#isVersionOf(output, version)) return output.filePath;
    }
    return undefined;
  }

  /** Whoever asks for a map has the script or sheet, so that its output is mostly made. */
  #mapNow(plainPath: string, version: string): string | undefined {
    const { naming, outputs } = this.#options;
    const path = naming.scheme.write(plainPath, version);
    for (const request of this.requestsFor(plainPath.slice(0, -MAP.length))) {
      if (request.kind === 'other' || this.#bring(request)?.map?.path !== path) continue;
      const found = outputs.findPath(path);
      if (found !== undefined) return found.filePath;
    }
    return undefined;
  }

  /** Lists what a name without its version may stand for. */
  requestsFor(plainPath: string): Request[] {
    const { combinations, requestFor } = this.#options;
    const members = combinations.get(plainPath);
    const paths = members ? [[plainPath], members] : [[plainPath]];
    const plain = paths.map((each) => requestFor(each, false));
    const slim = paths.map((each) => requestFor(each, true)).filter(({ isSlim }) => isSlim);
    return [...plain, ...slim];
  }

  #bring(request: Request, version?: string): Output | undefined {
    const { converter, debug, roots } = this.#options;
    const found = request.paths.map((path) => roots.findPath(path));
    const sources = found.filter((each) => each !== undefined);
    if (sources.length < found.length) return undefined;
    try {
      const current = converter.current(request.key);
      const isNew = current === undefined && version !== undefined;
      if (isNew && this.#cannotBe(request, sources, version)) return undefined;
      // another server may have rendered what lies in this folder by now
      const isOther =
        current !== undefined && version !== undefined && !this.#isVersionOf(current, version);
      const recheck = debug || isOther;
      const output = converter.bring(request, { recheck, ask: true }, sources);
      const isWhole = this.#options.proof.holdsAll(output.files);
      return isWhole ? output : converter.bring(request, { recheck: true, ask: true }, sources);
    } catch {
      // the render that names this file says what is wrong with it
      return undefined;
    }
  }

  #isVersionOf({ record }: Output, version: string): boolean {
    return this.#options.naming.isVersionOf(record, version);
  }

  /** What is not rewritten has the hash of its source: nonsense makes us publish nothing. */
  #cannotBe({ kind, isSlim }: Request, sources: readonly FoundSource[], version: string): boolean {
    const { naming, proof } = this.#options;
    const [source] = sources;
    if (source === undefined || sources.length > 1 || isSlim || kind !== 'other') return false;
    if (naming.scheme.usesTime) return false;
    return proof.hashOf(source.filePath)?.startsWith(version) === false;
  }

  /** An old version that is still on disk, or one that another server has made there. */
  #madeBefore(outputPath: string): string | undefined {
    const found = this.#options.outputs.findPath(outputPath);
    const isOurs = found !== undefined && isOwnOutput(this.#options, outputPath, found.filePath);
    return isOurs ? found.filePath : undefined;
  }

  /** Below `outDir`, what has the shape of an output and is not proven to be one is not served. */
  #findPlain(candidates: readonly CheckedPath[], isShaped: boolean): FoundSource | undefined {
    const { roots, outputs } = this.#options;
    const parsed = { candidates, suffix: '' };
    return roots.find(parsed) ?? (isShaped ? undefined : outputs.find(parsed));
  }
}
