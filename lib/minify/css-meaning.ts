// What a stylesheet means, as a list of words: sheets with equal lists mean the same.
//
// Only what is surely equal gets one spelling: case where it does not count, zeros, quotes, blanks,
// `;` before `}`, `:before` and `::before`, `from` and `0%`. Everything else is compared as it is.
import { ident, string, url } from 'css-tree/utils';
import { tokenTypes } from '../core/css-tokens.ts';
import { isBlankKept } from './css-blanks.ts';
import type { Piece } from './css-piece.ts';

/** Says in words what pieces mean. */
export function cssMeaning(pieces: readonly Piece[]): string[] {
  const words: string[] = [];
  let last: Piece | undefined;
  for (const [at, piece] of pieces.entries()) {
    if (piece.role === 'comment') continue;
    if (isSeparator(piece, pieces, at)) continue;
    if (isBlankKept(last, piece)) words.push(' ');
    addWords(piece, last, words);
    last = piece;
  }
  return words;
}

/** Lists the comments that are to stay. */
export function keptComments(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(({ role, text }) => (role === 'comment' ? [text] : []));
}

/** The `;` of the last declaration of a block says nothing. */
function isSeparator({ role, text }: Piece, pieces: readonly Piece[], at: number): boolean {
  if (role !== 'mark' || text !== ';') return false;
  let next = at + 1;
  while (pieces[next]?.role === 'comment') next += 1;
  let before = at - 1;
  while (pieces[before]?.role === 'comment') before -= 1;
  const isOfDeclaration = ['value', 'custom', 'mark'].includes(pieces[before]?.role ?? '');
  return isOfDeclaration && pieces[next]?.text === '}' && pieces[next]?.role === 'mark';
}

function addWords(piece: Piece, last: Piece | undefined, words: string[]): void {
  const { role, text, property } = piece;
  if (role === 'custom') words.push(text === '' && piece.isSpaced ? ' ' : text);
  else if (role === 'at') words.push(lower(text));
  else if (role === 'name') words.push(property);
  else if (piece.isStrict || role === 'mark') words.push(text);
  else if (isCharset(piece)) words.push(text);
  else if (piece.type === tokenTypes.Url) words.push('url(', `"${decodeUrl(text)}`, ')');
  else {
    const word = wordOf(piece, last);
    if (role === 'selector' && LEGACY.test(word) && words.at(-2) === ':') words.pop();
    words.push(word);
  }
}

/** Pseudo-elements that may be written with one colon (Selectors 4, 3.6.1). */
const LEGACY = /^(?:before|after|first-line|first-letter)$/i;

function isCharset({ role, atRule }: Piece): boolean {
  return role === 'condition' && atRule === '@charset';
}

function wordOf(piece: Piece, last: Piece | undefined): string {
  const { type, text, role } = piece;
  switch (type) {
    case tokenTypes.String:
      return `"${string.decode(text)}`;
    case tokenTypes.Function:
      return lower(text);
    case tokenTypes.Number:
      return shortNumber(text, isWhole(piece));
    case tokenTypes.Percentage:
      return `${shortNumber(text.slice(0, -1), true)}%`;
    case tokenTypes.Dimension:
      return dimension(piece);
    case tokenTypes.Hash:
      return role === 'value' ? longColour(text) : text;
    case tokenTypes.Ident:
      return identWord(piece, last);
    default:
      return text;
  }
}

/** In `[type=text]` quotes do not count; keyframes begin and end by a name or a percentage. */
function identWord(piece: Piece, last: Piece | undefined): string {
  const { text, role, inside, atRule } = piece;
  const isAttribute = role === 'selector' && inside === '[' && /=$/.test(last?.text ?? '');
  if (isAttribute) return `"${ident.decode(text)}`;
  if (role !== 'selector') return text;
  if (/keyframes$/.test(atRule)) return KEYFRAMES[text.toLowerCase()] ?? text;
  return text;
}

const KEYFRAMES: Readonly<Record<string, string>> = { from: '0%', to: '100%' };

