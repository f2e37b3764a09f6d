// What was minified lately: a sheet whose references move is assembled again, not minified again.
import { BoundedMemory, textBytes } from '../core/bounded-memory.ts';
import type { Minified } from './minifier.ts';

const MOST_BYTES = 64_000_000;

export class MinifiedMemo {
  readonly #results = new BoundedMemory<Minified>({ mostBytes: MOST_BYTES, sizeOf });

  /** Returns what was made under a key, making it first where it is not known. */
  of(key: string, make: () => Minified): Minified {
    const known = this.#results.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.remember(key, made);
    return made;
  }

  get(key: string): Minified | undefined {
    return this.#results.get(key);
  }

  remember(key: string, made: Minified): void {
    this.#results.set(key, made);
  }
}

function sizeOf({ text, problem = '', map }: Minified): number {
  const names = map?.names.reduce((sum, name) => sum + textBytes(name), 0) ?? 0;
  return textBytes(text) + textBytes(problem) + textBytes(map?.mappings ?? '') + names;
}
