// A walk over the tokens of a stylesheet that turns them into pieces.
import { cssTokens, isBlank, type Token, tokenTypes } from '../core/css-tokens.ts';
import { CssNesting } from './css-nesting.ts';
import { COMMENT, type Piece, type Span } from './css-piece.ts';
import { MinifyProblem } from './minifier.ts';

const KEPT_COMMENT = /^\/\*!|@(?:license|preserve|cc_on)\b/i;

/** A place in the walk to which it can go back. */
export interface Place {
  readonly at: number;
  readonly count: number;
  readonly isSpaced: boolean;
  readonly isParted: boolean;
}

export class CssCursor {
  readonly pieces: Piece[] = [];
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #nesting = new CssNesting();
  readonly #ahead = new CssNesting();
  #at = 0;
  #isSpaced = false;
  #isParted = false;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = cssTokens(text);
  }

  /** The next token that means something; kept comments on the way become pieces. */
  next(): Token | undefined {
    for (; this.#at < this.#tokens.length; this.#at += 1) {
      const token = this.#tokens[this.#at] as Token;
      if (!isBlank(token)) return sound(token);
      if (token.type === tokenTypes.Comment) this.#comment(token);
      else this.#isSpaced = true;
      this.#isParted = true;
    }
    return undefined;
  }

  /** The token directly behind the next one. */
  get second(): Token | undefined {
    return this.#tokens[this.#at + 1];
  }

  /** Tells the type of the first token from an index on that means something. */
  typeBehind(skipped: number): number | undefined {
    let at = this.#at + skipped;
    while (at < this.#tokens.length && isBlank(this.#tokens[at] as Token)) at += 1;
    return this.#tokens[at]?.type;
  }

  textOf({ start, end }: Token): string {
    return this.#text.slice(start, end);
  }

  /** Makes the next token a piece, or the next `count` of them; answers its text. */
  emit(of: Span, inside = '', count = 1): string {
    const { type, start } = this.#tokens[this.#at] as Token;
    const text = this.#text.slice(start, this.#tokens[this.#at + count - 1]?.end);
    this.#push(text, type, start, of, inside);
    this.#at += count;
    return text;
  }

  /** Makes pieces of all up to a token, outside of brackets, that ends the span. */
  emitUntil(of: Span, isEnd: (type: number) => boolean): void {
    const nesting = this.#nesting;
    nesting.clear();
    for (let token = this.next(); token !== undefined; token = this.next()) {
      const { type } = token;
      if (nesting.isOutside && isEnd(type)) return;
      nesting.close(type);
      nesting.open(type, this.emit(of, nesting.inside));
      if (nesting.inside === 'style(' && type === tokenTypes.Function) this.#styleQuery(of);
    }
    throw new MinifyProblem('it ends inside a rule');
  }

  /** Makes all up to an offset one piece, without the white space around it. */
  emitText(of: Span, end: number): void {
    const first = this.#tokens[this.#at];
    const raw = this.#text.slice(first?.start ?? end, end);
    const behind = raw.replace(/^[ \t\n\r\f]+/, '');
    const text = behind.replace(/[ \t\n\r\f]+$/, '');
    this.#isSpaced = behind.length < raw.length;
    // a `\` before trailing white space escapes it
    this.#push(text.endsWith('\\') ? raw : text, tokenTypes.Ident, end - behind.length, of, '');
    while ((this.#tokens[this.#at]?.start ?? end) < end) this.#at += 1;
  }

  /** Reads on, without a step, up to a token outside of brackets that ends a span. */
  textUntil(isEnd: (type: number) => boolean): string {
    const { start } = this.#tokens[this.#at] ?? { start: this.#text.length };
    return this.#text.slice(start, this.#tokens[this.#endOf(isEnd)]?.start);
  }

  /** Finds where the text ends that begins here: before `;`, `}` or, where it may be, `!important`. */
  endOfText(mayBeImportant: boolean): number {
    const end = this.#endOf(isEndOfValue);
    const word = this.#behind(end);
    const mark = this.#behind(word);
    const isImportant = mayBeImportant && mark >= this.#at && this.#isImportance(mark, word);
    return this.#tokens[isImportant ? mark : end]?.start ?? this.#text.length;
  }

  /** What `style(--x: y)` asks for is compared with the text of a custom property. */
  #styleQuery(of: Span): void {
    if (of.role === 'selector') return;
    const end = this.#tokens[this.#endOf((type) => type === tokenTypes.RightParenthesis)];
    this.emitText({ ...of, role: 'custom' }, end?.start ?? this.#text.length);
  }

  #endOf(isEnd: (type: number) => boolean): number {
    const nesting = this.#ahead;
    nesting.clear();
    let at = this.#at;
    for (; at < this.#tokens.length; at += 1) {
      const token = sound(this.#tokens[at] as Token);
      if (nesting.isOutside && isEnd(token.type)) break;
      nesting.close(token.type);
      nesting.open(token.type, '');
    }
    return at;
  }

  /** The index of the last token before another one that is not blank. */
  #behind(index: number): number {
    let at = index - 1;
    while (at >= this.#at && isBlank(this.#tokens[at] as Token)) at -= 1;
    return at;
  }

  #isImportance(mark: number, word: number): boolean {
    const texts = [mark, word].map((at) => this.textOf(this.#tokens[at] as Token).toLowerCase());
    return texts[0] === '!' && texts[1] === 'important';
  }

  /** Steps over a token that says nothing. */
  skip(): void {
    this.#at += 1;
  }

  get place(): Place {
    const { length: count } = this.pieces;
    return { at: this.#at, count, isSpaced: this.#isSpaced, isParted: this.#isParted };
  }

  goBack({ at, count, isSpaced, isParted }: Place): void {
    this.#at = at;
    this.pieces.length = count;
    this.#isSpaced = isSpaced;
    this.#isParted = isParted;
  }

  #comment(token: Token): void {
    const text = this.textOf(token);
    if (text.length < 4 || !text.endsWith('*/')) throw new MinifyProblem('a comment never ends');
    if (!KEPT_COMMENT.test(text)) return;
    this.pieces.push(this.#piece(text, token.type, token.start, COMMENT, ''));
  }

  #push(text: string, type: number, start: number, of: Span, inside: string): void {
    this.pieces.push(this.#piece(text, type, start, of, inside));
    this.#isSpaced = false;
    this.#isParted = false;
  }

  /** All pieces have one shape and are made here: there are very many of them. */
  #piece(text: string, type: number, start: number, of: Span, inside: string): Piece {
    const { role, property, atRule, isStrict } = of;
    const [isSpaced, isParted] = [this.#isSpaced, this.#isParted];
    return { role, property, atRule, isStrict, type, text, start, isSpaced, isParted, inside };
  }
}

export function isEndOfValue(type: number): boolean {
  return type === tokenTypes.Semicolon || type === tokenTypes.RightCurlyBracket;
}

function sound(token: Token): Token {
  if (token.type !== tokenTypes.BadString && token.type !== tokenTypes.BadUrl) return token;
  throw new MinifyProblem('it holds a string or url that never ends');
}