/** Escapes count as they are written: lower case could name something else. */
function lower(text: string): string {
  return text.includes('\\') || text.startsWith('--') ? text : text.toLowerCase();
}

function decodeUrl(text: string): string {
  // an escape may stand in the very name of `url(`
  return url.decode(text.replace(/^[^(]*\(/, 'url('));
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d+))?$/;

/**
 * Writes a number in its shortest form; one with an exponent, or a sign before a zero, stays.
 *
 * @param mayBecomeWhole - Whether `1.0` is `1` here: where only integers are allowed, it is not.
 */
function shortNumber(text: string, mayBecomeWhole: boolean): string {
  const match = NUMBER.exec(text);
  if (match === null) return text.toLowerCase();
  const [, sign = '', whole = '', written = ''] = match;
  const fraction = written.replace(/0+$/, '');
  const isKeptWhole = written !== '' && fraction === '' && !mayBecomeWhole;
  const digits = whole.replace(/^0+/, '');
  const number = isKeptWhole ? `${digits}.0` : fraction === '' ? digits : `${digits}.${fraction}`;
  return (sign === '-' ? '-' : '') + (number === '' ? '0' : number);
}

/** Properties and functions that take any number. */
const TAKES_NUMBERS =
  /^(?:opacity|line-height|flex|flex-grow|flex-shrink|(?:fill|stroke|flood|stop)-opacity)$/;
const NUMBER_FUNCTIONS = /^(?:rgba?|hsla?|cubic-bezier|scale(?:x|y|z|3d)?|matrix(?:3d)?)\($/;

function isWhole({ property, inside }: Piece): boolean {
  const plain = property.replace(/^-(?:webkit|moz|ms|o)-/, '');
  return inside === '' ? TAKES_NUMBERS.test(plain) : NUMBER_FUNCTIONS.test(inside);
}

/** Properties where a number other than zero has no meaning, so that `0` is a length. */
const LENGTHS =
  /^(?:(?:(?:min|max)-)?(?:width|height)|top|right|bottom|left|inset|(?:margin|padding)(?:-(?:top|right|bottom|left))?|border(?:-(?:top|right|bottom|left))?(?:-width)?|border(?:-(?:top|bottom)-(?:left|right))?-radius|text-indent|(?:letter|word)-spacing|font-size|outline(?:-width|-offset)?|(?:box|text)-shadow|background(?:-position|-size)?|(?:row-|column-)?gap|border-spacing|vertical-align|transform-origin)$/;
const LENGTH_UNIT = /^(?:px|r?em|ex|ch|in|cm|mm|pt|pc|vh|vw|vmin|vmax)$/;

function dimension({ text, property, inside, role }: Piece): string {
  const unitAt = /[a-z\\\u0080-\uffff_-]/i.exec(text.replace(/^[+-]/, ' '))?.index ?? 0;
  const unit = text.slice(unitAt);
  if (/^e[+-]?\d/i.test(unit) || unit.includes('\\')) return text;
  const number = shortNumber(text.slice(0, unitAt), true);
  const unitWord = unit.toLowerCase();
  const isLength = role === 'value' && inside === '' && LENGTH_UNIT.test(unitWord);
  const isBare = number === '0' && isLength && takesLength(property);
  return isBare ? '0' : number + unitWord;
}

/** Tells whether `0` is a length for a property, whatever its prefix. */
export function takesLength(property: string): boolean {
  return LENGTHS.test(property.replace(/^-(?:webkit|moz|ms|o)-/, ''));
}

/** `#FFF` is `#ffffff`. */
function longColour(text: string): string {
  const digits = text.slice(1).toLowerCase();
  if (!/^(?:[0-9a-f]{3}|[0-9a-f]{4})$/.test(digits)) {
    return /^[0-9a-f]{6}(?:[0-9a-f]{2})?$/.test(digits) ? `#${digits}` : text;
  }
  return `#${[...digits].map((digit) => digit + digit).join('')}`;
}
