// uglify-js and terser, which understand the same: compression only at the level `'full'`, renaming never of a name
// that programs can see.
import type * as Terser from 'terser';
import type * as Uglify from 'uglify-js';
import type { MinifierInfo, MinifyLevel } from '../minifier.ts';
import { type Engine, isWrittenInAscii, LICENSE_COMMENT, type Load } from './engine.ts';

type MinifyTerser = (text: string, options: Terser.MinifyOptions) => Terser.MinifyOutput;

export function createUglify(load: Load): Engine {
  const uglify = load('uglify-js') as typeof Uglify;
  return (text, info, level) => {
    const options = { ...workFor(info, level), output: writingOf(text) } as Uglify.MinifyOptions;
    const made = uglify.minify(text, options);
    if (made.error !== undefined) throw made.error;
    return made;
  };
}

export function createTerser(load: Load): Engine {
  const terser = load('terser') as { minify_sync: MinifyTerser };
  return (text, info, level) => {
    const made = terser.minify_sync(text, { ...workFor(info, level), format: writingOf(text) });
    return { code: made.code ?? '', map: made.map as string | undefined };
  };
}

function workFor({ module, map, reserved }: MinifierInfo, level: MinifyLevel) {
  return {
    compress: level === 'full' && { pure_getters: false },
    mangle: level === 'safe' ? { reserved: [...reserved], keep_fnames: true } : level === 'full',
    module,
    toplevel: false,
    sourceMap: map,
  };
}

function writingOf(text: string) {
  return { comments: LICENSE_COMMENT, ascii_only: isWrittenInAscii(text) };
}
