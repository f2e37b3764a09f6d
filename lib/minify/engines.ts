// The engines that can be named, each loaded when it is first needed.
import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import { once } from '../core/lazy.ts';
import { descriptions, engines, filePath, resolveEngine } from '../core/packages.cjs';
import { requireFrom } from '../core/require-from.ts';
import { quote, StaticfileError } from '../errors.ts';
import { createCsso } from './engines/csso.ts';
import type { Engine, Load } from './engines/engine.ts';
import { createEsbuild } from './engines/esbuild.ts';
import { createLightningcss } from './engines/lightningcss.ts';
import { createOxc } from './engines/oxc.ts';
import { createTerser, createUglify } from './engines/uglify.ts';
import type { MinifiedKind, MinifierAttempt, MinifyLevel } from './minifier.ts';

const ENGINES: ReadonlyMap<
  string,
  { kinds: readonly MinifiedKind[]; create: Create; renamesAll?: true }
> = new Map(
  Object.entries({
    'uglify-js': { kinds: ['js'], create: createUglify, renamesAll: true },
    csso: { kinds: ['css'], create: createCsso },
    terser: { kinds: ['js'], create: createTerser, renamesAll: true },
    esbuild: { kinds: ['js', 'css'], create: createEsbuild },
    'oxc-minify': { kinds: ['js'], create: createOxc, renamesAll: true },
    lightningcss: { kinds: ['css'], create: createLightningcss },
  }),
);

type Create = (load: Load) => Engine;

/** Loads what no bundle holds, from beside it. */
const outside = once(() => requireFrom(filePath === undefined ? '' : path.dirname(filePath)));

export function enginesFor(kind: MinifiedKind): string[] {
  return [...ENGINES.keys()].filter((name) => ENGINES.get(name)?.kinds.includes(kind));
}

/**
 * Returns an engine that is loaded by its first call.
 *
 * @throws `ERR_STATICFILE_OPTION` when the package is not installed.
 */
export function createEngine(name: string): Engine & { load(): void } {
  let engine: Engine | undefined;
  engineVersion(name);
  const load = (): Engine => {
    engine ??= ENGINES.get(name)?.create(loadEngine) as Engine;
    return engine;
  };
  const minify: Engine = (text, info, level) => load()(text, info, level);
  return Object.assign(minify, { load });
}

/** Our own dependencies; another engine may be there and fail for good, on this machine. */
const OWN: readonly string[] = ['uglify-js', 'csso'];

const LEVELS: readonly MinifyLevel[] = ['full', 'safe', 'blanks'];

/** Returns an engine at a level and below: what changes too much at one may be right at the next. */
export function engineAttempts(name: string, level: MinifyLevel): MinifierAttempt[] {
  const engine = createEngine(name);
  return LEVELS.slice(LEVELS.indexOf(level)).map((each) => ({
    level: each,
    minifier: (text, info) => engine(text, info, each),
    renamesAll: each === 'safe' && ENGINES.get(name)?.renamesAll,
    load: OWN.includes(name) && isThere(name) ? engine.load : undefined,
  }));
}

/** In a bundle that stands alone an engine may be missing for good. */
function isThere(name: string): boolean {
  return engines[name] !== undefined || attempt(() => resolveEngine(name)) !== name;
}

/** Reads the version of an engine's package, without loading the engine. */
export function engineVersion(name: string): string {
  try {
    return String(packageOf(name)['version']);
  } catch (cause) {
    throw new StaticfileError(
      'ERR_STATICFILE_OPTION',
      `The option "minify" names ${quote(name)}, which is not installed. Run "npm install ${name}".`,
      { cause },
    );
  }
}

/** Loads the package of an engine. What a bundle could not hold may lie beside it. */
function loadEngine(name: string): unknown {
  const held = attempt(() => engines[name]?.());
  if (held !== undefined && !(held instanceof Error)) return held;
  return outside()(resolveEngine(name));
}

/** What lies outside, and does not export its description, is found by its folder. */
function packageOf(name: string): Record<string, unknown> {
  const description = descriptions[name];
  if (description !== undefined) return description();
  const load = outside();
  for (const folder of load.resolve.paths(name) ?? []) {
    try {
      return load(`${folder}/${name}/package.json`) as Record<string, unknown>;
    } catch {
      // the next folder up may have it
    }
  }
  return load(`${name}/package.json`) as Record<string, unknown>;
}
