// What the pieces of a stylesheet say, in the one spelling that all equal ones share.
//
// Only what is surely equal gets one spelling: case where it does not count, zeros, quotes, blanks,
// `:before` and `::before`, `from` and `0%`. Everything else is taken as it is. A character that is
// written as an escape is another one than the same in the sheet's encoding, which may not be known.
import { tokenTypes } from '../../core/css/tokens.ts';
import { decodeName, decodeString, decodeUrl } from '../../core/css/words.ts';
import { dimensionWord, numberWord, percentageWord } from './numbers.ts';
import type { Piece } from './piece.ts';

/** Returns what a piece says; `last` is the one before it. */
export function wordOf(piece: Piece, last: Piece | undefined): string {
  const { role, text } = piece;
  if (piece.isStrict || role === 'mark') return text;
  switch (role) {
    case 'custom':
      return text === '' && piece.isSpaced ? ' ' : text;
    case 'at':
      return lower(text);
    case 'name':
      return text.includes('\\') ? text : piece.property;
    default:
      return tokenWord(piece, last);
  }
}

function tokenWord(piece: Piece, last: Piece | undefined): string {
  const { type, text, role } = piece;
  switch (type) {
    case tokenTypes.String:
      return stringWord(text);
    case tokenTypes.Url:
      return urlWord(text);
    case tokenTypes.Function:
      return lower(text);
    case tokenTypes.Number:
      return numberWord(piece);
    case tokenTypes.Percentage:
      return percentageWord(piece);
    case tokenTypes.Dimension:
      return dimensionWord(piece);
    case tokenTypes.Hash:
      return role === 'value' && !NAMES_ELEMENTS.test(piece.property) ? longColour(text) : text;
    case tokenTypes.Ident:
      return identWord(piece, last);
    default:
      return text;
  }
}

/** Returns what `url(x)` says, which is what `url("x")` says. */
function urlWord(text: string): string {
  return `url("${decodeUrl(text, marked)}`;
}

export function stringWord(text: string): string {
  return `"${decodeString(text, marked)}`;
}

/** Keeps characters that are escaped apart from those that are written, which are bytes here. */
function marked(character: string): string {
  return `\ue000${character}`;
}

/** In `[type=text]` quotes do not count; keyframes begin and end by a name or a percentage. */
function identWord({ text, role, inside, atRule }: Piece, last: Piece | undefined): string {
  if (role !== 'selector') return text;
  if (inside === '[' && last?.text.endsWith('=')) return `"${decodeName(text, marked)}`;
  const isKeyframe = atRule.endsWith('keyframes') && isFirst(last);
  return isKeyframe ? (KEYFRAMES.get(text.toLowerCase()) ?? text) : text;
}

/** `entry to` is an error, where `entry 100%` is a keyframe. */
function isFirst(last: Piece | undefined): boolean {
  return last?.role !== 'selector' || last.type === tokenTypes.Comma;
}

const KEYFRAMES: ReadonlyMap<string, string> = new Map(Object.entries({ from: '0%', to: '100%' }));

/** Escapes count as they are written: lower case could name something else. */
function lower(text: string): string {
  return text.includes('\\') || /^@?--/.test(text) ? text : text.toLowerCase();
}

/** Here it names an element: `nav-up: #Fade`. */
const NAMES_ELEMENTS = /^nav-/;

/** `#FFF` is `#ffffff`. */
function longColour(text: string): string {
  const digits = text.slice(1).toLowerCase();
  if (!/^(?:[0-9a-f]{3}|[0-9a-f]{4})$/.test(digits)) {
    return /^[0-9a-f]{6}(?:[0-9a-f]{2})?$/.test(digits) ? `#${digits}` : text;
  }
  return `#${[...digits].map((digit) => digit + digit).join('')}`;
}
