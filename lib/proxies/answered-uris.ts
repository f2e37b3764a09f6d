// What file proxies answered in place of uris: so that a URL that comes back is known again.
import { BoundedMemory, textBytes } from '../core/bounded-memory.ts';
import { splitSuffix } from '../core/paths.ts';

/** For answers to paths that have no output: there is no end of such. */
const MOST_BYTES = 1_000_000;

export class AnsweredUris {
  /** The last answer for each output's uri, and back. */
  readonly #answers = new Map<string, string>();
  readonly #uris = new Map<string, string>();
  readonly #others = new BoundedMemory<string>({ mostBytes: MOST_BYTES, sizeOf: textBytes });

  note(uri: string, answer: string): void {
    const before = this.#answers.get(uri);
    if (before === answer) return;
    if (before !== undefined) this.#uris.delete(before);
    if (uri === answer) this.#answers.delete(uri);
    else this.#answers.set(uri, answer);
    if (uri !== answer) this.#uris.set(answer, uri);
  }

  /** Notes an answer for a path that has no output. */
  noteOther(uri: string, answer: string): string {
    if (uri !== answer) this.#others.set(answer, uri);
    return answer;
  }

  /** Returns the uri that a URL was the answer for; `undefined` where it was none, or the uri itself. */
  uriOf(url: string): string | undefined {
    return this.#uriOf(url) ?? this.#uriOf(splitSuffix(url).head);
  }

  #uriOf(answer: string): string | undefined {
    return this.#uris.get(answer) ?? this.#others.get(answer);
  }
}
