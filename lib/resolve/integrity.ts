// Subresource integrity: the hash that a browser compares the served bytes with.
import { contentHash, type IntegrityAlgorithm, integrityOf } from '../core/names.ts';
import type { Reporter } from '../core/report.ts';
import { errorText, quote } from '../errors.ts';
import type { Disk } from '../files/disk.ts';
import type { ServedOutput } from './served-output.ts';

/** A URL that also knows the integrity of what it leads to; it prints as the URL. */
export class StaticfileUrl extends String {
  readonly url: string;
  /** `sha384-…` of the bytes served; empty where there is no output. */
  readonly integrity: string;

  constructor(url: string, integrity: string) {
    super(url);
    this.url = url;
    this.integrity = integrity;
  }

  /** A deep clone is no String object any more, and prints as the URL still. */
  override toString(): string {
    return this.url;
  }

  override valueOf(): string {
    return this.url;
  }
}

/** @internal */
export class Integrity {
  readonly #disk: Disk;
  readonly #reporter: Reporter;
  readonly #known = new WeakMap<ServedOutput, string>();

  constructor(disk: Disk, reporter: Reporter) {
    this.#disk = disk;
    this.#reporter = reporter;
  }

  /** Computes the integrity of an output's bytes, once; empty when it can't be read. */
  of(output: ServedOutput | undefined, algorithm?: IntegrityAlgorithm): string {
    if (output === undefined) return '';
    const { filePath, contentHash: hash } = output;
    if (algorithm !== undefined && algorithm !== 'sha384')
      return this.ofFile({ filePath, hash }, algorithm);
    const known = output.integrity ?? this.#known.get(output);
    const integrity = known ?? this.ofFile({ filePath, hash });
    if (integrity !== '') this.#known.set(output, integrity);
    return integrity;
  }

  /** Notes the integrity of an output that was computed when it was made. */
  remember(output: ServedOutput, integrity: string): void {
    this.#known.set(output, integrity);
  }

  /** Computes the integrity of a file that was made with this hash; empty when it has others bytes. */
  ofFile(
    { filePath, hash }: { filePath: string; hash: string | undefined },
    algorithm?: IntegrityAlgorithm,
  ): string {
    try {
      const bytes = this.#disk.readFileSync(filePath);
      if (hash !== undefined && contentHash(bytes) !== hash) throw new Error('it was edited');
      return integrityOf(bytes, algorithm);
    } catch (error) {
      const message = `Cannot read ${quote(filePath)} for its integrity: ${errorText(error)}.`;
      this.#reporter.warnOnce(`integrity ${filePath}`, message);
      return '';
    }
  }
}
