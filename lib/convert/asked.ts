// When the chain was asked about what an output refers to, and whether to ask again.
import type { Answer } from '../proxies/offers.ts';
import type { Output } from './output.ts';

/** How often references whose answers may change are asked for again. */
const ASK_AGAIN_MS = 1000;

interface Asked {
  readonly atMs: number;
  readonly answers: readonly Answer[];
  /** The outputs that were asked about; they may refer to others themselves. */
  readonly targets: readonly Output[];
}

export class AskedReferences {
  readonly #now: () => number;
  readonly #asked = new Map<string, Asked>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Tells whether the chain is to be asked again about what an output refers to. */
  isDue(output: Output): boolean {
    if (output.references.length === 0) return false;
    const asked = this.#asked.get(output.key);
    if (asked === undefined || asked.answers.some((answer) => answer.isStale)) return true;
    const isWaiting = this.#now() - asked.atMs < ASK_AGAIN_MS;
    if (!isWaiting && asked.answers.some((answer) => !answer.isFinal)) return true;
    return asked.targets.some((target) => this.isDue(target));
  }

  /** Tells whether all that an output refers to stays where it is. */
  isFinal(output: Output): boolean {
    if (output.references.length === 0) return true;
    const asked = this.#asked.get(output.key);
    if (asked === undefined) return false;
    const isSettled = asked.answers.every((answer) => answer.isFinal && !answer.isStale);
    return isSettled && asked.targets.every((target) => this.isFinal(target));
  }

  /** Notes what the chain answered just now for the outputs that `output` refers to. */
  remember(output: Output, targets: readonly Output[], answers: readonly Answer[]): void {
    this.#asked.set(output.key, { atMs: this.#now(), answers, targets });
  }

  /** Makes the next render ask. */
  forget(output: Output): void {
    this.#asked.delete(output.key);
  }
}
