// Subresource integrity: the hash that a browser compares the served bytes with.
import { createHash } from 'node:crypto';
import type { Output } from '../convert/output.ts';
import type { Disk } from '../files/disk.ts';

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
}

export class Integrity {
  readonly #disk: Disk;
  readonly #known = new WeakMap<Output, string>();

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** Computes the integrity of an output's bytes, once. */
  of(output: Output): string {
    const known = this.#known.get(output);
    if (known !== undefined) return known;
    const bytes = this.#disk.readFileSync(output.filePath);
    const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
    this.#known.set(output, integrity);
    return integrity;
  }
}
