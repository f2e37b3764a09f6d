// How many uploads may run at once: more while all goes well, half when the store asks for less.

const FIRST = 8;

/** Additive increase, multiplicative decrease, with a slow start (RFC 5681, 3.1). */
export class Limiter {
  readonly #most: number;
  #limit: number;
  #isStarting = true;
  #running = 0;
  /** Uploads that began before this many had ended belong to the time before the last halving. */
  #calmUntil = 0;
  #ended = 0;

  constructor(most: number) {
    this.#most = most;
    this.#limit = Math.min(FIRST, most);
  }

  get hasRoom(): boolean {
    return this.#running < Math.floor(this.#limit);
  }

  get running(): number {
    return this.#running;
  }

  begin(): void {
    this.#running += 1;
  }

  /** @param isThrottled - The store has asked for fewer. */
  end(isThrottled: boolean): void {
    this.#running -= 1;
    this.#ended += 1;
    if (isThrottled) this.#halve();
    else this.#grow();
  }

  #grow(): void {
    const step = this.#isStarting ? 1 : 1 / this.#limit;
    this.#limit = Math.min(this.#most, this.#limit + step);
  }

  /** Answers to uploads that were under way together count once. */
  #halve(): void {
    if (this.#ended <= this.#calmUntil) return;
    this.#isStarting = false;
    this.#limit = Math.max(1, this.#limit / 2);
    this.#calmUntil = this.#ended + this.#running;
  }
}
