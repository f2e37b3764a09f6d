// A stylesheet, as byte text, as a list of tokens.
import { tokenTypes } from './css-token-types.ts';
import { cssTokenizer, cssWords } from './packages.cjs';

export { tokenTypes };

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
  for (let from = 0; from < text.length; ) from = takeTokens(text, from, take);
}

type TakeToken = (type: number, start: number, end: number) => void;

/**
 * Takes the tokens from an offset on, up to a url that css-tree reads otherwise than browsers do.
 * Answers where to go on.
 */
function takeTokens(text: string, from: number, take: TakeToken): number {
  let goOn = text.length;
  const takeCorrected = (type: number, relativeStart: number, relativeEnd: number): void => {
    const [start, end] = [relativeStart + from, relativeEnd + from];
    const isDoubtful = type === tokenTypes.BadUrl || type === tokenTypes.Function;
    const token = isDoubtful ? correctedToken(text, { type, start, end }) : undefined;
    take(token?.type ?? type, start, token?.end ?? end);
    if (token === undefined || token.end === end) return;
    goOn = token.end;
    throw STOP;
  };
  try {
    cssTokenizer().tokenize(from === 0 ? text : text.slice(from), takeCorrected);
  } catch (error) {
    if (error !== STOP) throw error;
  }
  return goOn;
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
  const isGood = /^\(\s*[^\s"'()]*\s*\)?$/.test(text.slice(end - 1, last));
  return { type: isGood ? tokenTypes.Url : tokenTypes.BadUrl, start, end: last };
}

function isEscapedUrl(text: string, start: number, end: number): boolean {
  const name = text.slice(start, end - 1);
  if (!name.includes('\\') || cssWords().ident.decode(name).toLowerCase() !== 'url') return false;
  const argument = /\s*(.?)/sy;
  argument.lastIndex = end;
  return !/["']/.test(argument.exec(text)?.[1] ?? '');
}

/** Finds the first `)` behind `start` that no `\` escapes; `limit` where there is none. */
function endOfUrl(text: string, start: number, limit: number): number {
  const end = /(?:\\.|[^)\\])*\)/sy;
  end.lastIndex = start;
  return end.test(text) ? Math.min(end.lastIndex, limit) : limit;
}

/** Tells whether a token means nothing: white space or a comment. */
export function isBlank(token: Token): boolean {
  return token.type === tokenTypes.WhiteSpace || token.type === tokenTypes.Comment;
}
