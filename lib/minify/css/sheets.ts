// Stylesheets, minified: by the engine where its result is proven to mean the same, else by taking
// out what means nothing, else not at all.
import { decodeByteText, encodeByteText, stripByteOrderMark } from '../../core/byte-text.ts';
import { holdsAscii } from '../../core/css/charset.ts';
import { quote } from '../../errors.ts';
import { type Minified, MinifyProblem, problemText } from '../minifier.ts';
import { hasComments, putBackComments } from './comments.ts';
import { findDifference } from './meaning.ts';
import { isSheetTooDeep } from './nesting.ts';
import type { Piece } from './piece.ts';
import { cssPieces } from './pieces.ts';
import { writePieces } from './reduce.ts';

/** Runs an engine over a text; throws where it refuses the text. */
export type RunEngine = (text: string) => string;

/**
 * Minifies a sheet, as byte text.
 *
 * @param prove - Answers a result, with the comments that it lost; throws where it means something else.
 */
export function minifySheet(
  sheet: string,
  runEngine: RunEngine,
  prove: typeof proven = proven,
): Minified {
  const text = stripByteOrderMark(sheet);
  const mark = sheet.slice(0, sheet.length - text.length);
  const made = minifyText(text, runEngine, prove);
  // what stood behind a blank or a comment named no encoding, and does so as the very first bytes
  const isSmaller =
    made.text.length < text.length && (namesCharset(text) || !namesCharset(made.text));
  return {
    ...made,
    ...(isSmaller ? {} : { by: 'source' }),
    text: mark + (isSmaller ? made.text : text),
  };
}

const namesCharset = (text: string): boolean => text.startsWith('@charset "');

const NOT_UTF8 = 'it is not in UTF-8';

function minifyText(text: string, runEngine: RunEngine, prove: typeof proven): Minified {
  if (holdsAscii(text)) return { text, by: 'source', problem: NOT_UTF8 };
  if (isSheetTooDeep(text)) return { text, by: 'source', problem: 'it is nested too deeply' };
  // before the pieces are there: much that lives makes the engine slow
  const engine = fromEngine(text, runEngine);
  try {
    const pieces = cssPieces(text);
    const { result, problem } =
      engine.result === undefined ? engine : checked(engine.result, pieces, prove);
    if (result !== undefined && result.length < text.length) return { text: result, by: 'engine' };
    return { text: proven(writePieces(pieces), pieces), by: 'reduction', problem };
  } catch (error) {
    return { text, by: 'source', problem: problemText(error) };
  }
}

interface Attempt {
  readonly result?: string;
  readonly problem: string;
}

function fromEngine(text: string, runEngine: RunEngine): Attempt {
  try {
    return { result: encodeByteText(runEngine(decodeWhole(text))), problem: '' };
  } catch (error) {
    return { problem: problemText(error) };
  }
}

function checked(result: string, source: readonly Piece[], prove: typeof proven): Attempt {
  try {
    return { result: prove(result, source), problem: '' };
  } catch (error) {
    return { problem: problemText(error) };
  }
}

/** Engines take Unicode; in another encoding a sheet would not come back as it was. */
function decodeWhole(text: string): string {
  const decoded = decodeByteText(text);
  if (encodeByteText(decoded) === text) return decoded;
  throw new MinifyProblem(NOT_UTF8);
}

function proven(result: string, source: readonly Piece[]): string {
  const pieces = cssPieces(result);
  requireSame(source, pieces);
  if (hasComments(source, pieces)) return result;
  const withComments = putBackComments(source, result, pieces);
  const again = cssPieces(withComments);
  requireSame(source, again);
  if (hasComments(source, again)) return withComments;
  throw new MinifyProblem('the result lost a comment that is to stay');
}

function requireSame(source: readonly Piece[], result: readonly Piece[]): void {
  const difference = findDifference(source, result);
  if (difference === undefined) return;
  const { was, is } = difference;
  throw new MinifyProblem(`the result has ${quote(is)} where the source has ${quote(was)}`);
}
