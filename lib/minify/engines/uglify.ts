// uglify-js: by default it only shortens names and white space, which changes no behaviour.
import type { MinifyOptions, MinifyOutput } from 'uglify-js';
import type { Engine, Load } from '../engines.ts';
import { LICENSE_COMMENT } from './license-comment.ts';

type Uglify = { minify(text: string, options: MinifyOptions): MinifyOutput };

export function createUglify(load: Load): Engine {
  const uglify = load('uglify-js') as Uglify;
  return (text, { module, map }, level) => {
    const made = uglify.minify(text, {
      compress: level === 'full' ? { pure_getters: false } : false,
      mangle: true,
      module,
      toplevel: false,
      sourceMap: map,
      output: { comments: LICENSE_COMMENT },
    } as MinifyOptions);
    if (made.error !== undefined) throw made.error;
    return made;
  };
}
