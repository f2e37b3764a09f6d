// Stylesheets, minified: by the engine where its result is proven to mean the same, else by taking
// out what means nothing, else not at all.
import { decodeByteText, encodeByteText, stripByteOrderMark } from '../core/byte-text.ts';
import { cssMeaning, keptComments } from './css-meaning.ts';
import type { Piece } from './css-piece.ts';
import { cssPieces } from './css-pieces.ts';
import { writePieces } from './css-reduce.ts';
import { type Minified, MinifyProblem, problemText } from './minifier.ts';

/** Runs an engine over a text; throws where it refuses the text. */
export type RunEngine = (text: string) => string;

/** What is compared: words, and the comments that are to stay. */
interface Meaning {
  readonly words: readonly string[];
  readonly comments: readonly string[];
}

/** Minifies a sheet, as byte text. */
export function minifySheet(sheet: string, runEngine: RunEngine): Minified {
  const text = stripByteOrderMark(sheet);
  const mark = sheet.slice(0, sheet.length - text.length);
  const made = minifyText(text, runEngine);
  const isSmaller = made.text.length < text.length;
  return {
    ...made,
    ...(isSmaller ? {} : { by: 'source' }),
    text: mark + (isSmaller ? made.text : text),
  };
}

function minifyText(text: string, runEngine: RunEngine): Minified {
  try {
    const pieces = cssPieces(text);
    const meaning = meaningOf(pieces);
    const { result, problem } = proven(text, meaning, runEngine);
    if (result !== undefined) return { text: result, by: 'engine' };
    const reduction = writePieces(pieces);
    prove(reduction, meaning);
    return { text: reduction, by: 'reduction', problem };
  } catch (error) {
    return { text, by: 'source', problem: problemText(error) };
  }
}

function proven(
  text: string,
  meaning: Meaning,
  runEngine: RunEngine,
): { result?: string; problem: string } {
  try {
    const result = encodeByteText(runEngine(decodeWhole(text)));
    prove(result, meaning);
    return { result, problem: '' };
  } catch (error) {
    return { problem: problemText(error) };
  }
}

/** Engines take Unicode; in another encoding a sheet would not come back as it was. */
function decodeWhole(text: string): string {
  const decoded = decodeByteText(text);
  if (encodeByteText(decoded) === text) return decoded;
  throw new MinifyProblem('it is not in UTF-8');
}

function meaningOf(pieces: readonly Piece[]): Meaning {
  return { words: cssMeaning(pieces), comments: keptComments(pieces) };
}

/** Throws where a result does not mean the same as its source. */
function prove(result: string, source: Meaning): void {
  const { words, comments } = meaningOf(cssPieces(result));
  if (comments.join('\0') !== source.comments.join('\0')) {
    throw new MinifyProblem('the result lost a comment that is to stay');
  }
  const at = source.words.findIndex((word, index) => word !== words[index]);
  if (at < 0 && words.length === source.words.length) return;
  const from = at < 0 ? source.words.length : at;
  const [was, is] = [source.words, words].map((each) =>
    each.slice(Math.max(0, from - 3), from + 5),
  );
  throw new MinifyProblem(
    `the result has "${is?.join('')}" where the source has "${was?.join('')}"`,
  );
}
