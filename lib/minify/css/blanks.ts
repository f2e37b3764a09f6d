// Where white space counts in a stylesheet, and where two tokens need something between them.
import { tokenTypes } from '../../core/css/tokens.ts';
import type { Piece } from './piece.ts';

const OPENING: ReadonlySet<number> = new Set([
  tokenTypes.Function,
  tokenTypes.LeftParenthesis,
  tokenTypes.LeftSquareBracket,
]);
const CLOSING: ReadonlySet<number> = new Set([
  tokenTypes.RightParenthesis,
  tokenTypes.RightSquareBracket,
]);
const NUMERIC: ReadonlySet<number> = new Set([
  tokenTypes.Number,
  tokenTypes.Percentage,
  tokenTypes.Dimension,
]);

/** What stands between two pieces, as far as that says something. */
export type Separation = '' | ' ' | '/**/';

/** Returns what must stand between two pieces, because it says something there. */
export function separationOf(last: Piece | undefined, piece: Piece): Separation {
  if (last === undefined || !piece.isParted || last.role !== piece.role) return '';
  if (piece.role === 'mark') return '';
  if (last.type === tokenTypes.Comma || piece.type === tokenTypes.Comma) return '';
  if (piece.isStrict) return piece.isSpaced ? ' ' : '/**/';
  if (!piece.isSpaced) return isTornApart(last, piece) ? '/**/' : '';
  if (OPENING.has(last.type) || CLOSING.has(piece.type)) return '';
  return isBlankKept(last, piece) ? ' ' : '';
}

function isBlankKept(last: Piece, piece: Piece): boolean {
  if (piece.role === 'selector' || isSelectorCondition(piece)) return inSelector(last, piece);
  return piece.role === 'value' ? inValue(last, piece) : inCondition(last, piece);
}

/** `~=` and `<=` are two tokens, but in some browsers one, which a comment tears apart. */
function isTornApart(last: Piece, piece: Piece): boolean {
  return piece.role !== 'value' && isDelim(last) && isDelim(piece);
}

function isSelectorCondition({ role, atRule, inside }: Piece): boolean {
  if (role !== 'condition' || inside === '') return false;
  return inside === 'selector(' || atRule === '@scope';
}

function inSelector(last: Piece, piece: Piece): boolean {
  if (piece.inside === '[') return inAttribute(last, piece);
  if (isDelim(last, '>+~|') && isDelim(piece, '>+~|')) return true;
  // `2n + 1`: what stands in these functions is no selector
  if (/^:?nth-/.test(piece.inside)) return true;
  // what can't be a selector is not to become a number with a sign
  if (isDelim(last, '+') && NUMERIC.has(piece.type)) return true;
  return !(isDelim(last, '>+~') || isDelim(piece, '>+~'));
}

/** `[a | b]` is an error, where `[a|b]` is an attribute of a namespace. */
function inAttribute(last: Piece, piece: Piece): boolean {
  return (isDelim(last) && isDelim(piece)) || isDelim(last, '|') || isDelim(piece, '|');
}

/** Around `+` and `-` in `calc()` white space is required, and in `<length>` there may be none. */
function inValue(last: Piece, piece: Piece): boolean {
  return isDelim(last, '+-#.<') || isDelim(piece, '+-#.>');
}

/** What is not known to say nothing may be part of a selector, or of anything else. */
function inCondition(last: Piece, piece: Piece): boolean {
  if (!CONDITIONS.has(piece.atRule)) return true;
  if (isDelim(last) && isDelim(piece)) return true;
  const isInQuery = piece.inside === '(' && piece.atRule !== '@layer';
  if (isInQuery && (isSign(last) || isSign(piece))) return false;
  if (CLOSING.has(last.type) || last.type === tokenTypes.Url) return !isWordOrBracket(piece);
  return last.type !== tokenTypes.String && piece.type !== tokenTypes.String;
}

/** At-rules whose preludes hold no selectors but in `selector()`. */
const CONDITIONS = new Set(['@media', '@supports', '@container', '@import', '@layer']);

function isSign(piece: Piece): boolean {
  return piece.type === tokenTypes.Colon || isDelim(piece, '<>=/');
}

function isWordOrBracket({ type }: Piece): boolean {
  return (
    type === tokenTypes.Ident || type === tokenTypes.LeftParenthesis || type === tokenTypes.Function
  );
}

function isDelim({ type, text }: Piece, characters?: string): boolean {
  if (type !== tokenTypes.Delim) return false;
  return characters === undefined || characters.includes(text);
}

/** Characters that never join with what stands beside them. */
const NEVER_JOINS = ',;:{}';
const NEVER_JOINS_BEFORE = `${NEVER_JOINS}([>~!/`;
const NEVER_JOINS_BEHIND = `${NEVER_JOINS})]>~!`;

/** Checks whether two pieces could become one, or another one, without anything between them. */
export function couldJoin(last: Piece, piece: Piece): boolean {
  // with something between them they already had no need of it
  if (!piece.isParted) return false;
  if (last.role === 'mark' || piece.role === 'mark') return false;
  if (last.type === tokenTypes.Function) return false;
  if (last.role === 'value' && CLOSING.has(last.type))
    return isWord(piece, '(') ? false : isDelim(piece);
  if (last.type === tokenTypes.String || piece.type === tokenTypes.String) {
    return last.role !== 'value' && last.inside !== '[';
  }
  if (last.text.endsWith('/') && piece.text.startsWith('*')) return true;
  if (isCombinator(last) || isCombinator(piece)) return false;
  return !(isWord(last, NEVER_JOINS_BEFORE) || isWord(piece, NEVER_JOINS_BEHIND));
}

function isCombinator(piece: Piece): boolean {
  return piece.role === 'selector' && isDelim(piece, '>+~') && !/^:?nth-/.test(piece.inside);
}

function isWord({ text }: Piece, characters: string): boolean {
  return text.length === 1 && characters.includes(text);
}
