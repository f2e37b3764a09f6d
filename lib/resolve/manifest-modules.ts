// What a manifest tells of modules: which there are, never what they import.
import type { ManifestCatalog } from './manifest-catalog.ts';
import type { ModuleGraph } from './module-graph.ts';

export function manifestModules(manifest: ManifestCatalog): ModuleGraph {
  return {
    pathOf: (reference) => (manifest.has(reference) ? reference : undefined),
    importsOf: () => undefined,
    modulesIn: (folder) => {
      // outputs may lie below a prefix
      const isSome = [...manifest.compressible()].some(({ path }) => path.includes(folder));
      return isSome ? undefined : [];
    },
  };
}
