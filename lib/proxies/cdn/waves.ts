// When to look what others have uploaded: before the first upload, and while servers meet.
import type { UploadResult } from './store.ts';

/** Uploads between two listings while other servers write the same. */
const SHORTEST = 16;
const LONGEST = 4096;

/**
 * Counts uploads in waves. Where one wave met objects that another server had written meanwhile, a
 * listing comes before the next: it costs one request and saves many. Where none was met, this
 * server is alone, and the next wave is twice as long.
 */
export class Waves {
  #needsFirst = true;
  #length = SHORTEST;
  #begun = 0;
  #met = 0;

  /** Somebody wants to know what is there; once is enough. */
  isWanted = false;

  want(): boolean {
    this.isWanted = this.#needsFirst;
    return this.isWanted;
  }

  get needsListing(): boolean {
    return this.#needsFirst || (this.#begun >= this.#length && this.#met > 0);
  }

  begin(): void {
    this.#begun += 1;
    if (this.#begun <= this.#length || this.#met > 0) return;
    this.#length = Math.min(LONGEST, 2 * this.#length);
    this.#begun = 1;
  }

  end(result: UploadResult): void {
    if (result === 'exists') this.#met += 1;
  }

  listed(): void {
    this.#needsFirst = false;
    this.isWanted = false;
    this.#length = SHORTEST;
    this.#begun = 0;
    this.#met = 0;
  }
}
