// The texts that outputs are made of, and what has to be minified of them: sources, and all that these import.
import { attempt } from '../core/attempt.ts';
import { toByteText } from '../core/byte-text.ts';
import type { Reference } from '../core/references.ts';
import { isLocalReference } from '../core/urls.ts';
import type { FoundSource, Roots } from '../files/roots.ts';
import type { MinifyTask, TextMinifier } from '../minify/text-minifier.ts';
import { type Conversion, type ConversionFor, isMinifiable, kindOf } from './conversion.ts';
import { findSource, type OwnNames } from './find.ts';
import type { Naming } from './naming.ts';
import type { Records } from './records.ts';

export interface SlimTasksOptions {
  readonly roots: Roots;
  readonly names: OwnNames;
  readonly naming: Pick<Naming, 'isAsIs'>;
  readonly records: Records;
  readonly conversionFor: ConversionFor;
  readonly minifier: TextMinifier;
}

export type FindLater = (
  kind: 'css' | 'js',
  text: string,
) => readonly Reference[] | Promise<readonly Reference[]>;

/** What has to be done before sources can be converted without keeping others waiting. */
export interface SlimTasks {
  readonly tasks: readonly MinifyTask[];
  /** All conversions that were looked at: before each those that refer to it. */
  readonly conversions: readonly Conversion[];
}

/** Lists what has to be minified for conversions, and what they import; what the cache knows is left out. */
export async function slimTasks(
  conversions: readonly Conversion[],
  options: SlimTasksOptions,
  find: FindLater,
): Promise<SlimTasks> {
  const { roots, conversionFor, naming } = options;
  const tasks = new Map<string, MinifyTask>();
  const seen = new Map<string, Conversion>();
  const queue = conversions.filter(({ kind }) => isMinifiable(kind));
  for (let conversion = queue.shift(); conversion !== undefined; conversion = queue.shift()) {
    if (seen.has(conversion.key) || naming.isAsIs(conversion)) continue;
    seen.set(conversion.key, conversion);
    const { isSlim } = conversion;
    const found = conversion.paths.flatMap((path) => roots.findPath(path) ?? []);
    if (isKnown(conversion, found, options)) continue;
    for (const source of found) {
      const { task, imports } = await readSource(source, options, find);
      if (task !== undefined && isSlim) tasks.set(source.path, task);
      const others = imports.map((path) => conversionFor([path], isSlim));
      queue.push(...others.filter((each) => isMinifiable(each.kind) && each.isSlim === isSlim));
    }
  }
  return { tasks: [...tasks.values()], conversions: [...seen.values()] };
}

function isKnown(
  conversion: Conversion,
  found: readonly FoundSource[],
  { records }: SlimTasksOptions,
): boolean {
  const known = records.load(conversion, found);
  return known?.sources.every(({ identity }, at) => identity === found[at]?.identity) === true;
}

async function readSource(
  { path, filePath }: FoundSource,
  { minifier, roots, names }: SlimTasksOptions,
  find: FindLater,
): Promise<{ task?: MinifyTask | undefined; imports: string[] }> {
  const kind = kindOf(path);
  if (!isMinifiable(kind)) return { imports: [] };
  const text = attempt(() => toByteText(roots.read(filePath)));
  // the conversion says what is wrong with it
  if (typeof text !== 'string') return { imports: [] };
  const references = await find(kind, text);
  const imports = references.flatMap(({ value }) => {
    if (!isLocalReference(value)) return [];
    return findSource(roots, roots.resolve(path, value), names)?.path ?? [];
  });
  return { task: minifier.taskOf(kind, path, text), imports };
}
