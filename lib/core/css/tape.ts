// The tokens of a stylesheet in two arrays of numbers, for walks over all of a large sheet.
import { eachCssToken, tokenTypes } from './tokens.ts';

export class CssTape {
  readonly length: number;
  readonly #text: string;
  readonly #types: Uint8Array;
  /** One more than there are tokens: each begins where the one before it ends. */
  readonly #starts: Uint32Array;

  constructor(text: string) {
    this.#text = text;
    this.#types = new Uint8Array(text.length);
    this.#starts = new Uint32Array(text.length + 1);
    let length = 0;
    eachCssToken(text, (type, start, end) => {
      this.#types[length] = type;
      this.#starts[length] = start;
      length += 1;
      this.#starts[length] = end;
    });
    this.length = length;
  }

  /** The type of a token; `tokenTypes.EOF` behind the last. */
  typeAt(index: number): number {
    return index < this.length ? (this.#types[index] ?? 0) : tokenTypes.EOF;
  }

  /** Where a token begins; the end of the sheet behind the last. */
  startAt(index: number): number {
    return index < this.length ? (this.#starts[index] ?? 0) : this.#text.length;
  }

  /** The text of one token, or of several. */
  textAt(index: number, count = 1): string {
    return this.#text.slice(this.startAt(index), this.startAt(index + count));
  }
}
