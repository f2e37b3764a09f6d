// A stylesheet as the content of `<style>`: nothing in it may end the element.
import { quote } from '../../errors.ts';
import { cssTokens, type Token, tokenTypes } from '../css/tokens.ts';
import { applyEdits, type Edit } from '../edits.ts';
import { InlineProblem } from './problem.ts';
import { rangeFinder } from './ranges.ts';

/** What ends a style element, and what would end it in XML or hide its end from simpler readers. */
const HARMFUL = /<(?=\/style|!--)/gi;

/** In these a `\` before a character that is no hex digit stands for nothing, or for that character. */
const ESCAPABLE: ReadonlySet<number> = new Set([
  tokenTypes.String,
  tokenTypes.BadString,
  tokenTypes.Url,
  tokenTypes.BadUrl,
  tokenTypes.Comment,
]);

/**
 * Returns a stylesheet that means the same inside of `<style>`.
 *
 * @throws `InlineProblem` where what is harmful has no other spelling.
 */
export function inlineSheet(sheet: string): string {
  const text = sheet.replace(/^\ufeff/, '');
  if (text.search(HARMFUL) < 0) return text;
  const tokenAt = rangeFinder(cssTokens(text));
  const edits = Array.from(text.matchAll(HARMFUL), ({ index }) =>
    editAt(index, text, tokenAt(index)),
  );
  return applyEdits(text, edits.flat());
}

function editAt(at: number, text: string, token: Token | undefined): Edit[] {
  // `<!--` at the top of a sheet is a token that means nothing, and ends no element
  if (token?.type === tokenTypes.CDO) return [];
  if (token === undefined || !ESCAPABLE.has(token.type)) {
    throw new InlineProblem(
      `${quote(text.slice(at, at + 7))} stands outside of texts and comments`,
    );
  }
  return [{ start: at + 1, end: at + 1, text: '\\' }];
}
