// A walk over the tokens of a stylesheet that turns them into pieces.
import { CssTape } from '../../core/css/tape.ts';
import { isBlank, tokenTypes } from '../../core/css/tokens.ts';
import { withoutEnd } from '../../core/text-end.ts';
import { MinifyProblem } from '../minifier.ts';
import { CssNesting } from './nesting.ts';
import { COMMENT, type Piece, type Span } from './piece.ts';

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
  readonly #tape: CssTape;
  readonly #nesting = new CssNesting();
  readonly #ahead = new CssNesting();
  #at = 0;
  #isSpaced = false;
  #isParted = false;

  constructor(text: string) {
    this.#tape = new CssTape(text);
  }

  /**
   * Goes to the next token that means something, and answers its type; `tokenTypes.EOF` at the end.
   * Kept comments on the way become pieces.
   */
  next(): number {
    for (; ; this.#at += 1) {
      const type = this.#tape.typeAt(this.#at);
      if (!isBlank(type)) return sound(type);
      if (type === tokenTypes.Comment) this.#comment();
      else this.#isSpaced = true;
      this.#isParted = true;
    }
  }

  /** The type of a token behind the next one, or that of the first one there that means something. */
  typeBehind(count: number, areBlanksSkipped: boolean): number {
    let at = this.#at + count;
    while (areBlanksSkipped && isBlank(this.#tape.typeAt(at))) at += 1;
    return this.#tape.typeAt(at);
  }

  /** The text of the next token, or of the next `count` of them. */
  text(count = 1): string {
    return this.#tape.textAt(this.#at, count);
  }

  /** Makes the next token a piece, or the next `count` of them; answers its text. */
  emit(of: Span, inside = '', count = 1): string {
    const text = this.text(count);
    this.#push(text, this.#tape.typeAt(this.#at), this.#tape.startAt(this.#at), of, inside);
    this.#at += count;
    return text;
  }

  /** Makes pieces of all up to a token, outside of brackets, that ends the span. */
  emitUntil(of: Span, isEnd: (type: number) => boolean): void {
    const nesting = this.#nesting;
    nesting.clear();
    for (let type = this.next(); type !== tokenTypes.EOF; type = this.next()) {
      if (nesting.isOutside && isEnd(type)) return;
      nesting.close(type);
      const isStrict = nesting.isUnknown && of.role !== 'selector';
      nesting.open(type, this.emit(isStrict ? { ...of, isStrict } : of, nesting.inside));
      if (type === tokenTypes.Function && nesting.inside === 'style(') this.#styleQuery(of);
    }
    throw new MinifyProblem('it ends inside a rule');
  }

  /** Makes the tokens up to an index one piece, without the white space around it. */
  emitText(of: Span, end: number): void {
    const raw = this.text(end - this.#at);
    const behind = raw.replace(/^[ \t\n\r\f]+/, '');
    const text = withoutEnd(behind, ' \t\n\r\f');
    const start = this.#tape.startAt(end) - behind.length;
    this.#isSpaced = behind.length < raw.length;
    // a `\` before trailing white space escapes it
    this.#push(text.endsWith('\\') ? behind : text, tokenTypes.Ident, start, of, '');
    this.#at = end;
  }

  /** Reads on, without a step, up to a token outside of brackets that ends a span. */
  textUntil(isEnd: (type: number) => boolean): string {
    return this.text(this.#endOf(isEnd) - this.#at);
  }

  /** Finds where the text ends that begins here: before `;`, `}` or, where it may be, `!important`. */
  endOfText(mayBeImportant: boolean): number {
    const end = this.#endOf(isEndOfValue);
    if (!mayBeImportant) return end;
    const word = this.#behind(end);
    const mark = this.#behind(word);
    const isImportance =
      mark >= this.#at &&
      this.#tape.textAt(mark) === '!' &&
      this.#tape.textAt(word).toLowerCase() === 'important';
    return isImportance ? mark : end;
  }

  /** What `style(--x: y)` asks for is compared with the text of a custom property. */
  #styleQuery(of: Span): void {
    if (of.role === 'selector') return;
    const end = this.#endOf((type) => type === tokenTypes.RightParenthesis);
    this.emitText({ ...of, role: 'custom' }, end);
  }

  #endOf(isEnd: (type: number) => boolean): number {
    const nesting = this.#ahead;
    nesting.clear();
    let at = this.#at;
    for (; at < this.#tape.length; at += 1) {
      const type = sound(this.#tape.typeAt(at));
      if (nesting.isOutside && isEnd(type)) break;
      nesting.close(type);
      nesting.open(type, '');
    }
    return at;
  }

  /** The index of the last token before another one that is not blank. */
  #behind(index: number): number {
    let at = index - 1;
    while (at >= this.#at && isBlank(this.#tape.typeAt(at))) at -= 1;
    return at;
  }

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

  #comment(): void {
    const text = this.text();
    if (text.length < 4 || !text.endsWith('*/')) throw new MinifyProblem('a comment never ends');
    if (!KEPT_COMMENT.test(text)) return;
    const start = this.#tape.startAt(this.#at);
    this.pieces.push(this.#piece(text, tokenTypes.Comment, start, COMMENT, ''));
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

function sound(type: number): number {
  if (type !== tokenTypes.BadString && type !== tokenTypes.BadUrl) return type;
  throw new MinifyProblem('it holds a string or url that never ends');
}
