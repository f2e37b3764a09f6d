// A stylesheet, as byte text, as a list of tokens.
import { tokenize, tokenTypes } from 'css-tree/tokenizer';

export { tokenTypes };

export interface Token {
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

export function cssTokens(text: string): Token[] {
  const tokens: Token[] = [];
  tokenize(text, (type, start, end) => {
    tokens.push({ type, start, end });
  });
  return tokens;
}

/** Tells whether a token means nothing: white space or a comment. */
export function isBlank(token: Token): boolean {
  return token.type === tokenTypes.WhiteSpace || token.type === tokenTypes.Comment;
}
