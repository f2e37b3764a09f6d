// The paths of all files below the roots, and those that a glob means.
import { attempt } from '../core/attempt.ts';
import { picomatch } from '../core/packages.cjs';
import { errorText, quote, StaticfileError } from '../errors.ts';
import { COMPRESSED } from '../files/compressed.ts';
import type { Disk } from '../files/disk.ts';
import type { Root, Roots } from '../files/roots.ts';
import { filesBelow } from '../files/walk.ts';

export interface SourcePathsOptions {
  readonly roots: Roots;
  readonly disk: Disk;
  /** Where outputs go; a folder in a root that is left out. */
  readonly outDir: string | undefined;
  /** Checks whether the file at a path is proven to be an output. */
  readonly isOutput: (path: string) => boolean;
}

export class SourcePaths {
  readonly #options: SourcePathsOptions;
  #all: readonly string[] | undefined;

  constructor(options: SourcePathsOptions) {
    this.#options = options;
  }

  /**
   * Lists the paths that a glob means: `/img/**`, with or without the leading slash.
   *
   * @throws `ERR_STATICFILE_UNREADABLE` where a root, or a folder in it, can't be read.
   */
  matching(glob: string): string[] {
    this.#all ??= this.#list();
    // with the slash, `/**/*.css` would not mean `/a.css`
    const isMatch = attempt(() => picomatch()(glob.replace(/^\//, '')));
    // what is too long for a glob is no file's name either
    if (isMatch instanceof Error) return [];
    return this.#all.filter((path) => isMatch(path.slice(1)));
  }

  #list(): string[] {
    const { roots, disk, outDir, isOutput } = this.#options;
    const realOutDir = attempt(() => outDir && disk.realpathSync.native(outDir));
    const isLeftOut = (realDir: string) => realDir === realOutDir || !roots.holdsFolder(realDir);
    const paths = roots.all.flatMap((root) =>
      readRoot(root, () => [...filesBelow(root.dir, disk, isLeftOut)]).map(
        (name) => root.at + name,
      ),
    );
    // outputs may lie beside their sources, or were written there before
    return [...new Set(paths)].filter((path) => !isOutput(path.replace(COMPRESSED, ''))).sort();
  }
}

/**
 * Lists the roots' entries, for nothing but to see that it can be done.
 *
 * @throws `ERR_STATICFILE_UNREADABLE` where it can't.
 */
export function checkRoots(roots: readonly Root[], disk: Disk): void {
  for (const root of roots) readRoot(root, () => disk.readdirSync(root.dir));
}

export function readRoot<T>({ dir }: Root, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw new StaticfileError(
      'ERR_STATICFILE_UNREADABLE',
      `Cannot read the root ${quote(dir)}: ${errorText(cause)}. ` +
        'Check "roots", and the rights of its folders.',
      { cause },
    );
  }
}
