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
 * server is alone, and the next wave is twice as long. A listing that is cut says too little to be
 * repeated: from then on single objects are looked for.
 */
export class ListingSchedule {
  #isWanted = false;
  #needsFirst = true;
  #isCut = false;
  #length = SHORTEST;
  #begun = 0;
  #ended = 0;
  #met = 0;
  #failures = 0;
  #notBeforeMs = Number.NEGATIVE_INFINITY;

  /** How often it has failed since it went well. */
  get failures(): number {
    return this.#failures;
  }

  /** When a listing that has failed may be tried again. */
  get notBeforeMs(): number {
    return this.#notBeforeMs;
  }

  /** @param timeAfter - When to try again after so many failures. */
  failed(timeAfter: (failures: number) => number): void {
    this.#failures += 1;
    this.#notBeforeMs = timeAfter(this.#failures);
  }

  /** Somebody wants to know what is there; once is enough. */
  want(): void {
    this.#isWanted = this.#needsFirst;
  }

  /** A listing comes now, though nothing may be there to upload. */
  get isWanted(): boolean {
    return this.#isWanted;
  }

  /** There was no listing yet. */
  get needsFirst(): boolean {
    return this.#needsFirst;
  }

  get needsListing(): boolean {
    return this.#needsFirst || (!this.#isCut && this.#isFull && this.#met > 0);
  }

  /** What half of a wave has met tells enough of the other half. */
  get mustWait(): boolean {
    const isHalf = this.#ended < this.#length / 2;
    return !this.#isCut && this.#isFull && this.#met === 0 && isHalf;
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
  listed(left: number, isWhole: boolean): void {
    const share = this.#met > 0 ? Math.ceil(left / SERVERS) : SHORTEST;
    this.#needsFirst = false;
    this.#isWanted = false;
    this.#isCut = !isWhole;
    this.#failures = 0;
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
