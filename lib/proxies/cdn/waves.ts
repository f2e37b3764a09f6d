// When to look what others have uploaded: before the first upload, and while servers meet.
import type { UploadResult } from './store.ts';

/** Uploads between two listings while other servers write the same. */
const SHORTEST = 8;
const LONGEST = 4096;
/** So many servers are thought to meet: each takes its share of what is left. */
const SERVERS = 16;

/**
 * Counts uploads in waves. Where one wave met objects that another server had written meanwhile, a
 * listing comes before the next: it costs one request and saves many. Where none was met, this
 * server is alone, and the next wave is twice as long.
 */
export class Waves {
  /** Somebody wants to know what is there; once is enough. */
  isWanted = false;
  #needsFirst = true;
  #length = SHORTEST;
  #begun = 0;
  #ended = 0;
  #met = 0;

  want(): boolean {
    this.isWanted = this.#needsFirst;
    return this.isWanted;
  }

  get needsListing(): boolean {
    return this.#needsFirst || (this.#isFull && this.#met > 0);
  }

  /** What half of a wave has met tells enough of the other half. */
  get mustWait(): boolean {
    return this.#isFull && this.#met === 0 && this.#ended < this.#length / 2;
  }

  begin(): void {
    if (this.#isFull) this.#restart(Math.min(LONGEST, 2 * this.#length));
    this.#begun += 1;
  }

  /** @param result - Absent: it has failed. */
  end(result?: UploadResult): void {
    this.#ended += 1;
    if (result === 'exists') this.#met += 1;
  }

  /** @param left - How many uploads there are still to begin. */
  listed(left: number): void {
    const share = this.#met > 0 ? Math.ceil(left / SERVERS) : SHORTEST;
    this.#needsFirst = false;
    this.isWanted = false;
    this.#restart(Math.max(1, Math.min(SHORTEST, share)));
  }

  get #isFull(): boolean {
    return this.#begun >= this.#length;
  }

  #restart(length: number): void {
    this.#length = length;
    this.#begun = 0;
    this.#ended = 0;
    this.#met = 0;
  }
}
