// What stands inside of which function or bracket, and how deeply: engines would recurse.
import { eachCssToken, tokenTypes } from '../../core/css/tokens.ts';
import { decodeName } from '../../core/css/words.ts';
import { isKnownFunction } from './known.ts';

/** Sheets of people nest some ten levels. */
const MOST_NESTED = 200;

/** Follows the open functions and brackets of a piece of a sheet. */
export class CssNesting {
  readonly #closers: number[] = [];
  readonly #names: string[] = [];
  /** The innermost one: `calc(`, `(`, `[` or `{`; empty outside of all. */
  inside = '';
  /** How many were open outside of the first function of unknown syntax; none is open: infinite. */
  #unknownFrom = Number.POSITIVE_INFINITY;

  get depth(): number {
    return this.#closers.length;
  }

  get isOutside(): boolean {
    return this.#closers.length === 0;
  }

  /** Some function is open in which anything may count: blanks, case, the spelling of numbers. */
  get isUnknown(): boolean {
    return this.#closers.length > this.#unknownFrom;
  }

  clear(): void {
    this.#unknownFrom = Number.POSITIVE_INFINITY;
    this.#closers.length = 0;
    this.#names.length = 0;
    this.inside = '';
  }

  /** Leaves the innermost one where a token closes it. */
  close(type: number): void {
    const { length } = this.#closers;
    if (length === 0 || this.#closers[length - 1] !== type) return;
    this.#closers.pop();
    this.#names.pop();
    this.inside = this.#names[length - 2] ?? '';
    if (length - 1 <= this.#unknownFrom) this.#unknownFrom = Number.POSITIVE_INFINITY;
  }

  /** Enters what a token opens. */
  open(type: number, text: string): void {
    const closer = closerOf(type);
    if (closer < 0) return;
    this.inside = `${decodeName(text.slice(0, -1))}${text.slice(-1)}`.toLowerCase();
    const isUnknown = type === tokenTypes.Function && !isKnownFunction(this.inside);
    if (isUnknown && !this.isUnknown) this.#unknownFrom = this.#closers.length;
    this.#closers.push(closer);
    this.#names.push(this.inside);
  }
}

function closerOf(type: number): number {
  switch (type) {
    case tokenTypes.Function:
    case tokenTypes.LeftParenthesis:
      return tokenTypes.RightParenthesis;
    case tokenTypes.LeftSquareBracket:
      return tokenTypes.RightSquareBracket;
    case tokenTypes.LeftCurlyBracket:
      return tokenTypes.RightCurlyBracket;
    default:
      return -1;
  }
}

/** Checks whether a sheet is nested more deeply than engines can be trusted with. */
export function isSheetTooDeep(sheet: string): boolean {
  const nesting = new CssNesting();
  let most = 0;
  eachCssToken(sheet, (type) => {
    nesting.close(type);
    nesting.open(type, '');
    most = Math.max(most, nesting.depth);
  });
  return most > MOST_NESTED;
}
