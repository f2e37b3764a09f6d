// Where white space counts in a stylesheet, and where two tokens need something between them.
import { tokenTypes } from '../core/css-tokens.ts';
import type { Piece } from './css-piece.ts';

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
/** Functions whose arguments are selectors though they stand in a condition. */
const OF_SELECTORS = /^(?:selector\(|\()$/;

/** Tells whether white space before a piece means something. */
export function isBlankKept(last: Piece | undefined, piece: Piece): boolean {
  if (last === undefined || !piece.isParted || last.role !== piece.role) return false;
  if (piece.role === 'mark') return false;
  if (last.type === tokenTypes.Comma || piece.type === tokenTypes.Comma) return false;
  if (piece.isStrict) return true;
  if (!piece.isSpaced) return isTornApart(last, piece);
  if (OPENING.has(last.type) || CLOSING.has(piece.type)) return false;
  if (piece.role === 'selector' || isSelectorCondition(piece)) return inSelector(last, piece);
  return piece.role === 'value' ? inValue(last, piece) : inCondition(last, piece);
}

/** `~=` and `<=` are two tokens, but in some browsers one, which a comment tears apart. */
function isTornApart(last: Piece, piece: Piece): boolean {
  return (piece.inside === '[' || piece.role === 'condition') && isDelim(last) && isDelim(piece);
}

function isSelectorCondition({ role, atRule, inside }: Piece): boolean {
  if (role !== 'condition' || !OF_SELECTORS.test(inside)) return false;
  return inside === 'selector(' || atRule === '@scope';
}

function inSelector(last: Piece, piece: Piece): boolean {
  if (piece.inside === '[') return inAttribute(last, piece);
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

function inCondition(last: Piece, piece: Piece): boolean {
  if (piece.type === tokenTypes.Colon || last.type === tokenTypes.Colon) return !isQuery(piece);
  if (piece.type === tokenTypes.LeftSquareBracket) return true;
  if (piece.atRule === '@function') return isDelim(last, '<') || isDelim(piece, '>');
  if (isDelim(last) && isDelim(piece)) return true;
  return isOtherDelim(last) || isOtherDelim(piece);
}

/** In `(width : 1px)` the colon is no part of a selector. */
function isQuery({ inside, atRule }: Piece): boolean {
  return inside === '(' && /^@(?:media|supports|container|import)$/.test(atRule);
}

function isOtherDelim(piece: Piece): boolean {
  return isDelim(piece) && !isDelim(piece, '<>=/');
}

function isDelim({ type, text }: Piece, characters?: string): boolean {
  if (type !== tokenTypes.Delim) return false;
  return characters === undefined || characters.includes(text);
}

/** Characters that never join with what stands beside them. */
const NEVER_JOINS = ',;:{}';
const NEVER_JOINS_BEFORE = `${NEVER_JOINS}([>~!/`;
const NEVER_JOINS_BEHIND = `${NEVER_JOINS})]>~!`;

/** Tells whether two pieces could become one, or another one, without anything between them. */
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
