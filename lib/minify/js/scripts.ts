// Scripts, minified: a result is used only where it is proven to mean the same.
import {
  byteOffsets,
  decodeByteText,
  encodeByteText,
  hasByteOrderMark,
  stripByteOrderMark,
} from '../../core/byte-text.ts';
import { once } from '../../core/lazy.ts';
import { mapPlaces } from '../../core/mappings.ts';
import {
  type EngineResult,
  type Minified,
  type MinifyLevel,
  MinifyProblem,
  problemText,
} from '../minifier.ts';
import { withoutBlanks } from './blanks.ts';
import { freeNames } from './free-names.ts';
import { type ParsedScript, parseScript } from './parse.ts';
import { type Freedom, proveScript } from './prove.ts';
import { Scopes } from './scopes.ts';

/** An engine at one of its levels. */
export interface ScriptAttempt {
  readonly level: MinifyLevel;
  /** It is given all names that programs can't see as they suit it. */
  readonly renamesAll?: boolean;
  /**
   * Throws where it refuses the text.
   *
   * @param reserved - The names that programs can see.
   */
  readonly run: (text: string, isModule: boolean, reserved: readonly string[]) => EngineResult;
}

const FREEDOMS: Readonly<Record<MinifyLevel, Freedom>> = {
  blanks: 'none',
  safe: 'names',
  full: 'outline',
};

/**
 * Minifies a script, as byte text, by the first attempt whose result is proven, else by our own
 * reduction.
 *
 * @param mustBeModule - It is one whatever it looks like.
 */
export function minifyScript(
  script: string,
  mustBeModule: boolean,
  attempts: readonly ScriptAttempt[],
  wantsMap: boolean,
): Minified {
  let problem: string | undefined;
  try {
    const source = parseUtf8(script, mustBeModule);
    const scopes = once(() => new Scopes(source.program));
    for (const attempt of attempts) {
      try {
        return smaller(script, madeBy(attempt, source, scopes), problem);
      } catch (error) {
        problem ??= problemText(error);
      }
    }
    return smaller(script, reduce(source, scopes, wantsMap), problem);
  } catch (error) {
    return { text: script, by: 'source', problem: problem ?? problemText(error) };
  }
}

function smaller(script: string, made: Minified, problem: string | undefined): Minified {
  // without its mark, letters would be read in the encoding of a page
  const body = stripByteOrderMark(made.text);
  const needsMark = hasByteOrderMark(script) && /[\u0080-\u00ff]/.test(body);
  const mark = needsMark ? script.slice(0, script.length - stripByteOrderMark(script).length) : '';
  const text = mark + body;
  if (text.length >= script.length) return { text: script, by: 'source', problem };
  return { ...made, text, problem };
}

/** A byte-order mark is white space to every engine. */
function parseUtf8(script: string, mustBeModule: boolean): ParsedScript {
  const text = decodeByteText(script);
  if (encodeByteText(text) !== script) throw new MinifyProblem('it is not in UTF-8');
  return parseScript(text, mustBeModule);
}

function madeBy(attempt: ScriptAttempt, source: ParsedScript, scopes: () => Scopes): Minified {
  const { level } = attempt;
  const { code, map } = run(attempt, source, scopes);
  const result = code.trimEnd();
  proveScript(result, source, FREEDOMS[level], scopes);
  const by = level === 'blanks' ? 'blanks' : 'engine';
  return { text: encodeByteText(result), by, map };
}

/** The proof compares with what was written: names that are freed must be renamed as others. */
function run(attempt: ScriptAttempt, source: ParsedScript, scopes: () => Scopes): EngineResult {
  const { level, renamesAll } = attempt;
  const reserved = level === 'safe' ? scopes().keptNames() : [];
  if (!renamesAll) return attempt.run(source.text, source.isModule, reserved);
  const freed = freeNames(source, scopes());
  const { code, map } = attempt.run(freed.text, source.isModule, reserved);
  return { code, map: map && freed.mapOf(map) };
}

function reduce(source: ParsedScript, scopes: () => Scopes, wantsMap: boolean): Minified {
  const { code, made, written } = withoutBlanks(source);
  proveScript(code, source, 'none', scopes);
  const text = encodeByteText(code);
  if (!wantsMap) return { text, by: 'reduction' };
  const offsets = [byteOffsets(code, made), byteOffsets(source.text, written)] as const;
  return {
    text,
    by: 'reduction',
    map: mapPlaces(text, offsets[0], encodeByteText(source.text), offsets[1]),
  };
}
