// Whether a store honours conditional writes: AWS does, of others it is found out once.
import type { UploadResult } from '../cdn/store.ts';

export class Conditions {
  readonly #isCustom: boolean;
  readonly #probe: () => Promise<UploadResult>;
  #answer: Promise<boolean> | undefined;

  /** @param probe - Writes the same object, on the condition that it is not there. */
  constructor(isCustom: boolean, probe: () => Promise<UploadResult>) {
    this.#isCustom = isCustom;
    this.#probe = probe;
  }

  /** Rejects where that can't be found out now; the next call tries again. */
  areHonoured(): Promise<boolean> {
    if (!this.#isCustom) return Promise.resolve(true);
    this.#answer ??= this.#ask();
    return this.#answer;
  }

  /** A store that writes an object twice on this condition does not know it. */
  async #ask(): Promise<boolean> {
    try {
      return (await this.#probe()) === 'exists' || (await this.#probe()) === 'exists';
    } catch (error) {
      this.#answer = undefined;
      throw error;
    }
  }
}
