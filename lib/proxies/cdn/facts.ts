// What a CDN proxy keeps over restarts: facts about one bucket, prefix and address.
import type { ProxyStore } from '../file-proxy.ts';

export class Facts {
  readonly #scope: string;
  readonly #store: ProxyStore;

  constructor(store: ProxyStore, scope: readonly string[]) {
    this.#store = store;
    this.#scope = `cdn ${scope.map(encodeURIComponent).join(' ')} `;
  }

  get(name: string): unknown {
    return this.#store.get(this.#scope + name);
  }

  set(name: string, value: unknown): void {
    this.#store.set(this.#scope + name, value);
  }

  delete(name: string): void {
    this.#store.delete(this.#scope + name);
  }

  /** Lists the names that begin with `prefix`, without it. */
  names(prefix: string): string[] {
    const whole = this.#scope + prefix;
    return [...this.#store.entries()].flatMap(([key]) =>
      key.startsWith(whole) ? [key.slice(whole.length)] : [],
    );
  }
}
