// A stylesheet, as byte text, as a list of tokens.
import { tokenize, tokenTypes } from 'css-tree/tokenizer';

export { tokenTypes };

export interface Token {
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

/** How many broken urls are looked at again, so that no sheet takes longer than its length. */
const MOST_CORRECTIONS = 100;

export function cssTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  for (let count = 0; from < text.length && count <= MOST_CORRECTIONS; count += 1) {
    from = takeTokens(text, from, tokens);
  }
  return tokens;
}

/**
 * Appends the tokens from an offset on, up to a broken url that css-tree reads too far: after a hex
 * escape it misses the `)` that ends it (CSS Syntax 3, 4.3.14). Answers where to go on.
 */
function takeTokens(text: string, from: number, tokens: Token[]): number {
  let goOn = text.length;
  tokenize(text.slice(from), (type, start, end) => {
    if (goOn < text.length) return;
    const token = { type, start: start + from, end: end + from };
    if (type === tokenTypes.BadUrl) {
      const length = brokenUrlLength(text.slice(token.start, token.end));
      if (token.start + length < token.end) {
        goOn = token.start + length;
        token.end = goOn;
      }
    }
    tokens.push(token);
  });
  return goOn;
}

function brokenUrlLength(text: string): number {
  const end = /^(?:\\.|[^)\\])*\)/s.exec(text);
  return end ? end[0].length : text.length;
}

/** Tells whether a token means nothing: white space or a comment. */
export function isBlank(token: Token): boolean {
  return token.type === tokenTypes.WhiteSpace || token.type === tokenTypes.Comment;
}
