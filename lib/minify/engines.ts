// The engines that can be named, each loaded when it is first needed.
import { createRequire } from 'node:module';
import { StaticfileError } from '../errors.ts';
import { createCsso } from './engines/csso.ts';
import { createEsbuild } from './engines/esbuild.ts';
import { createLightningcss } from './engines/lightningcss.ts';
import { createOxc } from './engines/oxc.ts';
import { createTerser } from './engines/terser.ts';
import { createUglify } from './engines/uglify.ts';
import type {
  MinifiedKind,
  MinifierAnswer,
  MinifierAttempt,
  MinifierInfo,
  MinifyLevel,
} from './minifier.ts';
import { problemText } from './minifier.ts';

/** A loaded engine: a text in, a smaller one out; throws where it refuses the text. */
export type Engine = (text: string, info: MinifierInfo, level: MinifyLevel) => MinifierAnswer;

/** Loads a package. */
export type Load = (name: string) => unknown;

const ENGINES: Readonly<Record<string, { kinds: readonly MinifiedKind[]; create: Create }>> = {
  'uglify-js': { kinds: ['js'], create: createUglify },
  csso: { kinds: ['css'], create: createCsso },
  terser: { kinds: ['js'], create: createTerser },
  esbuild: { kinds: ['js', 'css'], create: createEsbuild },
  'oxc-minify': { kinds: ['js'], create: createOxc },
  lightningcss: { kinds: ['css'], create: createLightningcss },
};

type Create = (load: Load) => Engine;

const require = createRequire(import.meta.url);

/** Lists the engines for a kind. */
export function enginesFor(kind: MinifiedKind): string[] {
  return Object.keys(ENGINES).filter((name) => ENGINES[name]?.kinds.includes(kind));
}

/**
 * Makes an engine that is loaded by its first call.
 *
 * @throws `ERR_STATICFILE_OPTION` when the package is not installed.
 */
export function createEngine(name: string): Engine {
  let engine: Engine | undefined;
  engineVersion(name);
  return (text, info, level) => {
    engine ??= ENGINES[name]?.create((each) => require(each)) as Engine;
    return engine(text, info, level);
  };
}

const LEVELS: readonly MinifyLevel[] = ['full', 'safe', 'blanks'];

/** Returns an engine at a level and below: what changes too much at one may be right at the next. */
export function engineAttempts(name: string, level: MinifyLevel): MinifierAttempt[] {
  const engine = createEngine(name);
  return LEVELS.slice(LEVELS.indexOf(level)).map((each) => ({
    level: each,
    minifier: (text, info) => engine(text, info, each),
  }));
}

/** Reads the version of an engine's package, without loading the engine. */
export function engineVersion(name: string): string {
  try {
    return String(packageOf(name)['version']);
  } catch (cause) {
    throw new StaticfileError(
      'ERR_STATICFILE_OPTION',
      `The option "minify" names "${name}", which is not installed: ${problemText(cause)}. ` +
        `Run "npm install ${name}".`,
      { cause },
    );
  }
}

/** Packages that do not export their description are found by their folder. */
function packageOf(name: string): Record<string, unknown> {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return require(`${folder}/${name}/package.json`) as Record<string, unknown>;
    } catch {
      // the next folder up may have it
    }
  }
  return require(`${name}/package.json`) as Record<string, unknown>;
}
