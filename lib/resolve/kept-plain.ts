// Which modules of a page stay plain because they share one with what is loaded plain.
import type { ModuleGraph } from './module-graph.ts';

export interface KeptPlainOptions {
  /** Paths of modules that surely load plain. */
  readonly plain: readonly string[];
  /** Paths of modules that the page could load by their versioned URLs. */
  readonly entries: readonly string[];
  /** Checks whether a module may be loaded plain by what the page names. */
  readonly isNamed: (path: string) => boolean;
  readonly modules: ModuleGraph;
}

/**
 * Lists the paths of all modules that load plain. What is plain loads its own imports plain, so each
 * entry that shares one of them is plain, too, with all that it loads.
 *
 * @returns `undefined` where the imports of a module can't be known.
 */
export function keptPlain(options: KeptPlainOptions): ReadonlySet<string> | undefined {
  const { plain, entries, isNamed, modules } = options;
  const kept = reachedFrom(plain, modules);
  const graphs = entries.map((entry) => reachedFrom([entry], modules));
  // where nothing of ours is plain, what can't be known shares nothing
  const isUnknown = plain.length > 0 && graphs.includes(undefined);
  if (kept === undefined || isUnknown) return undefined;
  let left = graphs.filter((graph) => graph !== undefined);
  for (let before = -1; before !== kept.size; ) {
    before = kept.size;
    left = left.filter((graph) => {
      const isShared = [...graph].some((path) => kept.has(path) || isNamed(path));
      if (isShared) for (const path of graph) kept.add(path);
      return !isShared;
    });
  }
  return kept;
}

function reachedFrom(paths: readonly string[], modules: ModuleGraph): Set<string> | undefined {
  const reached = new Set(paths);
  // a set gives what is added meanwhile, too
  for (const path of reached) {
    const imports = modules.importsOf(path);
    if (imports === undefined) return undefined;
    for (const each of imports) reached.add(each);
  }
  return reached;
}
