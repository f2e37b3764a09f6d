// What modules import, read from their sources: nothing is converted for it, and a manifest does not tell it.
import { findModuleReferences, moduleProblem } from '../core/js/module-references.ts';
import { below } from '../files/below.ts';
import type { Disk } from '../files/disk.ts';
import { loadSource, type SourceAccess } from '../files/source.ts';
import { filesBelow } from '../files/walk.ts';
import type { ManifestCatalog } from './manifest-catalog.ts';

/** Modules by their paths, decoded. Each answer is `undefined` where it can't be known. */
export interface ModuleGraph {
  /** Returns the path of the file that a reference of a page leads to. */
  pathOf(reference: string): string | undefined;
  /** Lists the modules that a module names, in whatever way. */
  importsOf(path: string): readonly string[] | undefined;
  /** Lists the modules below a folder: `/lib/`; all, or those that are meant. */
  modulesIn(folder: string, isMeant?: (path: string) => boolean): readonly string[] | undefined;
}

export interface SourceModulesOptions extends SourceAccess {
  readonly disk: Disk;
}

interface Known {
  readonly identity: string;
  readonly imports: readonly string[] | undefined;
}

/** The whole of three.js has 700. */
const MOST_IN_FOLDER = 1000;
/** A larger site is more than a page can wait for. */
const MOST_LOOKED_AT = 5000;

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
    const { roots } = this.#options;
    const found = findModuleReferences(byteText).map(({ value }) =>
      roots.find(roots.resolve(path, value)),
    );
    return found.flatMap((each) => (each && isModulePath(each.path) ? [each.path] : []));
  }

  modulesIn(folder: string, isMeant = (_path: string) => true): readonly string[] | undefined {
    const found: string[] = [];
    let left = MOST_LOOKED_AT;
    try {
      for (const path of this.#filesIn(folder)) {
        if (isModulePath(path) && isMeant(path)) found.push(path);
        left -= 1;
        if (left === 0 || found.length > MOST_IN_FOLDER) return undefined;
      }
      return found;
    } catch {
      return undefined;
    }
  }

  *#filesIn(folder: string): Generator<string> {
    const { roots, disk } = this.#options;
    for (const { dir, at } of roots.all) {
      const isAround = folder.startsWith(`${at}/`);
      const top = isAround ? below(dir, folder.slice(at.length)) : dir;
      const isMeant = isAround || `${at}/`.startsWith(folder);
      const stats = isMeant ? disk.statSync(top, { throwIfNoEntry: false }) : undefined;
      if (!stats?.isDirectory()) continue;
      const above = isAround ? folder.slice(0, -1) : at;
      for (const name of filesBelow(top, disk, () => false)) yield above + name;
    }
  }
}

/** Checks whether a module may import what lies there. */
export function isModulePath(path: string): boolean {
  return /\.(?:[cm]?js|json)$/.test(path);
}

/** A manifest tells which modules there are, never what they import. */
export function manifestModules(manifest: ManifestCatalog): ModuleGraph {
  return {
    pathOf: (reference) => (manifest.has(reference) ? reference : undefined),
    importsOf: () => undefined,
    modulesIn: (folder, isMeant = () => true) => {
      // outputs may lie below a prefix
      const isAny = [...manifest.paths()].some((path) => path.includes(folder) && isMeant(path));
      return isAny ? undefined : [];
    },
  };
}
