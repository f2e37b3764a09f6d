// Scripts, minified: used only where the result parses and shows the same to others.
import { decodeByteText, encodeByteText } from '../core/byte-text.ts';
import { type EngineResult, type Minified, MinifyProblem, problemText } from './minifier.ts';
import { checkScript, parseScript } from './script-check.ts';

/** Runs an engine over a text; throws where it refuses the text. */
export type RunScriptEngine = (text: string, isModule: boolean) => EngineResult;

/**
 * Minifies a script, as byte text, by the first engine whose result holds.
 *
 * @param mustBeModule - It is one whatever it looks like.
 */
export function minifyScript(
  script: string,
  mustBeModule: boolean,
  engines: readonly RunScriptEngine[],
): Minified {
  let problem: string | undefined;
  for (const engine of engines) {
    try {
      const made = minifyBy(engine, script, mustBeModule);
      if (made.text.length >= script.length) return { text: script, by: 'source', problem };
      return { ...made, by: 'engine', problem };
    } catch (error) {
      problem ??= problemText(error);
    }
  }
  return { text: script, by: 'source', problem };
}

function minifyBy(
  engine: RunScriptEngine,
  script: string,
  mustBeModule: boolean,
): Pick<Minified, 'text' | 'map'> {
  const text = decodeByteText(script);
  if (encodeByteText(text) !== script) throw new MinifyProblem('it is not in UTF-8');
  // a byte-order mark is white space to every engine
  const source = parseScript(text, mustBeModule);
  const { code, map } = engine(text, source.isModule);
  const result = code.trimEnd();
  checkScript(result, source);
  return { text: encodeByteText(result), map };
}
