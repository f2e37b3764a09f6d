// Copies of sources whose plain URL is handed out, for a server that only has `outDir`.
import type { Naming } from '../convert/naming.ts';
import type { Request } from '../convert/request.ts';
import { BoundedMemory } from '../core/bounded-memory.ts';
import type { Publisher } from '../files/publish.ts';
import type { Roots } from '../files/roots.ts';
import { loadSource } from '../files/source.ts';
import type { AskedPath } from './argument.ts';

const MOST_BYTES = 4_000_000;
const REQUEST_BYTES = 200;

export interface PlainCopiesOptions {
  readonly roots: Roots;
  readonly naming: Naming;
  readonly publisher: Publisher;
  readonly now: () => number;
}

export class PlainCopies {
  readonly #options: PlainCopiesOptions;
  /** The texts of paths that were copied. */
  readonly #copied = new BoundedMemory<Request>({
    mostBytes: MOST_BYTES,
    sizeOf: () => REQUEST_BYTES,
  });

  constructor(options: PlainCopiesOptions) {
    this.#options = options;
  }

  /** Tells whether the file that a path means was copied, or need not be. */
  has(text: string): boolean {
    return this.#copied.get(text) !== undefined;
  }

  /**
   * Copies the sources of a request below `outDir`, where there is one.
   *
   * @throws `StaticfileError` when one can't be read or written.
   */
  copy(text: string, request: Request): void {
    this.#copied.set(text, request);
    if (this.#options.publisher.outDir === undefined) return;
    for (const path of request.paths) this.#copyOne(path);
  }

  /** Copies what a path means, if that can be done. */
  tryCopy({ key }: AskedPath, find: () => Request): void {
    if (this.has(key)) return;
    try {
      this.copy(key, find());
    } catch {
      // the disk that refused the output refuses this too, and that was said
    }
  }

  #copyOne(path: string): void {
    const { roots, naming, publisher, now } = this.#options;
    const found = roots.findPath(path);
    if (found === undefined) return;
    const source = loadSource(roots, found, now());
    publisher.publish(naming.locate(path, [found]), source.bytes, source);
  }
}
