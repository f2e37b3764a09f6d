// A stylesheet as pieces: each token that means something, with the role that it plays.
import { ident } from 'css-tree/utils';
import { cssTokens, isBlank, type Token, tokenTypes } from '../core/css-tokens.ts';
import { MinifyProblem } from './minifier.ts';

/** What a piece is part of; `custom`: a whole value that is text and nothing else. */
export type Role =
  | 'at'
  | 'condition'
  | 'selector'
  | 'name'
  | 'value'
  | 'custom'
  | 'mark'
  | 'comment';

export interface Piece {
  readonly role: Role;
  readonly type: number;
  readonly text: string;
  /** There was white space since the last piece that is no comment. */
  readonly isSpaced: boolean;
  /** There was white space or a comment. */
  readonly isParted: boolean;
  /** The property or descriptor that a value belongs to, in lower case. */
  readonly property: string;
  /** The innermost open function, `(` or `[`; empty outside of all. */
  readonly inside: string;
  /** The innermost at-rule that has a block here, or the one whose prelude this is. */
  readonly atRule: string;
  /** What old browsers read in their own way stays byte for byte, blanks included. */
  readonly isStrict: boolean;
}

const CLOSERS = new Map<number, number>([
  [tokenTypes.Function, tokenTypes.RightParenthesis],
  [tokenTypes.LeftParenthesis, tokenTypes.RightParenthesis],
  [tokenTypes.LeftSquareBracket, tokenTypes.RightSquareBracket],
  [tokenTypes.LeftCurlyBracket, tokenTypes.RightCurlyBracket],
]);

