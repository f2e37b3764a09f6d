// Placeholders for values that only a render knows; equal expressions share one.
import { holeOf } from '../../core/html/parts.ts';

const POSITION: ReadonlySet<string> = new Set(['lineno', 'colno', 'parent']);

export class Holes {
  readonly #known = new Map<string, string>();

  /** @param of - A node, whose place makes no difference, or anything else that JSON can hold. */
  of(of: unknown): string {
    const key = JSON.stringify(of, (field, value) => (POSITION.has(field) ? undefined : value));
    const hole = this.#known.get(key) ?? holeOf(String(this.#known.size + 1));
    this.#known.set(key, hole);
    return hole;
  }
}
