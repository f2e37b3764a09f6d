// Copies of sources whose plain URL is handed out, for a server that only has `outDir`.
import type { Naming } from '../convert/naming.ts';
import type { Request } from '../convert/request.ts';
import type { Reporter } from '../core/report.ts';
import { errorText } from '../errors.ts';
import type { Disk } from '../files/disk.ts';
import type { Publisher } from '../files/publish.ts';
import type { Roots } from '../files/roots.ts';
import { loadSource } from '../files/source.ts';

export interface PlainCopiesOptions {
  readonly roots: Roots;
  readonly naming: Naming;
  readonly publisher: Publisher;
  readonly disk: Disk;
  readonly reporter: Reporter;
  readonly now: () => number;
}

export class PlainCopies {
  readonly #options: PlainCopiesOptions;
  readonly #copied = new Map<string, string>();

  constructor(options: PlainCopiesOptions) {
    this.#options = options;
  }

  /** Copies the sources of a request below `outDir`, where there is one and they have changed. */
  copy({ paths }: Request, recheck: boolean): void {
    const { publisher, reporter } = this.#options;
    if (publisher.outDir === undefined) return;
    for (const path of paths) {
      if (this.#copied.has(path) && !recheck) continue;
      try {
        this.#copyOne(path);
      } catch (error) {
        reporter.warnOnce(`copy ${path}`, `Cannot copy "${path}": ${errorText(error)}`);
      }
    }
  }

  #copyOne(path: string): void {
    const { roots, naming, publisher, disk, now } = this.#options;
    const found = roots.find({ candidates: [path], suffix: '' });
    if (found === undefined || this.#copied.get(path) === found.identity) return;
    const source = loadSource(disk, found, now());
    publisher.publish(naming.locate(path, [found]), source.bytes, source);
    this.#copied.set(path, source.identity);
  }
}
