// How deeply a sheet is nested, read off its tokens: engines would recurse.
import { eachCssToken, tokenTypes } from './css-tokens.ts';

/** Sheets of people nest some ten levels. */
const MOST_NESTED = 200;

const OPENING: ReadonlySet<number> = new Set([
  tokenTypes.Function,
  tokenTypes.LeftParenthesis,
  tokenTypes.LeftSquareBracket,
  tokenTypes.LeftCurlyBracket,
]);
const CLOSING: ReadonlySet<number> = new Set([
  tokenTypes.RightParenthesis,
  tokenTypes.RightSquareBracket,
  tokenTypes.RightCurlyBracket,
]);

/** Checks whether a sheet is nested more deeply than engines can be trusted with. */
export function isSheetTooDeep(sheet: string): boolean {
  let [open, most] = [0, 0];
  eachCssToken(sheet, (type) => {
    if (OPENING.has(type)) open += 1;
    // one that closes nothing is passed over
    else if (CLOSING.has(type) && open > 0) open -= 1;
    most = Math.max(most, open);
  });
  return most > MOST_NESTED;
}
