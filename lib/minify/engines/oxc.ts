// oxc-minify, without compression by default.
import type { MangleOptions, MinifyOptions, MinifyResult } from 'oxc-minify';
import { type MinifyLevel, MinifyProblem } from '../minifier.ts';
import type { Engine, Load } from './engine.ts';

type Oxc = { minifySync(name: string, text: string, options: MinifyOptions): MinifyResult };

export function createOxc(load: Load): Engine {
  const oxc = load('oxc-minify') as Oxc;
  return (text, { module, map, reserved }, level) => {
    // it would give what is inside `with` names that mean something else there
    if (!module && /\bwith\s*\(/.test(text)) throw new MinifyProblem('it may hold a "with"');
    // named `.cjs` or `.mjs`, it would take functions that nothing calls out of a script
    const made = oxc.minifySync('x.js', text, {
      module,
      compress: level === 'full',
      mangle: level === 'blanks' ? false : manglingFor(level, reserved),
      codegen: { legalComments: 'inline' },
      sourcemap: map,
    });
    const [error] = made.errors;
    if (error !== undefined) throw new MinifyProblem(error.message);
    return { code: made.code, map: made.map };
  };
}

function manglingFor(level: MinifyLevel, reserved: readonly string[]): MangleOptions {
  if (level === 'full') return { toplevel: false };
  return { toplevel: false, keepNames: true, reserved: [...reserved] };
}
