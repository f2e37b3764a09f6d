// What stands inside of which function or bracket.

import { tokenTypes } from '../core/css-tokens.ts';
import { cssWords } from '../core/packages.cjs';

/** Follows the open functions and brackets of a piece of a sheet. */
export class CssNesting {
  readonly #closers: number[] = [];
  readonly #names: string[] = [];
  /** The innermost one: `calc(`, `(`, `[` or `{`; empty outside of all. */
  inside = '';

  /** How many are open. */
  get depth(): number {
    return this.#closers.length;
  }

  get isOutside(): boolean {
    return this.#closers.length === 0;
  }

  clear(): void {
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
  }

  /** Enters what a token opens. */
  open(type: number, text: string): void {
    const closer = closerOf(type);
    if (closer < 0) return;
    const name = text.includes('\\') ? `${cssWords().ident.decode(text.slice(0, -1))}(` : text;
    this.inside = name.toLowerCase();
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
