// When the chain was asked about what an output refers to, and whether to ask again.
import type { Answer } from '../proxies/offers.ts';
import type { Output } from './output.ts';

/** How often references whose answers may change are asked for again. */
const ASK_AGAIN_MS = 1000;

interface Asked {
  readonly atMs: number;
  readonly answers: readonly Answer[];
}

/** Gives the output that was made of a request last. */
export type CurrentOutput = (key: string) => Output | undefined;

export class AskedReferences {
  readonly #now: () => number;
  readonly #current: CurrentOutput;
  readonly #asked = new Map<string, Asked>();

  constructor(now: () => number, current: CurrentOutput) {
    this.#now = now;
    this.#current = current;
  }

  /** Tells whether the chain is to be asked again about what an output refers to. */
  isDue(output: Output): boolean {
    return this.#some(output, (asked, isCurrent) => {
      if (asked === undefined || !isCurrent) return true;
      const isWaiting = this.#now() - asked.atMs < ASK_AGAIN_MS;
      return asked.answers.some(({ isFinal, isStale }) => isStale || !(isFinal || isWaiting));
    });
  }

  /** Tells whether all that an output refers to stays where it is. */
  isFinal(output: Output): boolean {
    return !this.#some(output, (asked, isCurrent) => {
      if (asked === undefined || !isCurrent) return true;
      return asked.answers.some((answer) => !answer.isFinal || answer.isStale);
    });
  }

  /** Notes what the chain answered just now for what `output` refers to. */
  remember(output: Output, answers: readonly Answer[]): void {
    this.#asked.set(output.key, { atMs: this.#now(), answers });
  }

  /** Makes the next render ask. */
  forget(output: Output): void {
    this.#asked.delete(output.key);
  }

  /** Tests an output, and all that it refers to; `isCurrent`: it refers to what is there now. */
  #some(
    output: Output,
    test: (asked: Asked | undefined, isCurrent: boolean) => boolean,
    seen = new Set<string>(),
  ): boolean {
    if (output.references.length === 0 || seen.has(output.key)) return false;
    seen.add(output.key);
    const targets = output.references.map(({ key }) => this.#current(key));
    const isCurrent = output.references.every(({ uri }, at) => targets[at]?.uri === uri);
    if (test(this.#asked.get(output.key), isCurrent)) return true;
    return targets.some((target) => target !== undefined && this.#some(target, test, seen));
  }
}
