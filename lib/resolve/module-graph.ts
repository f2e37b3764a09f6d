// What modules import, read from their sources: nothing is converted for it.
import { findModuleReferences, moduleProblem } from '../core/js/module-references.ts';
import { resolveReference } from '../core/urls.ts';
import { below } from '../files/below.ts';
import type { Disk } from '../files/disk.ts';
import type { FoundSource, Roots } from '../files/roots.ts';
import { loadSource } from '../files/source.ts';
import { filesBelow } from '../files/walk.ts';

/** Modules by their paths, decoded. Each answer is `undefined` where it can't be known. */
export interface ModuleGraph {
  /** Returns the path of the file that a reference of a page leads to. */
  pathOf(reference: string): string | undefined;
  /** Lists the modules that a module names, in whatever way. */
  importsOf(path: string): readonly string[] | undefined;
  /** Lists the modules below a folder: `/lib/`. */
  modulesIn(folder: string): readonly string[] | undefined;
}

export interface SourceModulesOptions {
  readonly roots: Roots;
  readonly disk: Disk;
  readonly now: () => number;
  readonly locate: (path: string) => FoundSource | undefined;
}

interface Known {
  readonly identity: string;
  readonly imports: readonly string[] | undefined;
}

/** The whole of three.js has 700. */
const MOST_IN_FOLDER = 1000;

export class SourceModules implements ModuleGraph {
  readonly #options: SourceModulesOptions;
  readonly #known = new Map<string, Known>();

  constructor(options: SourceModulesOptions) {
    this.#options = options;
  }

  pathOf(reference: string): string | undefined {
    return this.#options.locate(reference)?.path;
  }

  importsOf(path: string): readonly string[] | undefined {
    const { roots, now } = this.#options;
    if (!/\.[cm]?js$/.test(path)) return [];
    try {
      const found = roots.findPath(path);
      if (found === undefined) return [];
      const known = this.#known.get(path);
      if (known?.identity === found.identity) return known.imports;
      const { bytes, identity } = loadSource(roots, found, now());
      const imports = this.#importsIn(path, bytes.toString('latin1'));
      this.#known.set(path, { identity, imports });
      return imports;
    } catch {
      return undefined;
    }
  }

  #importsIn(path: string, byteText: string): string[] | undefined {
    if (moduleProblem(byteText) !== undefined) return undefined;
    const found = findModuleReferences(byteText).map(({ value }) =>
      this.#options.roots.find(resolveReference(path, value)),
    );
    return found.flatMap((each) => (each && isModulePath(each.path) ? [each.path] : []));
  }

  modulesIn(folder: string): readonly string[] | undefined {
    // a whole site is more than a page can wait for
    if (folder === '/') return undefined;
    const { roots, disk } = this.#options;
    try {
      const found = roots.all.flatMap(({ dir, at }) => {
        if (`${at}/`.startsWith(folder)) return modulesBelow(dir, at, disk);
        if (!folder.startsWith(`${at}/`)) return [];
        const inside = below(dir, folder.slice(at.length));
        const isThere = disk.statSync(inside, { throwIfNoEntry: false })?.isDirectory();
        return isThere ? modulesBelow(inside, folder.slice(0, -1), disk) : [];
      });
      return found.length > MOST_IN_FOLDER ? undefined : found;
    } catch {
      return undefined;
    }
  }
}

function modulesBelow(dir: string, at: string, disk: Disk): string[] {
  return filesBelow(dir, disk, () => false)
    .map((name) => at + name)
    .filter(isModulePath);
}

function isModulePath(path: string): boolean {
  return /\.(?:[cm]?js|json)$/.test(path);
}
