// What goes on while renders go on, so that whoever wants to can wait for the end of all of it.

export class BackgroundWork {
  readonly #all = new Set<Promise<unknown>>();

  /** Notes work that goes on; what it rejects with is for others. */
  add(work: Promise<unknown>): void {
    const done = work
      .catch(() => {})
      .finally(() => {
        this.#all.delete(done);
      });
    this.#all.add(done);
  }

  /** Resolves when nothing goes on, also nothing that has begun since. */
  async idle(): Promise<void> {
    while (this.#all.size > 0) await Promise.all(this.#all);
  }
}
