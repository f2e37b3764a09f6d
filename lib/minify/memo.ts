// What was minified lately: a sheet whose references move is assembled again, not minified again.
import type { Minified } from './minifier.ts';

/** How many characters of results are remembered, about 32 MB. */
const MOST_CHARACTERS = 32_000_000;

export class MinifiedMemo {
  readonly #results = new Map<string, Minified>();
  #characters = 0;

  /** Gives what was made under a key, making it first where it is not known. */
  of(key: string, make: () => Minified): Minified {
    const known = this.#results.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.remember(key, made);
    return made;
  }

  has(key: string): boolean {
    return this.#results.has(key);
  }

  remember(key: string, made: Minified): void {
    this.#characters += made.text.length;
    if (this.#characters > MOST_CHARACTERS) {
      this.#results.clear();
      this.#characters = made.text.length;
    }
    this.#results.set(key, made);
  }
}
