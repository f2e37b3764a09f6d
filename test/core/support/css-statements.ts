// The statements at the top level of a stylesheet, split as CSS Syntax Level 3, section 5.4 says.
import { tokenize, tokenTypes } from 'css-tree/tokenizer';

interface Token {
  readonly type: number;
  readonly text: string;
}

const CLOSERS = new Map<number, number>([
  [tokenTypes.Function, tokenTypes.RightParenthesis],
  [tokenTypes.LeftParenthesis, tokenTypes.RightParenthesis],
  [tokenTypes.LeftSquareBracket, tokenTypes.RightSquareBracket],
  [tokenTypes.LeftCurlyBracket, tokenTypes.RightCurlyBracket],
]);

const SKIPPED: ReadonlySet<number> = new Set([
  tokenTypes.WhiteSpace,
  tokenTypes.Comment,
  tokenTypes.CDO,
  tokenTypes.CDC,
]);

/** Gives the text of each statement, white space, comments and HTML comments between them left out. */
export function cssStatements(sheet: string): string[] {
  const tokens: Token[] = [];
  tokenize(sheet, (type, start, end) => tokens.push({ type, text: sheet.slice(start, end) }));
  const statements: string[] = [];
  let at = 0;
  while (at < tokens.length) {
    if (SKIPPED.has(tokens[at]?.type ?? 0)) {
      at += 1;
      continue;
    }
    const end = statementEnd(tokens, at);
    statements.push(textOf(tokens.slice(at, end)));
    at = end;
  }
  return statements;
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join('');
}

/** An at-rule ends with `;` or a block, any other statement with a block. */
function statementEnd(tokens: readonly Token[], start: number): number {
  const isAtRule = tokens[start]?.type === tokenTypes.AtKeyword;
  let at = start;
  while (at < tokens.length) {
    const type = tokens[at]?.type;
    if (isAtRule && type === tokenTypes.Semicolon) return at + 1;
    at = valueEnd(tokens, at);
    if (type === tokenTypes.LeftCurlyBracket) return at;
  }
  return at;
}

/** A component value: one token, or a bracket with all up to the one that closes it. */
function valueEnd(tokens: readonly Token[], start: number): number {
  const closer = CLOSERS.get(tokens[start]?.type ?? 0);
  let at = start + 1;
  if (closer === undefined) return at;
  while (at < tokens.length && tokens[at]?.type !== closer) at = valueEnd(tokens, at);
  return Math.min(at + 1, tokens.length);
}
