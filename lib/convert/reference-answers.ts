// When the chain was asked about what an output refers to, and whether to ask again.
import type { Answer } from '../proxies/question.ts';
import type { Output } from './output.ts';

/** How often references whose answers may change are asked for again. */
const ASK_AGAIN_MS = 1000;

interface Asked {
  readonly atMs: number;
  readonly answers: readonly Answer[];
}

export type CurrentOutput = (key: string) => Output | undefined;

export class ReferenceAnswers {
  readonly #now: () => number;
  readonly #current: CurrentOutput;
  readonly #asked = new Map<string, Asked>();

  constructor(now: () => number, current: CurrentOutput) {
    this.#now = now;
    this.#current = current;
  }

  /** Checks whether the chain is to be asked again about what an output refers to. */
  isDue(output: Output): boolean {
    const dueMs = this.dueMs(output);
    return dueMs !== Number.POSITIVE_INFINITY && this.#now() >= dueMs;
  }

  /**
   * Returns when the chain is to be asked again about what an output refers to, in milliseconds since
   * 1970; infinite where all of that stays where it is.
   */
  dueMs(output: Output): number {
    return output.references.length === 0 ? Number.POSITIVE_INFINITY : this.#dueMs(output);
  }

  /** Notes what the chain answered just now for what `output` refers to. */
  remember(output: Output, answers: readonly Answer[]): void {
    this.#asked.set(output.key, { atMs: this.#now(), answers });
  }

  /** Makes the next render ask. */
  forget(output: Output): void {
    this.#asked.delete(output.key);
  }

  /** Looks at an output, and at all that it refers to. */
  #dueMs(start: Output): number {
    let dueMs = Number.POSITIVE_INFINITY;
    const outputs = new Set([start]);
    for (const output of outputs) {
      if (output.references.length === 0) continue;
      dueMs = Math.min(dueMs, this.#ownDueMs(output));
      for (const { key } of output.references) {
        const target = this.#current(key);
        if (target !== undefined) outputs.add(target);
      }
    }
    return dueMs;
  }

  /** What refers to something that is not there any more is due at once. */
  #ownDueMs(output: Output): number {
    const asked = this.#asked.get(output.key);
    const isCurrent = output.references.every(({ key, uri }) => this.#current(key)?.uri === uri);
    if (asked === undefined || !isCurrent) return Number.NEGATIVE_INFINITY;
    if (asked.answers.some(({ isStale }) => isStale)) return Number.NEGATIVE_INFINITY;
    const isFinal = asked.answers.every((answer) => answer.isFinal);
    return isFinal ? Number.POSITIVE_INFINITY : asked.atMs + ASK_AGAIN_MS;
  }
}
