// Offsets in a byte text, and lines and columns as browsers count them: in UTF-16, both from 0.

const NOT_ASCII = /[^\0-\x7f]/;

export interface LinePosition {
  readonly line: number;
  readonly column: number;
}

/** The lines of a byte text, whose bytes are UTF-8. */
export class TextLines {
  readonly #text: string;
  readonly starts: readonly number[];
  /** The line whose columns were counted last, and the column of each of its bytes. */
  #counted = -1;
  #columns: readonly number[] = [];

  constructor(text: string) {
    this.#text = text;
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.starts = starts;
  }

  offsetOf({ line, column }: LinePosition): number {
    const start = this.starts[line] ?? this.#text.length;
    const columns = this.#columnsOf(line);
    if (columns === undefined) return start + column;
    return start + firstAtLeast(columns, column);
  }

  columnOf(line: number, offset: number): number {
    const inLine = offset - (this.starts[line] ?? 0);
    const columns = this.#columnsOf(line);
    return columns === undefined ? inLine : (columns[inLine] ?? columns.at(-1) ?? 0);
  }

  /** `undefined` where each byte is a column. */
  #columnsOf(line: number): readonly number[] | undefined {
    if (line !== this.#counted) {
      this.#counted = line;
      const text = this.#text.slice(this.starts[line], this.starts[line + 1]);
      this.#columns = NOT_ASCII.test(text) ? columnsOf(text) : [];
    }
    return this.#columns.length === 0 ? undefined : this.#columns;
  }
}

/** Finds the first of ascending numbers that is not below another; a minified line may be long. */
function firstAtLeast(numbers: readonly number[], least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Four bytes of UTF-8 are two units of UTF-16, each shorter sequence one. */
function columnsOf(text: string): number[] {
  let column = 0;
  return [...text].map((byte) => {
    const code = byte.charCodeAt(0);
    const isFollowing = code >= 0x80 && code < 0xc0;
    const at = isFollowing ? column - 1 : column;
    if (!isFollowing) column += code >= 0xf0 ? 2 : 1;
    return at;
  });
}
