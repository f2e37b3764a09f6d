// Whether a render waits for a minifier: in a server it does not, in a build it always does.

/** See `StaticfilesOptions.conversion`. */
export type ConversionOption = 'background' | 'inline';

export class ConversionMode {
  readonly #option: ConversionOption | undefined;
  readonly #listeners: (() => void)[] = [];
  #isServing = false;
  #waiting = 0;

  constructor({ conversion }: { readonly conversion: ConversionOption | undefined }) {
    this.#option = conversion;
  }

  /** What has to be minified is minified by workers, and nothing waits for it. */
  get isBackground(): boolean {
    if (this.#waiting > 0) return false;
    return this.#option === undefined ? this.#isServing : this.#option === 'background';
  }

  get isServing(): boolean {
    return this.#isServing;
  }

  /** From now on this package serves. */
  serve(): void {
    if (this.#isServing) return;
    this.#isServing = true;
    for (const listener of this.#listeners) listener();
  }

  onServe(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Does something that waits, as builds do, whatever the option says. */
  waiting<T>(action: () => T): T {
    this.#waiting += 1;
    try {
      return action();
    } finally {
      this.#waiting -= 1;
    }
  }
}
