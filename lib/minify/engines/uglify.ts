// uglify-js: compression only at the level `'full'`, renaming never of a name that programs can see.
import type { MinifyOptions, MinifyOutput } from 'uglify-js';
import type { MinifyLevel } from '../minifier.ts';
import { type Engine, isWrittenInAscii, LICENSE_COMMENT, type Load } from './engine.ts';

type Uglify = { minify(text: string, options: MinifyOptions): MinifyOutput };

export function createUglify(load: Load): Engine {
  const uglify = load('uglify-js') as Uglify;
  return (text, { module, map, reserved }, level) => {
    const made = uglify.minify(text, {
      ...workFor(level, reserved),
      module,
      toplevel: false,
      sourceMap: map,
      output: { comments: LICENSE_COMMENT, ascii_only: isWrittenInAscii(text) },
    } as MinifyOptions);
    if (made.error !== undefined) throw made.error;
    return made;
  };
}

/** Returns what uglify-js and terser are told to compress, and of names. */
export function workFor(
  level: MinifyLevel,
  reserved: readonly string[],
): {
  compress: false | { pure_getters: false };
  mangle: boolean | { reserved: string[]; keep_fnames: boolean };
} {
  return {
    compress: level === 'full' && { pure_getters: false },
    mangle: level === 'safe' ? { reserved: [...reserved], keep_fnames: true } : level === 'full',
  };
}
