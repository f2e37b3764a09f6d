// What a URL path of this site leads to on disk, as far as that is made and can be proven at once.
import type { Converter } from '../convert/converter.ts';
import type { Naming } from '../convert/naming.ts';
import { isOwnOutput } from '../convert/own-output.ts';
import type { Request, RequestFor } from '../convert/request.ts';
import { isOwnHash } from '../convert/taken-names.ts';
import { type CheckedPath, parsePath, splitSuffix } from '../core/paths.ts';
import type { VersionedPath } from '../core/version-scheme.ts';
import type { OpenFile } from '../files/containment.ts';
import { modifiedSeconds, sizeOf } from '../files/identity.ts';
import type { Proof } from '../files/proof.ts';
import type { Roots } from '../files/roots.ts';
import type { FoundSource } from '../files/source.ts';
import type { Combinations } from './combinations.ts';
import type { ListedFile, ListedFiles } from './listed-files.ts';

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
  readonly namePrefix: string;
  readonly roots: Roots;
  /** The folders where outputs lie: `outDir`, or the roots. */
  readonly outputs: Roots;
  readonly proof: Proof;
  readonly naming: Naming;
  readonly converter: Converter;
  readonly combinations: Combinations;
  readonly requestFor: RequestFor;
  /** Present where all comes from a manifest. */
  readonly listed: ListedFiles | undefined;
}

const MAP = '.map';

/** What is larger is not converted for a request. */
export const LARGEST_BYTES = 5_000_000;

export class ServedFiles {
  readonly #options: ServedFilesOptions;

  constructor(options: ServedFilesOptions) {
    this.#options = options;
  }

  /**
   * Finds what a URL path leads to, `undefined` where there is nothing.
   *
   * Nothing is converted: a name of our shape that is not proven is that of a stranger for now.
   */
  find(urlPath: string): Served | undefined {
    const { head } = splitSuffix(urlPath);
    const listed = this.#options.listed?.find(head);
    if (listed !== undefined) return this.#output(listed);
    const { candidates } = parsePath(head);
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

  /** Checks whether a URL path is a name of ours, as far as that can be told without converting. */
  isVersioned(urlPath: string): boolean {
    if (this.find(urlPath)?.kind === 'output') return true;
    return parsePath(splitSuffix(urlPath).head).candidates.some((candidate) => {
      const name = this.nameOf(candidate);
      return name !== undefined && this.#asItIs(name.path, name.version, -1) !== undefined;
    });
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
    const made = named && this.#madeNow(named.path, version, outputPath);
    const filePath = made ?? this.#madeBefore(outputPath);
    if (filePath === undefined) return undefined;
    return this.#output({ path: outputPath, filePath, version });
  }

  #output({ path, filePath, version }: ListedFile): ServedFile {
    const precompressed = (extension: string) => this.#compressed(path + extension, filePath);
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

  /** Takes a name of our shape apart, `undefined` for any other. */
  nameOf(urlPath: string): (VersionedPath & { readonly outputPath: string }) | undefined {
    const { namePrefix } = this.#options;
    if (!urlPath.startsWith(`${namePrefix}/`)) return undefined;
    const outputPath = urlPath.slice(namePrefix.length);
    const named = this.#parse(outputPath);
    return named && { ...named, outputPath };
  }

  /** Finds what this process has made, or was told of by the conversion cache. */
  #madeNow(plainPath: string, version: string, outputPath: string): string | undefined {
    for (const request of this.requestsFor(plainPath)) {
      const output = this.#options.converter.current(request.key);
      const made = output?.files.find(({ path }) => path === outputPath);
      if (made !== undefined && this.#options.proof.holds(made.filePath, made))
        return made.filePath;
    }
    // a large file need not be copied for a request
    return this.#asItIs(plainPath, version, LARGEST_BYTES);
  }

  /** Finds a source that has the bytes that its versioned name says, and more of them than so many. */
  #asItIs(plainPath: string, version: string, moreThanBytes: number): string | undefined {
    const { roots, naming, proof, requestFor } = this.#options;
    const source = roots.findPath(plainPath);
    if (source === undefined || sizeOf(source.identity) <= moreThanBytes) return undefined;
    const request = requestFor([plainPath], false);
    if (request.kind !== 'other' || naming.isAsIs(request)) return undefined;
    if (naming.scheme.usesTime) {
      return version === `${modifiedSeconds(source.identity)}` ? source.filePath : undefined;
    }
    const isQuick = proof.isQuick('', source.filePath);
    const hash = isQuick ? proof.hashOf(source.filePath) : undefined;
    return hash !== undefined && isOwnHash(version, hash) ? source.filePath : undefined;
  }

  /** Lists what a name without its version may stand for. */
  requestsFor(plainPath: string): Request[] {
    const all = this.#requestsFor(plainPath);
    if (!plainPath.endsWith(MAP)) return all;
    // whoever asks for a map has the script or sheet
    const mapped = this.#requestsFor(plainPath.slice(0, -MAP.length));
    return [...mapped.filter(({ kind }) => kind !== 'other'), ...all];
  }

  #requestsFor(plainPath: string): Request[] {
    const { combinations, requestFor } = this.#options;
    const members = combinations.get(plainPath);
    const paths = members ? [[plainPath], members] : [[plainPath]];
    const plain = paths.map((each) => requestFor(each, false));
    const slim = paths.map((each) => requestFor(each, true)).filter(({ isSlim }) => isSlim);
    return [...plain, ...slim];
  }

  /** An old version that is still on disk, or one that another server has made there. */
  #madeBefore(outputPath: string): string | undefined {
    const { outputs, proof } = this.#options;
    const found = outputs.findPath(outputPath);
    if (found === undefined || !proof.isQuick(outputPath, found.filePath)) return undefined;
    return isOwnOutput(this.#options, outputPath, found.filePath) ? found.filePath : undefined;
  }

  /** Below `outDir`, what has the shape of an output and is not proven to be one is not served. */
  #findPlain(candidates: readonly CheckedPath[], isShaped: boolean): FoundSource | undefined {
    const { roots, outputs } = this.#options;
    const parsed = { candidates, suffix: '' };
    return roots.find(parsed) ?? (isShaped ? undefined : outputs.find(parsed));
  }
}
