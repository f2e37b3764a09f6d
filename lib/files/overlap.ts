// Where outputs and sources lie in the same folders, a file there may be either.
import * as path from 'node:path';
import type { Disk } from './disk.ts';
import type { Root } from './roots.ts';

export interface OverlapOptions {
  /** Absent: outputs lie beside their sources. */
  readonly outDir: string | undefined;
  readonly roots: readonly Root[];
  readonly disk: Disk;
}

export class Overlap {
  readonly #options: OverlapOptions;
  #isAny: boolean | undefined;

  constructor(options: OverlapOptions) {
    this.#options = options;
  }

  /** Some outputs lie where sources are looked for. */
  get isAny(): boolean {
    this.#isAny ??= this.#overlaps();
    return this.#isAny;
  }

  /** Checks whether a file that is there lies where sources are looked for. */
  has(filePath: string): boolean {
    if (!this.isAny) return false;
    const real = this.#realOf(filePath);
    return this.#roots().some((root) => isBelow(real, root));
  }

  #overlaps(): boolean {
    const { outDir } = this.#options;
    if (outDir === undefined) return true;
    const real = this.#realOf(outDir);
    return this.#roots().some((root) => isBelow(real, root) || isBelow(root, real));
  }

  #roots(): string[] {
    return this.#options.roots.map(({ dir }) => this.#realOf(dir));
  }

  /** A folder that is not there yet lies in the first one above that is. */
  #realOf(file: string): string {
    const whole = path.resolve(file);
    try {
      return this.#options.disk.realpathSync.native(whole);
    } catch {
      const parent = path.dirname(whole);
      return parent === whole ? whole : path.join(this.#realOf(parent), path.basename(whole));
    }
  }
}

/** Hidden names are no sources. */
function isBelow(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  if (path.isAbsolute(way)) return false;
  return way.split(path.sep).every((each) => !each.startsWith('.') || each === '.well-known');
}