const KEPT_COMMENT = /^\/\*!|@(?:license|preserve|cc_on)\b/i;
const STRICT_VALUE = /progid:|expression\(|\\9/i;
/** Descriptors whose value is text: what `@property` and `@function` name is not parsed. */
const TEXT_DESCRIPTORS: Readonly<Record<string, string>> = {
  '@property': 'initial-value',
  '@function': 'result',
};

interface Span {
  readonly role: Role;
  readonly property: string;
  readonly atRule: string;
  readonly isStrict: boolean;
}

/** Takes a sheet apart; throws where it ends too early, or holds what no parser reads alike. */
export function cssPieces(text: string): Piece[] {
  const walk = new Walk(text);
  while (walk.statement());
  return walk.pieces;
}

class Walk {
  readonly pieces: Piece[] = [];
  readonly #text: string;
  readonly #tokens: readonly Token[];
  /** At-rules with an open block; empty for the block of a style rule. */
  readonly #blocks: string[] = [];
  #at = 0;
  #isSpaced = false;
  #isParted = false;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = cssTokens(text);
    const bad = this.#tokens.find(
      ({ type }) => type === tokenTypes.BadString || type === tokenTypes.BadUrl,
    );
    if (bad !== undefined) throw new MinifyProblem('it holds a string or url that never ends');
  }

  /** Reads one statement, or the end of a block; `false` at the end of the sheet. */
  statement(): boolean {
    const token = this.#next();
    if (token === undefined) {
      if (this.#blocks.length > 0) throw new MinifyProblem('it ends inside a block');
      return false;
    }
    const isInBlock = this.#blocks.length > 0;
    if (isInBlock && token.type === tokenTypes.Semicolon) this.#at += 1;
    else if (isInBlock && token.type === tokenTypes.RightCurlyBracket) this.#closeBlock(token);
    else if (token.type === tokenTypes.AtKeyword) this.#atRule(token);
    else if (isInBlock && this.#declarationColon() !== undefined) this.#declaration();
    else this.#qualifiedRule();
    return true;
  }

  #closeBlock(token: Token): void {
    this.#emit(token, span('mark'), '');
    this.#blocks.pop();
  }

  #atRule(token: Token): void {
    const atRule = this.#name(token);
    this.#emit(token, span('at', '', atRule), '');
    this.#until(span('condition', '', atRule), isEndOfRule);
    const end = this.#next();
    if (end?.type === tokenTypes.LeftCurlyBracket) this.#openBlock(end, atRule);
    else if (end?.type === tokenTypes.Semicolon) this.#emit(end, span('mark'), '');
    else throw new MinifyProblem(`"${atRule}" never ends`);
  }

  #openBlock(token: Token, atRule: string): void {
    this.#emit(token, span('mark'), '');
    this.#blocks.push(atRule);
  }

  #qualifiedRule(): void {
    const isInBlock = this.#blocks.length > 0;
    const atRule = this.#blocks.at(-1) ?? '';
    this.#until(span('selector', '', atRule), isInBlock ? isEndOfRule : isOpening);
    const end = this.#next();
    if (end?.type === tokenTypes.LeftCurlyBracket) this.#openBlock(end, '');
    else if (end?.type === tokenTypes.Semicolon) this.#emit(end, span('mark'), '');
    else if (end === undefined) throw new MinifyProblem('a rule has no block');
  }

  /** Finds the colon of `name: value`, or of `*name: value` as written for old browsers. */
  #declarationColon(): number | undefined {
    const isHack = this.#textAt(this.#at) === '*';
    let at = this.#at + (isHack ? 1 : 0);
    if (this.#tokens[at]?.type !== tokenTypes.Ident) return undefined;
    const isCustom = this.#textAt(at).startsWith('--');
    at = this.#skipBlanks(at + 1);
    if (this.#tokens[at]?.type !== tokenTypes.Colon) return undefined;
    if (isCustom) return at;
    const end = this.#endOf(at + 1);
    return this.#tokens[end]?.type === tokenTypes.LeftCurlyBracket ? undefined : at;
  }

  #declaration(): void {
    const colon = this.#declarationColon() ?? this.#at;
    const name = this.#tokens[this.#at] as Token;
    const end = { ...name, end: this.#tokens[this.#skipBack(colon)]?.end ?? name.end };
    const written = this.#text.slice(end.start, end.end);
    const property = written.startsWith('--') ? written : written.toLowerCase();
    const atRule = this.#blocks.at(-1) ?? '';
    this.#emit(end, span('name', property, atRule), '');
    this.#at = colon;
    this.#emit(this.#tokens[colon] as Token, span('mark', property, atRule), '');
    const isText = property.startsWith('--') || TEXT_DESCRIPTORS[atRule] === property;
    if (isText) this.#textValue(property, atRule);
    else this.#value(property, atRule);
    const next = this.#next();
    if (next?.type === tokenTypes.Semicolon) this.#emit(next, span('mark'), '');
  }

  #value(property: string, atRule: string): void {
    const end = this.#tokens[this.#endOf(this.#at)]?.start ?? this.#text.length;
    const raw = this.#text.slice(this.#tokens[this.#at]?.start ?? end, end);
    const isStrict = property === 'unicode-range' || STRICT_VALUE.test(raw);
    this.#until({ role: 'value', property, atRule, isStrict }, isEndOfValue);
  }

  #textValue(property: string, atRule: string): void {
    const from = this.#tokens[this.#at]?.start ?? this.#text.length;
    const end = this.#endOf(this.#at, isEndOfText);
    const raw = this.#text.slice(from, this.#tokens[end]?.start ?? this.#text.length);
    this.#isSpaced = /^[ \t\n\r\f]/.test(raw);
    const text = raw.replace(/^[ \t\n\r\f]+|[ \t\n\r\f]+$/g, '');
    // a `\` before trailing white space escapes it
    const whole = text.endsWith('\\') ? raw : text;
    this.#push(whole, tokenTypes.Ident, span('custom', property, atRule), '');
    this.#at = end;
  }

  /** Emits all up to a token at this level that ends the span. */
  #until(of: Span, isEnd: (type: number) => boolean): void {
    const open: { closer: number; name: string }[] = [];
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (open.length === 0 && isEnd(token.type)) return;
      if (token.type === open.at(-1)?.closer) open.pop();
      this.#emit(token, of, open.at(-1)?.name ?? '');
      const closer = CLOSERS.get(token.type);
      const last = this.#tokens[this.#at - 1] as Token;
      if (closer !== undefined) {
        open.push({ closer, name: this.#text.slice(last.start, last.end).toLowerCase() });
      }
    }
    throw new MinifyProblem('it ends inside a rule');
  }

  /** Finds the index of the token that ends what begins at an index. */
  #endOf(from: number, isEnd = isEndOfRule): number {
    const open: number[] = [];
    let at = from;
    for (; at < this.#tokens.length; at += 1) {
      const { type } = this.#tokens[at] as Token;
      if (open.length === 0 && isEnd(type)) break;
      if (type === open.at(-1)) open.pop();
      const closer = CLOSERS.get(type);
      if (closer !== undefined) open.push(closer);
    }
    return at;
  }

  /** The next token that means something; kept comments on the way are emitted. */
  #next(): Token | undefined {
    for (; this.#at < this.#tokens.length; this.#at += 1) {
      const token = this.#tokens[this.#at] as Token;
      if (!isBlank(token)) return token;
      if (token.type === tokenTypes.Comment) this.#comment(token);
      else this.#isSpaced = true;
      this.#isParted = true;
    }
    return undefined;
  }

  #comment({ start, end, type }: Token): void {
    const text = this.#text.slice(start, end);
    if (text.length < 4 || !text.endsWith('*/')) throw new MinifyProblem('a comment never ends');
    if (!KEPT_COMMENT.test(text)) return;
    const blanks = { isSpaced: this.#isSpaced, isParted: this.#isParted };
    this.pieces.push({ ...span('comment'), ...blanks, type, text, inside: '' });
  }

  #emit({ type, start, end }: Token, of: Span, inside: string): void {
    this.#push(this.#text.slice(start, end), type, of, inside);
    this.#at += 1;
  }

  #push(text: string, type: number, of: Span, inside: string): void {
    const blanks = { isSpaced: this.#isSpaced, isParted: this.#isParted };
    this.pieces.push({ ...of, ...blanks, type, text, inside });
    this.#isSpaced = false;
    this.#isParted = false;
  }

  #skipBlanks(from: number): number {
    let at = from;
    while (at < this.#tokens.length && isBlank(this.#tokens[at] as Token)) at += 1;
    return at;
  }

  #skipBack(colon: number): number {
    let at = colon - 1;
    while (isBlank(this.#tokens[at] as Token)) at -= 1;
    return at;
  }

  #textAt(at: number): string {
    const token = this.#tokens[at];
    return token === undefined ? '' : this.#text.slice(token.start, token.end);
  }

  #name({ start, end }: Token): string {
    return `@${ident.decode(this.#text.slice(start + 1, end)).toLowerCase()}`;
  }
}

function span(role: Role, property = '', atRule = ''): Span {
  return { role, property, atRule, isStrict: false };
}

function isOpening(type: number): boolean {
  return type === tokenTypes.LeftCurlyBracket;
}

function isEndOfText(type: number): boolean {
  return type === tokenTypes.Semicolon || type === tokenTypes.RightCurlyBracket;
}

const isEndOfValue = isEndOfText;

function isEndOfRule(type: number): boolean {
  return isEndOfText(type) || isOpening(type);
}
