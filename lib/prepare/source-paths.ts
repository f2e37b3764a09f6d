// The paths of all files below the roots, and those that a glob means.
import type Picomatch from 'picomatch';
import type * as Tinyglobby from 'tinyglobby';
import { lazily } from '../core/load-package.ts';
import type { VersionScheme } from '../core/version-scheme.ts';
import type { Roots } from '../files/roots.ts';

const picomatch = lazily<typeof Picomatch>('picomatch');
const tinyglobby = lazily<typeof Tinyglobby>('tinyglobby');

export class SourcePaths {
  readonly #roots: Roots;
  readonly #scheme: VersionScheme;
  #all: readonly string[] | undefined;

  constructor(roots: Roots, scheme: VersionScheme) {
    this.#roots = roots;
    this.#scheme = scheme;
  }

  /** Lists the paths that a glob means: `/img/**`, with or without the leading slash. */
  matching(glob: string): string[] {
    this.#all ??= this.#list();
    const isMatch = picomatch()(glob.startsWith('/') ? glob : `/${glob}`);
    return this.#all.filter((path) => isMatch(path));
  }

  #list(): string[] {
    const paths = this.#roots.all.flatMap(({ dir, at }) =>
      tinyglobby()
        .globSync('**/*', { cwd: dir, ignore: ['**/node_modules/**'] })
        .map((name) => `${at}/${name}`),
    );
    const all = new Set(paths);
    return [...all].filter((path) => !this.#isOutput(path, all)).sort();
  }

  /** Without `outDir`, outputs lie beside their sources. */
  #isOutput(path: string, all: ReadonlySet<string>): boolean {
    const named = this.#scheme.parse(path.replace(/\.(?:br|gz)$/, ''));
    return named !== undefined && all.has(named.path.replace(/\.map$/, ''));
  }
}
