// lightningcss, for no browser in particular.
import type { TransformOptions, TransformResult } from 'lightningcss';
import type { Engine, Load } from './engine.ts';

type Lightningcss = { transform(options: TransformOptions<never>): TransformResult };

export function createLightningcss(load: Load): Engine {
  const lightningcss = load('lightningcss') as Lightningcss;
  return (text, { path }) => {
    const code = Buffer.from(text);
    const result = lightningcss.transform({ filename: path || 'x.css', code, minify: true });
    return { code: Buffer.from(result.code).toString('utf8') };
  };
}
