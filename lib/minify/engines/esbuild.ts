// esbuild, without changes of syntax by default.
import type { TransformOptions, TransformResult } from 'esbuild';
import { type Engine, isWrittenInAscii, type Load } from './engine.ts';

type Esbuild = { transformSync(text: string, options: TransformOptions): TransformResult };

export function createEsbuild(load: Load): Engine {
  const esbuild = load('esbuild') as Esbuild;
  return (text, { kind, map }, level) =>
    esbuild.transformSync(text, {
      loader: kind === 'css' ? 'css' : 'js',
      minifyWhitespace: true,
      // it can't keep single names
      minifyIdentifiers: kind === 'js' && level === 'full',
      minifySyntax: level === 'full',
      legalComments: 'inline',
      charset: kind === 'js' && isWrittenInAscii(text) ? 'ascii' : 'utf8',
      sourcemap: map ? 'external' : false,
      logLevel: 'silent',
    });
}
