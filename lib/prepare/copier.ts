// Publishes files that need no conversion: found, read, hashed and written, and nothing else.
import * as path from 'node:path';
import { kindOf } from '../convert/conversion.ts';
import type { Copied } from '../convert/copied.ts';
import { contentHash, integrityOf } from '../core/names.ts';
import { NAMED_SCHEMES, type SchemeName, type VersionScheme } from '../core/version-scheme.ts';
import type { DiskTools } from '../files/disk.ts';
import { modifiedSeconds } from '../files/identity.ts';
import { Publisher, type PublisherOptions } from '../files/publish.ts';
import { type Root, Roots } from '../files/roots.ts';
import { loadSource } from '../files/source.ts';

/** Where files are found and published. It can be sent to another thread. */
export interface CopySite extends Pick<PublisherOptions, 'outDir' | 'publish'> {
  readonly roots: readonly Root[];
  readonly naming: SchemeName;
  readonly wantsIntegrity: boolean;
}

/** What became of each path; `undefined` for one that has to be looked at as any other. */
export type Copies = readonly (Copied | undefined)[];

const IMPORTING = ['import', 'export'];

export class Copier {
  readonly #options: DiskTools;
  readonly #roots: Roots;
  readonly #publisher: Publisher;
  readonly #scheme: VersionScheme;
  readonly #wantsIntegrity: boolean;

  constructor({ roots, naming, wantsIntegrity, ...site }: CopySite, options: DiskTools) {
    this.#options = options;
    this.#roots = new Roots(roots, options.disk);
    this.#publisher = new Publisher({ ...site, ...options, roots });
    this.#scheme = NAMED_SCHEMES[naming];
    this.#wantsIntegrity = wantsIntegrity;
  }

  copyAll(paths: readonly string[]): Copies {
    return this.#roots.together(() => paths.map((each) => this.#tryCopy(each)));
  }

  #tryCopy(named: string): Copied | undefined {
    try {
      return this.#copy(named);
    } catch {
      // whoever looks at it next meets the same problem, and says so
      return undefined;
    }
  }

  #copy(named: string): Copied | undefined {
    const found = this.#roots.findPath(named);
    if (found === undefined) return undefined;
    const loaded = loadSource(this.#roots, found, this.#options.now());
    const { bytes, ...source } = loaded;
    // it names no other file, where neither word is in it
    const mayImport = kindOf(named) === 'js' && IMPORTING.some((word) => bytes.includes(word));
    if (mayImport) return undefined;
    const hash = contentHash(bytes);
    const seconds = modifiedSeconds(source.identity);
    const basis = { hash, newestSeconds: seconds, isPlain: true };
    const output = this.#scheme.write(named, this.#scheme.versionOf(basis));
    const filePath = this.#publisher.locate(output, path.dirname(found.filePath));
    // what else lies there has to be looked at more closely
    const isTaken = this.#publisher.has(filePath);
    if (isTaken && !this.#publisher.holds(filePath, bytes, loaded)) return undefined;
    const published = this.#publisher.publish(filePath, bytes, loaded);
    const sizeBytes = bytes.length;
    const copied = { ...source, hash, sizeBytes, modifiedSeconds: seconds, published };
    return this.#wantsIntegrity ? { ...copied, integrity: integrityOf(bytes) } : copied;
  }
}
