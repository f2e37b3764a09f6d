// What a manifest tells of modules: which there are, never what they import.
import type { ManifestCatalog } from './manifest-catalog.ts';
import type { ModuleGraph } from './module-graph.ts';

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
