// Turns of the event loop, one for each who asks: pieces of work that are done at once would add up for others.
import { setImmediate as nextTurn } from 'node:timers/promises';

export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Waits for a turn in which nobody else goes on who asked here. */
  next(): Promise<unknown> {
    this.#last = this.#last.then(() => nextTurn());
    return this.#last;
  }
}
