// The lines of the conversion cache that count: of each key the youngest.
import { type CacheLine, readValue } from './cache-lines.ts';

export class CacheFacts {
  readonly #lines = new Map<string, CacheLine>();
  /** Of the youngest line; no two lines of one process have the same. */
  #stamp = 0;

  /** Keeps a line unless a younger one of its key is known. */
  take(line: CacheLine | undefined): void {
    if (line === undefined) return;
    this.#stamp = Math.max(this.#stamp, line.stamp);
    const known = this.#lines.get(line.key);
    if (known === undefined || known.stamp <= line.stamp) this.#lines.set(line.key, line);
  }

  /** Returns a stamp that is younger than all that is known. */
  nextStamp(nowMs: number): number {
    this.#stamp = Math.max(this.#stamp + 1, nowMs * 1000);
    return this.#stamp;
  }

  has(key: string): boolean {
    return this.#lines.has(key);
  }

  value(key: string): unknown {
    const line = this.#lines.get(key);
    return line && readValue(line);
  }

  /** Lists the keys that begin with a prefix and were not deleted. */
  keys(prefix: string): string[] {
    const lines = [...this.#lines.values()].filter(({ key }) => key.startsWith(prefix));
    return lines.filter((line) => readValue(line) !== undefined).map(({ key }) => key);
  }

  lines(): string[] {
    return [...this.#lines.values()].map(({ line }) => line);
  }
}
