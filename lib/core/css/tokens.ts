// A stylesheet, as byte text, as a list of tokens.
import { cssTokenizer } from '../packages.cjs';
import { decodeName } from './words.ts';

/** The types as css-tree numbers them, known without loading it; a test compares the two. */
const NAMES = [
  'EOF',
  'Ident',
  'Function',
  'AtKeyword',
  'Hash',
  'String',
  'BadString',
  'Url',
  'BadUrl',
  'Delim',
  'Number',
  'Percentage',
  'Dimension',
  'WhiteSpace',
  'CDO',
  'CDC',
  'Colon',
  'Semicolon',
  'Comma',
  'LeftSquareBracket',
  'RightSquareBracket',
  'LeftParenthesis',
  'RightParenthesis',
  'LeftCurlyBracket',
  'RightCurlyBracket',
  'Comment',
] as const;

type Name = (typeof NAMES)[number];

export const tokenTypes: Readonly<Record<Name, number>> = Object.fromEntries(
  NAMES.map((name, at) => [name, at]),
) as Record<Name, number>;

export interface Token {
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

export function cssTokens(text: string): Token[] {
  const tokens: Token[] = [];
  eachCssToken(text, (type, start, end) => tokens.push({ type, start, end }));
  return tokens;
}

/** Calls a function for each token, in order; together they are the whole text. */
export function eachCssToken(text: string, take: TakeToken): void {
  let most = text.length;
  for (let from = 0; from < text.length; ) {
    const { goOn, isCorrected } = takeTokens(text, from, most, take);
    // css-tree may have looked far beyond a broken url; once is enough
    most = isCorrected ? LEAST_AT_ONCE : most * 2;
    from = goOn;
  }
}

/** How many characters css-tree is given behind a url that it got wrong; each time twice as many. */
const LEAST_AT_ONCE = 64;
/** What follows may change a token: `1e+5`, `<!--`, and the `(` behind a name. */
const LOOK_AHEAD = 4;

type TakeToken = (type: number, start: number, end: number) => void;

/**
 * Takes the tokens of a number of characters from an offset on, up to a url that css-tree reads
 * otherwise than browsers do. Answers where to go on.
 */
function takeTokens(
  text: string,
  from: number,
  most: number,
  take: TakeToken,
): { goOn: number; isCorrected: boolean } {
  const limit = Math.min(text.length, from + most);
  // css-tree ends an escape at the end of a text behind that
  const whole = limit < text.length ? limit - LOOK_AHEAD : Number.POSITIVE_INFINITY;
  let [goOn, isCorrected] = [limit, false];
  const takeCorrected = (type: number, relativeStart: number, relativeEnd: number): void => {
    const [start, end] = [relativeStart + from, relativeEnd + from];
    const isDoubtful = type === tokenTypes.BadUrl || type === tokenTypes.Function;
    const token = isDoubtful ? correctedToken(text, { type, start, end }) : undefined;
    const isWhole = end <= whole || (token !== undefined && token.end !== end);
    if (isWhole) take(token?.type ?? type, start, token?.end ?? end);
    isCorrected = token !== undefined && token.end !== end;
    if (isWhole && !isCorrected) return;
    goOn = isWhole ? (token?.end ?? end) : start;
    throw STOP;
  };
  try {
    cssTokenizer().tokenize(text.slice(from, limit), takeCorrected);
  } catch (error) {
    if (error !== STOP) throw error;
  }
  return { goOn, isCorrected };
}

/** Ends a walk over tokens: what follows is to be read again. */
const STOP = Symbol('stop');

/**
 * css-tree misses the `)` of a broken url behind a hex escape (CSS Syntax 3, 4.3.14), and takes
 * `u\72l(` for a function, while browsers take it for a url (4.3.4).
 */
function correctedToken(text: string, token: Token): Token {
  const { type, start, end } = token;
  if (type === tokenTypes.BadUrl) return { type, start, end: endOfUrl(text, start, end) };
  if (type !== tokenTypes.Function || !isEscapedUrl(text, start, end)) return token;
  const last = endOfUrl(text, start, text.length);
  const argument = text.slice(end, text.charAt(last - 1) === ')' ? last - 1 : last).trim();
  const isGood = /^[^\s"'()]*$/.test(argument);
  return { type: isGood ? tokenTypes.Url : tokenTypes.BadUrl, start, end: last };
}

function isEscapedUrl(text: string, start: number, end: number): boolean {
  const name = text.slice(start, end - 1);
  if (!name.includes('\\') || decodeName(name).toLowerCase() !== 'url') return false;
  const argument = /\s*(.?)/sy;
  argument.lastIndex = end;
  return !/["']/.test(argument.exec(text)?.[1] ?? '');
}

/** Finds the first `)` behind `start` that no `\` escapes; `limit` where there is none. */
function endOfUrl(text: string, start: number, limit: number): number {
  for (let at = start; at < limit; at += 1) {
    const character = text.charAt(at);
    if (character === ')') return at + 1;
    if (character === '\\') at += 1;
  }
  return limit;
}

/** Checks whether a token means nothing: white space or a comment. */
export function isBlank(type: number): boolean {
  return type === tokenTypes.WhiteSpace || type === tokenTypes.Comment;
}
