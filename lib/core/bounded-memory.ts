// What is remembered of texts of others: bounded by bytes, and what was not used for longest goes first.

/** What an entry costs besides its texts: a place in the tables, and small objects. */
const ENTRY_BYTES = 200;
/** One entry gets at most this part of the room. */
const LARGEST_PART = 4;

export interface BoundedMemoryOptions<V> {
  readonly mostBytes: number;
  /** Counts the bytes of a value, without its key. */
  readonly sizeOf: (value: V) => number;
}

interface Entry<V> {
  readonly value: V;
  readonly bytes: number;
}

/** Forgetting costs time, never another answer: only what can be made again belongs here. */
export class BoundedMemory<V extends NonNullable<unknown>> {
  readonly #options: BoundedMemoryOptions<V>;
  /** A `Map` keeps the order of insertion: what is used is inserted anew, and the first was not used for longest. */
  readonly #entries = new Map<string, Entry<V>>();
  #bytes = 0;

  constructor(options: BoundedMemoryOptions<V>) {
    this.#options = options;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: V): void {
    const { mostBytes, sizeOf } = this.#options;
    this.delete(key);
    const bytes = ENTRY_BYTES + textBytes(key) + Math.ceil(sizeOf(value));
    if (bytes > mostBytes / LARGEST_PART) return;
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= mostBytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }

  *values(): Generator<V> {
    for (const { value } of this.#entries.values()) yield value;
  }
}

/** Counts the bytes of a text in memory, at most. */
export function textBytes(text: string): number {
  return 2 * text.length;
}

/**
 * Copies a text. What was cut out of a long one keeps that in memory for as long as it lives: a path
 * would keep the page that it stood in.
 */
export function ownText(text: string): string {
  return ` ${text}`.slice(1);
}
