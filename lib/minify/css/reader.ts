// A walk over pieces that gives what they say, word by word.
import { tokenTypes } from '../../core/css/tokens.ts';
import { type Separation, separationOf } from './blanks.ts';
import type { Piece } from './piece.ts';
import { stringWord, wordOf } from './words.ts';

export class CssReader {
  readonly #pieces: readonly Piece[];
  #at = 0;
  #last: Piece | undefined;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  /** Where the next piece stands among the pieces. */
  get at(): number {
    return this.#at;
  }

  /** The last piece that said something. */
  get last(): Piece | undefined {
    return this.#last;
  }

  /** The next piece that says something. */
  next(): Piece | undefined {
    let piece = this.#pieces[this.#at];
    while (piece !== undefined && this.#saysNothing(piece)) {
      this.#at += 1;
      piece = this.#pieces[this.#at];
    }
    return piece;
  }

  /** What says something before the next piece. */
  separation(piece: Piece): Separation {
    return separationOf(this.#last, piece);
  }

  step(piece: Piece): void {
    this.#last = piece;
    this.#at += 1;
  }

  /** Reads what the next piece says, or the next pieces together. */
  read(): string {
    const piece = this.next();
    if (piece === undefined) return '';
    const blank = this.separation(piece);
    const together = this.#url(piece) ?? this.#nth(piece);
    if (together !== undefined) return blank + together;
    const word = wordOf(piece, this.#last);
    this.step(piece);
    return blank + word;
  }

  #saysNothing(piece: Piece): boolean {
    if (piece.role === 'comment') return true;
    if (piece.role === 'mark') return piece.text === ';' && this.#isLastSemicolon();
    return piece.role === 'selector' && piece.text === ':' && this.#isSecondColon(piece);
  }

  /** The `;` of the last declaration of a block says nothing. */
  #isLastSemicolon(): boolean {
    const role = this.#last?.role;
    if (role !== 'value' && role !== 'custom' && role !== 'mark') return false;
    let at = this.#at + 1;
    while (this.#pieces[at]?.role === 'comment') at += 1;
    const next = this.#pieces[at];
    return next?.role === 'mark' && next.text === '}';
  }

  /** Some pseudo-elements may be written with one colon (Selectors 4, 3.6.1). */
  #isSecondColon(second: Piece): boolean {
    const name = this.#pieces[this.#at + 1];
    if (this.#last?.text !== ':' || second.isParted || name?.isParted) return false;
    return name?.type === tokenTypes.Ident && LEGACY.test(name.text);
  }

  /** `url("x")`, which is what `url(x)` is. */
  #url(piece: Piece): string | undefined {
    if (piece.type !== tokenTypes.Function || piece.text.toLowerCase() !== 'url(') return undefined;
    const [argument, end] = [this.#pieces[this.#at + 1], this.#pieces[this.#at + 2]];
    if (argument?.type !== tokenTypes.String) return undefined;
    if (end?.type !== tokenTypes.RightParenthesis || piece.isStrict) return undefined;
    this.#at += 3;
    this.#last = end;
    return `url(${stringWord(argument.text)}`;
  }

  /** `:nth-child(2n + 1)`, which is what `:nth-child(2n+1)` is. */
  #nth(piece: Piece): string | undefined {
    if (piece.type !== tokenTypes.Function || !/^nth-/i.test(piece.text)) return undefined;
    let written = '';
    let at = this.#at + 1;
    let next = this.#pieces[at];
    const inside = piece.text.toLowerCase();
    for (; next?.inside === inside; at += 1, next = this.#pieces[at]) {
      // what is longer, or holds a function, is none
      if (at - this.#at > MOST_PIECES || next.type === tokenTypes.Function) return undefined;
      if (next.type === tokenTypes.Ident && next.text.toLowerCase() === 'of') break;
      written += (next.isParted ? ' ' : '') + next.text;
    }
    const [, step, sign, offset] = STEP_AND_OFFSET.exec(written) ?? [];
    if (step === undefined) return undefined;
    this.#last = this.#pieces[at - 1];
    this.#at = at;
    return `${piece.text}${step}${sign}${offset}`.toLowerCase();
  }
}

const LEGACY = /^(?:before|after|first-line|first-letter)$/i;

/** More than there are in `-2n + 1`. */
const MOST_PIECES = 8;

/** White space is allowed around the sign (CSS Syntax 3, 6.2). */
const STEP_AND_OFFSET = /^ ?([+-]?\d*n) ?([+-]) ?(\d+)$/i;
