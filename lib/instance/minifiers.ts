// Chooses the minifiers that the option `minify` names, and loads those that are modules.
import { didYouMean } from '../core/closest.ts';
import { contentHash } from '../core/names.ts';
import { optionError } from '../core/option-shapes.ts';
import { requireFrom } from '../core/require-from.ts';
import { quote } from '../errors.ts';
import type { Disk } from '../files/disk.ts';
import { engineAttempts, enginesFor, engineVersion } from '../minify/engines.ts';
import type { ChosenMinifier, MinifiedKind, Minifier, MinifyLevel } from '../minify/minifier.ts';
import {
  DEFAULT_MINIFY,
  type MinifyOption,
  type MinifyOptions,
  PAGE_ENGINE,
} from '../minify/options.ts';
import type { ChosenMinifiers } from '../minify/text-minifier.ts';
import { loadExport } from '../proxies/load.ts';

/** Where modules are looked for, and read from. */
export interface ModulePlace {
  readonly folder: string;
  readonly disk: Disk;
}

/** @throws `ERR_STATICFILE_OPTION` when an engine is not installed, or a module has no such export. */
export function chooseMinifiers(options: MinifyOptions, place: ModulePlace): ChosenMinifiers {
  const chosen: Partial<Record<MinifiedKind, ChosenMinifier>> = {};
  for (const kind of ['js', 'css', 'html'] as const) {
    const minifier = choose(kind, options[kind] ?? DEFAULT_MINIFY[kind], place);
    if (minifier !== undefined) chosen[kind] = minifier;
  }
  return chosen;
}

/** Returns what was chosen, in a text that differs where results may. */
export function nameOfChosen(chosen: ChosenMinifiers): string {
  return JSON.stringify(Object.entries(chosen).map(([kind, { name }]) => [kind, name]));
}

function choose(
  kind: MinifiedKind,
  option: MinifyOption,
  place: ModulePlace,
): ChosenMinifier | undefined {
  if (option === false) return undefined;
  if (typeof option === 'function')
    return {
      name: String(option),
      shownAs: `the function "minify.${kind}"`,
      attempts: [{ level: 'safe', minifier: option }],
    };
  const { engine, level = 'safe' } = typeof option === 'string' ? { engine: option } : option;
  if (isModule(engine)) return fromModule(engine, level, place);
  checkEngine(kind, engine);
  if (kind === 'html') return { name: engine, attempts: [] };
  return fromEngine(engine, level);
}

/** Whatever is no name of an engine; see `MinifierModule`. */
function isModule(engine: string): boolean {
  return engine.startsWith('./') || engine.includes('#');
}

function checkEngine(kind: MinifiedKind, engine: string): void {
  const names = kind === 'html' ? [PAGE_ENGINE] : enginesFor(kind);
  if (names.includes(engine)) return;
  throw optionError(
    `The option "minify" names ${quote(engine)} for ${quote(kind)}. ${didYouMean(engine, names)}`,
  );
}

function fromEngine(name: string, level: MinifyLevel): ChosenMinifier {
  const attempts = engineAttempts(name, level);
  const shownAs = `${name} ${engineVersion(name)}`;
  return { name: `${shownAs} ${level}`, shownAs, attempts };
}

/** A module that is edited makes other results: its content is part of the name. */
function fromModule(
  specifier: string,
  level: MinifyLevel,
  { folder, disk }: ModulePlace,
): ChosenMinifier {
  const minifier = loadExport(specifier, folder, {
    code: 'ERR_STATICFILE_OPTION',
    what: 'minifier',
  }) as Minifier;
  const [file = ''] = specifier.split('#');
  const filePath = requireFrom(folder).resolve(file);
  const hash = contentHash(disk.readFileSync(filePath)).slice(0, 12);
  return { name: `${specifier} ${hash} ${level}`, attempts: [{ level, minifier }] };
}
