// Numbers of a stylesheet, in the one spelling that all equal ones share.
import { withoutEnd } from '../../core/text-end.ts';
import type { Piece } from './piece.ts';

const NUMBER = /^([+-]?)(\d*)(?:\.(\d+))?$/;

/** Writes a number; one that may only be an integer keeps its `.0`, with which it is an error. */
export function numberWord({ text, property, inside, role }: Piece): string {
  // `:nth-child(2.0)` is an error
  if (role === 'selector') return text;
  const plain = property.replace(VENDOR, '');
  const takesAny = inside === '' ? TAKES_NUMBERS.test(plain) : NUMBER_FUNCTIONS.test(inside);
  // `2n 5` is an error, `2n +5` is not
  const sign = role !== 'value' && text.startsWith('+') ? '+' : '';
  return sign + shortNumber(text, takesAny);
}

/** Writes `.50%` as `.5%`. */
export function percentageWord({ text }: Piece): string {
  return `${shortNumber(text.slice(0, -1), true)}%`;
}

/** Writes a number with its unit in lower case; without it, where a zero needs none. */
export function dimensionWord({ text, property, inside, role }: Piece): string {
  const unitAt = /[a-z\\\u0080-\uffff_-]/i.exec(text.replace(/^[+-]/, ' '))?.index ?? 0;
  const unit = text.slice(unitAt);
  if (role === 'selector' || /^(?:e[+-]?\d|--)/i.test(unit) || unit.includes('\\')) return text;
  const number = shortNumber(text.slice(0, unitAt), true);
  const unitWord = unit.toLowerCase();
  const isPlain = role === 'value' && inside === '' && unitWord === 'px';
  const isBare = number === '0' && isPlain && takesLength(property);
  return isBare ? '0' : number + unitWord;
}

/** Checks whether `0` is `0px` for a property, whatever its prefix. */
export function takesLength(property: string): boolean {
  return LENGTHS.test(property.replace(VENDOR, ''));
}

const VENDOR = /^-(?:webkit|moz|ms|o)-/;

/** Properties and functions that take any number. */
const TAKES_NUMBERS =
  /^(?:opacity|line-height|flex|flex-grow|flex-shrink|(?:fill|stroke|flood|stop)-opacity)$/;
const NUMBER_FUNCTIONS = /^(?:rgba?|hsla?|cubic-bezier|scale(?:x|y|z|3d)?|matrix(?:3d)?)\($/;

/** Properties where a number other than zero has no meaning, so that `0` is a length. */
const LENGTHS =
  /^(?:(?:(?:min|max)-)?(?:width|height)|top|right|bottom|left|inset|(?:margin|padding)(?:-(?:top|right|bottom|left))?|border(?:-(?:top|right|bottom|left))?(?:-width)?|border(?:-(?:top|bottom)-(?:left|right))?-radius|text-indent|(?:letter|word)-spacing|font-size|outline(?:-width|-offset)?|(?:box|text)-shadow|background(?:-position|-size)?|(?:row-|column-)?gap|border-spacing|vertical-align|transform-origin)$/;

/** Writes a number in its shortest form; one with an exponent, or a sign before a zero, stays. */
function shortNumber(text: string, mayBecomeWhole: boolean): string {
  const match = NUMBER.exec(text);
  if (match === null) return text.toLowerCase();
  const [, sign = '', whole = '', written = ''] = match;
  const fraction = withoutEnd(written, '0');
  const isKeptWhole = written !== '' && fraction === '' && !mayBecomeWhole;
  const digits = whole.replace(/^0+/, '');
  const number = isKeptWhole ? `${digits}.0` : fraction === '' ? digits : `${digits}.${fraction}`;
  return (sign === '-' ? '-' : '') + (number === '' ? '0' : number);
}
