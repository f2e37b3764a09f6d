// oxc-minify, without compression by default.
import type { MinifyOptions, MinifyResult } from 'oxc-minify';
import type { Engine, Load } from '../engines.ts';
import { MinifyProblem } from '../minifier.ts';

type Oxc = { minifySync(name: string, text: string, options: MinifyOptions): MinifyResult };

export function createOxc(load: Load): Engine {
  const oxc = load('oxc-minify') as Oxc;
  return (text, { module }, level) => {
    // named `.cjs` or `.mjs`, it would take functions that nothing calls out of a script
    const { code, errors } = oxc.minifySync('x.js', text, {
      module,
      compress: level === 'full',
      mangle: { toplevel: false },
    });
    const [error] = errors;
    if (error !== undefined) throw new MinifyProblem(error.message);
    return code;
  };
}
