// What a manifest tells of modules: which there are, never what they import.
import type { ManifestCatalog } from './manifest-catalog.ts';
import type { ModuleGraph } from './module-graph.ts';

export class ManifestModules implements ModuleGraph {
  readonly #manifest: ManifestCatalog;

  constructor(manifest: ManifestCatalog) {
    this.#manifest = manifest;
  }

  pathOf(reference: string): string | undefined {
    return this.#manifest.has(reference) ? reference : undefined;
  }

  importsOf(): undefined {
    return undefined;
  }

  modulesIn(folder: string): readonly string[] | undefined {
    // outputs may lie below a prefix
    for (const { path } of this.#manifest.compressible()) {
      if (path.includes(folder)) return undefined;
    }
    return [];
  }
}
