// Escapes of a stylesheet, hidden from engines that would write the characters that they stand for.
//
// Which bytes a character is depends on the sheet's encoding, which the server may not tell; an
// escape is right in all of them.

const ESCAPE = /\\(?:([\da-f]{1,6})[ \t\n\f]?|[\s\S])/gi;
/** The last plane for private use, where one character stands for each different escape. */
const FIRST = 0x10_00_00;
const COUNT = 0xff_fd;
const PRIVATE = /[\u{100000}-\u{10fffd}]/gu;
const LAST_ASCII = 0x7f;

export class HiddenEscapes {
  /** The text, to be given to the engine. */
  readonly hidden: string;
  readonly #escapes: string[] = [];

  constructor(text: string) {
    const isFree = text.includes('\\') && text.search(PRIVATE) < 0;
    this.hidden = isFree ? this.#hide(text) : text;
  }

  /** Writes the escapes again, as they were. */
  show(result: string): string {
    if (this.#escapes.length === 0) return result;
    return result.replace(
      PRIVATE,
      (character) => this.#escapes[(character.codePointAt(0) ?? 0) - FIRST] ?? character,
    );
  }

  #hide(text: string): string {
    const indexes = new Map<string, number>();
    return text.replace(ESCAPE, (written, digits: string | undefined) => {
      if (digits === undefined || Number.parseInt(digits, 16) <= LAST_ASCII) return written;
      const index = indexes.get(written) ?? indexes.size;
      if (index >= COUNT) return written;
      indexes.set(written, index);
      this.#escapes[index] = written;
      return String.fromCodePoint(FIRST + index);
    });
  }
}
