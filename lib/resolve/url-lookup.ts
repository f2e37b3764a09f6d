// What a URL path of this site leads to on disk, as far as that is made and can be proven at once.
import { isOwnOutput } from '../convert/own-output.ts';
import { isOfCopy } from '../convert/own-version.ts';
import { type CheckedPath, parsePath, splitSuffix } from '../core/paths.ts';
import type { OpenFile } from '../files/containment.ts';
import type { HashTask } from '../files/file-hashes.ts';
import { sizeOf } from '../files/identity.ts';
import type { Proof } from '../files/proof.ts';
import type { FoundSource, Roots } from '../files/roots.ts';
import type { ManifestCatalog } from './manifest-catalog.ts';
import { type OutputName, OutputNames, type OutputNamesOptions } from './output-names.ts';

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

export interface UrlLookupOptions extends OutputNamesOptions {
  readonly roots: Roots;
  /** The folders where outputs lie: `outDir`, or the roots. */
  readonly outputs: Roots;
  readonly proof: Proof;
  /** Present where all comes from a manifest. */
  readonly manifest: ManifestCatalog | undefined;
}

interface Proven {
  readonly path: string;
  readonly filePath: string;
  readonly version: string;
}

/** What is larger is not converted for a request. */
export const LARGEST_BYTES = 5_000_000;

export class UrlLookup {
  readonly names: OutputNames;
  readonly #options: UrlLookupOptions;

  constructor(options: UrlLookupOptions, namePrefix: string) {
    this.names = new OutputNames(options, namePrefix);
    this.#options = options;
  }

  /**
   * Finds what a URL path leads to, `undefined` where there is nothing.
   *
   * Nothing is converted: a name of our shape that is not proven is that of a stranger for now.
   */
  find(urlPath: string): Served | undefined {
    return this.look(urlPath).value;
  }

  /** Finds like {@link UrlLookup.find}; returns what had to be hashed to find more, too. */
  look(urlPath: string): {
    readonly value: Served | undefined;
    readonly left: readonly HashTask[];
  } {
    return this.#options.proof.quickly(() => this.#find(splitSuffix(urlPath).head));
  }

  #outputOf(head: string): Served | undefined {
    const listed = this.#findListed(head);
    if (listed !== undefined) return this.#output(listed);
    for (const candidate of parsePath(head).candidates) {
      const output = this.#findOutput(candidate);
      if (output !== undefined) return output;
    }
    return undefined;
  }

  #find(head: string): Served | undefined {
    const output = this.#outputOf(head);
    if (output !== undefined) return output;
    const { candidates } = parsePath(head);
    const { scheme } = this.#options.naming;
    const isShaped = candidates.some((each) => scheme.parse(each) !== undefined);
    const source = this.#findPlain(candidates, isShaped);
    if (source !== undefined) {
      const { filePath } = source;
      return { kind: 'source', filePath, tag: this.#options.proof.tagOf(filePath) };
    }
    return isShaped ? { kind: 'stranger' } : undefined;
  }

  /** Checks whether a URL path is a name of ours, as far as that can be told without converting. */
  isVersioned(urlPath: string): boolean {
    const { head } = splitSuffix(urlPath);
    const isOwn = () =>
      this.#outputOf(head) !== undefined ||
      parsePath(head).candidates.some((each) => this.#wouldBe(each));
    return this.#options.proof.quickly(isOwn).value;
  }

  /** Checks whether a name was made here and is gone, or is what a source is copied to. */
  #wouldBe(urlPath: string): boolean {
    const name = this.names.nameOf(urlPath);
    if (name === undefined) return false;
    const isGone = this.#options.outputs.findPath(name.outputPath) === undefined;
    if (isGone && this.names.madeAs(name).length > 0) return true;
    return this.#asItIs(name, -1) !== undefined;
  }

  #findListed(head: string): Proven | undefined {
    const { manifest, outputs, proof } = this.#options;
    const listed = manifest?.fileOfUri(head);
    const found = listed && outputs.findPath(listed.path);
    if (listed === undefined || found === undefined) return undefined;
    if (!proof.holds(found.filePath, listed.record)) return undefined;
    return { ...listed, filePath: found.filePath };
  }

  /** Opens a file that was found, for whoever closes it; it is proven to lie below the roots. */
  open(filePath: string): OpenFile {
    return this.#options.outputs.open(filePath);
  }

  #findOutput(urlPath: string): Served | undefined {
    const path = this.names.outputPath(urlPath);
    const name = this.names.nameOf(urlPath);
    const isNone = name === undefined && this.#options.naming.scheme.isReadable;
    if (path === undefined || isNone) return undefined;
    const made = name && this.#madeNow(name);
    const filePath = made?.filePath ?? this.#madeBefore(path);
    if (filePath === undefined) return undefined;
    return this.#output({ path: made?.path ?? path, filePath, version: name?.version ?? path });
  }

  #output({ path, filePath, version }: Proven): ServedFile {
    const precompressed = (extension: string) => this.#compressed(path + extension, filePath);
    return { kind: 'output', filePath, version, precompressed };
  }

  #compressed(path: string, filePath: string): string | undefined {
    const { outputs, proof } = this.#options;
    const found = outputs.findPath(path);
    if (found === undefined) return undefined;
    const { value, left } = proof.quickly(() => proof.isCompressed(path, found.filePath, filePath));
    // what is large is sent as it is until then
    if (left.length > 0) void proof.hashLeft(left);
    return value ? found.filePath : undefined;
  }

  /** Its path is another than the name's where it has a shorter version here. */
  #madeNow(name: OutputName): Omit<Proven, 'version'> | undefined {
    const { proof } = this.#options;
    const made = this.names.madeAs(name).find((each) => proof.holds(each.filePath, each));
    if (made !== undefined) return made;
    // a large file need not be copied for a request
    const filePath = this.#asItIs(name, LARGEST_BYTES);
    return filePath === undefined ? undefined : { path: name.outputPath, filePath };
  }

  /** Finds a source that has the bytes that its versioned name says, and more of them than so many. */
  #asItIs({ path, version }: OutputName, moreThanBytes: number): string | undefined {
    const { roots, naming, proof, conversionFor } = this.#options;
    const source = roots.findPath(path);
    if (source === undefined || sizeOf(source.identity) <= moreThanBytes) return undefined;
    const conversion = conversionFor([path], false);
    if (conversion.kind !== 'other' || naming.isAsIs(conversion)) return undefined;
    return isOfCopy({ naming, proof }, source, version) ? source.filePath : undefined;
  }

  /** An old version that is still on disk, or one that another server has made there. */
  #madeBefore(outputPath: string): string | undefined {
    const found = this.#options.outputs.findPath(outputPath);
    if (found === undefined) return undefined;
    return isOwnOutput(this.#options, outputPath, found.filePath) ? found.filePath : undefined;
  }

  /** Below `outDir`, what has the shape of an output and is not proven to be one is not served. */
  #findPlain(candidates: readonly CheckedPath[], isShaped: boolean): FoundSource | undefined {
    const { roots, outputs } = this.#options;
    const parsed = { candidates, suffix: '' };
    return roots.find(parsed) ?? (isShaped ? undefined : outputs.find(parsed));
  }
}
