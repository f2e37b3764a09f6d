// Stylesheets as the tests write and read them, minified.
import { fromByteText, toByteText } from '../../../lib/core/byte-text.ts';
import { minifySheet, type RunEngine } from '../../../lib/minify/css/sheets.ts';
import { createEngine } from '../../../lib/minify/engines.ts';
import type { Minified } from '../../../lib/minify/minifier.ts';

const info = { kind: 'css', path: '', module: false, map: false, reserved: [] } as const;

/** Runs an engine as the product does. */
export function engineNamed(name: string): RunEngine {
  const engine = createEngine(name);
  return (text) => engine(text, info, 'safe').code;
}

export const csso: RunEngine = engineNamed('csso');

/** Refuses every sheet, so that only white space and comments are taken out. */
export const noEngine: RunEngine = () => {
  throw new Error('no engine');
};

/** Minifies a text in UTF-8. */
export function minified(text: string, runEngine: RunEngine = csso): Minified {
  const made = minifySheet(toByteText(Buffer.from(text)), runEngine);
  return { ...made, text: fromByteText(made.text).toString('utf8') };
}
