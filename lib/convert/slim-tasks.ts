// The texts that slim outputs are made of: sources, and all that these import.

import { toByteText } from '../core/byte-text.ts';
import { findCssReferences } from '../core/css-references.ts';
import { findModuleReferences } from '../core/module-references.ts';
import { isLocalReference, resolveReference } from '../core/urls.ts';
import type { Roots } from '../files/roots.ts';
import type { FoundSource } from '../files/source.ts';
import type { MinifyTask, Slim } from '../minify/slim.ts';
import type { OwnNames } from './find.ts';
import { findSource } from './find.ts';
import type { Records } from './records.ts';
import { kindOf, type Request, type RequestFor } from './request.ts';

export interface SlimTasksOptions {
  readonly roots: Roots;
  readonly names: OwnNames;
  readonly records: Records;
  readonly requestFor: RequestFor;
  readonly slim: Slim;
}

/** Lists the texts that have to be minified for requests; what the cache knows is left out. */
export function slimTasks(requests: readonly Request[], options: SlimTasksOptions): MinifyTask[] {
  const { roots, requestFor } = options;
  const tasks = new Map<string, MinifyTask>();
  const seen = new Set<string>();
  const queue = requests.filter(({ isSlim }) => isSlim);
  for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
    if (seen.has(request.key)) continue;
    seen.add(request.key);
    const found = request.paths.flatMap((path) => roots.findPath(path) ?? []);
    if (isKnown(request, found, options)) continue;
    for (const source of found) {
      const { task, imports } = readSource(source, options);
      if (task !== undefined) tasks.set(source.path, task);
      queue.push(...imports.map((path) => requestFor([path], true)).filter(({ isSlim }) => isSlim));
    }
  }
  return [...tasks.values()];
}

function isKnown(
  request: Request,
  found: readonly FoundSource[],
  { records }: SlimTasksOptions,
): boolean {
  const known = records.load(request, found);
  return known?.sources.every(({ identity }, at) => identity === found[at]?.identity) === true;
}

function readSource(
  { path, filePath }: FoundSource,
  { slim, roots, names }: SlimTasksOptions,
): { task?: MinifyTask | undefined; imports: string[] } {
  const kind = kindOf(path);
  if (kind === 'other') return { imports: [] };
  try {
    const text = toByteText(roots.read(filePath));
    const find = kind === 'css' ? findCssReferences : findModuleReferences;
    const imports = find(text).flatMap(({ value }) => {
      if (!isLocalReference(value)) return [];
      return findSource(roots, resolveReference(path, value), names)?.path ?? [];
    });
    return { task: slim.taskOf(kind, path, text), imports };
  } catch {
    // the conversion says what is wrong with it
    return { imports: [] };
  }
}
