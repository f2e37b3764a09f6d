// A stylesheet's statements at its top level, and what it leaves open at its end.
import { cssTokens, isBlank, type Token, tokenTypes } from './tokens.ts';
import { decodeName, endsInEscape } from './words.ts';

const CLOSERS = new Map<number, string>([
  [tokenTypes.Function, ')'],
  [tokenTypes.LeftParenthesis, ')'],
  [tokenTypes.LeftSquareBracket, ']'],
  [tokenTypes.LeftCurlyBracket, '}'],
]);

/** Walks a sheet once: which statements stand at its top level, and what is open at its end. */
export class TopLevelScan {
  /** In order: at-rules' names with `@`, and `{}` for each block. */
  readonly statements: string[] = [];
  readonly #text: string;
  readonly #open: string[] = [];
  /** The statement that is being read at the top level; `undefined` between statements. */
  #statement: string | undefined;
  #last: Token | undefined;

  constructor(text: string) {
    this.#text = text;
    for (const token of cssTokens(text)) this.#take(token);
  }

  /** Writes what closes all that the sheet leaves open, so that it can't reach what follows. */
  closing(): string {
    const brackets = this.#open.toReversed().join('');
    return this.#closingToken() + brackets + this.#closingStatement();
  }

  #take(token: Token): void {
    this.#last = token;
    if (isBlank(token.type)) return;
    if (this.#open.length === 0) this.#takeAtTop(token);
    const closer = CLOSERS.get(token.type);
    if (closer !== undefined) this.#open.push(closer);
    else if (this.#text.slice(token.start, token.end) === this.#open.at(-1)) this.#close();
  }

  #close(): void {
    const closed = this.#open.pop();
    if (this.#open.length === 0 && closed === '}') this.#statement = undefined;
  }

  #takeAtTop(token: Token): void {
    if (token.type === tokenTypes.CDO || token.type === tokenTypes.CDC) return;
    if (token.type === tokenTypes.Semicolon && this.#statement?.startsWith('@')) {
      this.#statement = undefined;
      return;
    }
    if (token.type === tokenTypes.LeftCurlyBracket) this.statements.push('{}');
    if (this.#statement !== undefined) return;
    this.#statement = token.type === tokenTypes.AtKeyword ? this.#nameOf(token) : '{}';
    this.statements.push(this.#statement);
  }

  #nameOf(token: Token): string {
    return `@${decodeName(this.#text.slice(token.start + 1, token.end)).toLowerCase()}`;
  }

  #closingToken(): string {
    const token = this.#last;
    return token ? closerOf(token.type, this.#text.slice(token.start, token.end)) : '';
  }

  #closingStatement(): string {
    if (this.#statement === undefined) return '';
    if (this.#open.length > 0 && this.#open[0] === '}') return '';
    return this.#statement.startsWith('@') ? ';' : '{}';
  }
}

const URL_TYPES: ReadonlySet<number> = new Set([tokenTypes.Url, tokenTypes.BadUrl]);

/** What closes the last token of a sheet: a comment, string, url or escape that nothing ends. */
function closerOf(type: number, text: string): string {
  if (type === tokenTypes.Comment) return text.length > 3 && text.endsWith('*/') ? '' : '*/';
  const end = type === tokenTypes.String ? text.slice(0, 1) : URL_TYPES.has(type) ? ')' : '';
  if (endsInEscape(text)) return (type === tokenTypes.String ? '\n' : 'fffd ') + end;
  const isClosed = text.length > 1 && text.endsWith(end) && !endsInEscape(text.slice(0, -1));
  return isClosed ? '' : end;
}
