// Copies of sources whose plain URL is handed out, and of what they name, for a server that only has `outDir`.
import { type Conversion, conversionOf, kindOf } from '../convert/conversion.ts';
import type { Naming } from '../convert/naming.ts';
import type { TextReferences } from '../convert/text-references.ts';
import { attempt } from '../core/attempt.ts';
import { BoundedMemory } from '../core/bounded-memory.ts';
import { toByteText } from '../core/byte-text.ts';
import { isLocalReference } from '../core/urls.ts';
import type { Publisher } from '../files/publish.ts';
import type { Roots } from '../files/roots.ts';
import { type LoadedSource, loadSource } from '../files/source.ts';
import type { AskedPath } from './argument.ts';

const MOST_BYTES = 4_000_000;
const REQUEST_BYTES = 200;

export interface PlainCopiesOptions {
  /** Sources are looked at again each time. */
  readonly debug: boolean;
  readonly enabled: boolean;
  readonly references: Pick<TextReferences, 'find'>;
  readonly roots: Roots;
  readonly naming: Naming;
  readonly publisher: Publisher;
  readonly now: () => number;
}

export class PlainCopies {
  readonly #options: PlainCopiesOptions;
  readonly #keepsNames: boolean;
  /** The texts of paths that were copied. */
  readonly #copied = new BoundedMemory<Conversion>({
    mostBytes: MOST_BYTES,
    sizeOf: () => REQUEST_BYTES,
  });

  readonly #files = new Set<string>();
  /** The files whose references were looked at, because they are converted. */
  readonly #converted = new Set<string>();

  /** @param keepsNames - Some files keep their names though others get versions. */
  constructor(options: PlainCopiesOptions, keepsNames: boolean) {
    this.#options = options;
    this.#keepsNames = keepsNames;
  }

  /** Checks whether the file that a path means was copied, or need not be. */
  has(text: string): boolean {
    return this.#copied.get(text) !== undefined;
  }

  /**
   * Copies the sources of a conversion below `outDir`, where there is one, and all that they refer to.
   *
   * @throws `StaticfileError` when one can't be read or written.
   */
  copy(text: string, conversion: Conversion): void {
    this.#copied.set(text, conversion);
    if (this.#options.publisher.outDir === undefined) return;
    const done = this.#options.debug ? new Set<string>() : this.#files;
    this.#copyAll(
      conversion.paths.flatMap((path) => this.#copyOne(path, done)),
      done,
    );
  }

  /** Copies files that were named, and all that they name. */
  #copyAll(named: string[], done: Set<string>): void {
    for (let path = named.pop(); path !== undefined; path = named.pop()) {
      const one = path;
      // what is not there, or can't be copied, the page lacks anyway
      const more = attempt(() => this.#copyOne(one, done));
      if (Array.isArray(more)) for (const each of more) named.push(each);
    }
  }

  /** Copies what keeps its name of all that a converted file refers to, with all that it names. */
  copyBelow(conversion: Conversion): void {
    const { debug, enabled, publisher, naming } = this.#options;
    if (publisher.outDir === undefined || (enabled && !this.#keepsNames)) return;
    const done = debug ? new Set<string>() : this.#files;
    const seen = debug ? new Set<string>() : this.#converted;
    const left = [...conversion.paths];
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      for (const each of this.#namedBy(path)) {
        if (enabled && !naming.isAsIs(conversionOf([each]))) left.push(each);
        else this.#copyAll([each], done);
      }
    }
  }

  #namedBy(path: string): string[] {
    const { roots, now } = this.#options;
    const found = roots.findPath(path);
    if (found === undefined || kindOf(path) === 'other') return [];
    const named = attempt(() => this.#namedIn(loadSource(roots, found, now())));
    return Array.isArray(named) ? named : [];
  }

  /** Copies what a path means, if that can be done. */
  tryCopy({ key }: AskedPath, find: () => Conversion): void {
    if (this.has(key)) return;
    try {
      this.copy(key, find());
    } catch {
      // the disk that refused the output refuses this too, and that was said
    }
  }

  /** Copies a file, once; returns the paths that it names. */
  #copyOne(path: string, done: Set<string>): string[] {
    const { roots, naming, publisher, now } = this.#options;
    const found = done.has(path) ? undefined : roots.findPath(path);
    if (found === undefined) return [];
    const source = loadSource(roots, found, now());
    publisher.publish(naming.locate(path, [found]), source.bytes, source);
    done.add(path);
    return this.#namedIn(source);
  }

  #namedIn({ path, bytes }: LoadedSource): string[] {
    const kind = kindOf(path);
    if (kind === 'other') return [];
    const { references, roots } = this.#options;
    return references.find(kind, toByteText(bytes)).flatMap(({ value }) => {
      if (!isLocalReference(value)) return [];
      return roots.find(roots.resolve(path, value))?.path ?? [];
    });
  }
}
