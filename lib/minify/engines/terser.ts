// terser, without compression by default.
import type { MinifyOptions, MinifyOutput } from 'terser';
import { type Engine, isWrittenInAscii, LICENSE_COMMENT, type Load } from './engine.ts';
import { workFor } from './uglify.ts';

type Terser = { minify_sync(text: string, options: MinifyOptions): MinifyOutput };

export function createTerser(load: Load): Engine {
  const terser = load('terser') as Terser;
  return (text, { module, map, reserved }, level) => {
    const made = terser.minify_sync(text, {
      ...workFor(level, reserved),
      module,
      toplevel: false,
      sourceMap: map,
      format: { comments: LICENSE_COMMENT, ascii_only: isWrittenInAscii(text) },
    });
    return { code: made.code ?? '', map: made.map as string | undefined };
  };
}
