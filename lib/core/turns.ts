// Turns of the event loop, one for each who asks: pieces of work that are done at once would add up for others.

/** Lets others have their turn. Node's own promise of it takes a millisecond to load. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Lets a time pass, and keeps the process alive for it. */
export function sleep(timeMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, timeMs));
}

export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Waits for a turn in which nobody else goes on who asked here. */
  next(): Promise<unknown> {
    this.#last = this.#last.then(() => nextTurn());
    return this.#last;
  }
}
