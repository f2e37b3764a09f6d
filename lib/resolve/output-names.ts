// What a URL path names, as far as its shape tells: a version, and what that may be a version of.
import { type Conversion, type ConversionFor, isMinifiable } from '../convert/conversion.ts';
import type { Converter } from '../convert/converter.ts';
import type { Naming } from '../convert/naming.ts';
import type { OutputFile } from '../convert/output.ts';
import type { VersionedPath } from '../core/version-scheme.ts';
import type { Combinations } from './combinations.ts';

export interface OutputNamesOptions {
  readonly naming: Naming;
  readonly converter: Converter;
  readonly combinations: Combinations;
  readonly conversionFor: ConversionFor;
}

/** A name of our shape, taken apart. */
export interface OutputName extends VersionedPath {
  /** Below `outDir`. */
  readonly outputPath: string;
}

const MAP = '.map';

export class OutputNames {
  readonly #options: OutputNamesOptions;
  readonly #namePrefix: string;

  constructor(options: OutputNamesOptions, namePrefix: string) {
    this.#options = options;
    this.#namePrefix = namePrefix;
  }

  /** Returns the output's path of a URL path, `undefined` for one without our prefix. */
  outputPath(urlPath: string): string | undefined {
    const prefix = this.#namePrefix;
    return urlPath.startsWith(`${prefix}/`) ? urlPath.slice(prefix.length) : undefined;
  }

  /** Takes a name of our shape apart, `undefined` for any other. */
  nameOf(urlPath: string): OutputName | undefined {
    const outputPath = this.outputPath(urlPath);
    const named = outputPath && this.#options.naming.scheme.parse(outputPath);
    return named ? { ...named, outputPath } : undefined;
  }

  /** Lists what a name without its version may stand for. */
  conversionsFor(plainPath: string): Conversion[] {
    const all = this.#conversionsFor(plainPath);
    if (!plainPath.endsWith(MAP)) return all;
    // whoever asks for a map has the script or sheet
    const mapped = this.#conversionsFor(plainPath.slice(0, -MAP.length));
    return [...mapped.filter(({ kind }) => isMinifiable(kind)), ...all];
  }

  /**
   * Finds the files that this process has made last under a name, or was told of by the cache; or that
   * another server had to give this name, because the short one was taken there.
   */
  madeAs(name: OutputName): OutputFile[] {
    const { converter, naming } = this.#options;
    return this.conversionsFor(name.path).flatMap((conversion) => {
      const output = converter.current(conversion.key);
      if (output === undefined) return [];
      const { files, isUnversioned, record } = output;
      const plainPath = naming.plainPath(conversion);
      return files.filter(({ path, hash }, at) => {
        if (path === name.outputPath) return true;
        const isNamed = name.path === (at === 0 ? plainPath : plainPath + MAP);
        if (!isNamed || isUnversioned) return false;
        return naming.isLongVersionOf(hash, record.newestSeconds, name.version);
      });
    });
  }

  #conversionsFor(plainPath: string): Conversion[] {
    const { combinations, conversionFor } = this.#options;
    const members = combinations.get(plainPath);
    const paths = members ? [[plainPath], members] : [[plainPath]];
    const plain = paths.map((each) => conversionFor(each, false));
    const slim = paths.map((each) => conversionFor(each, true)).filter(({ isSlim }) => isSlim);
    return [...plain, ...slim];
  }
}
