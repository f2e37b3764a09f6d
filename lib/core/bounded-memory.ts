// What is remembered of texts of others: bounded by bytes, and what was not used for longest goes first.
import type * as Lru from 'lru-cache';
import { attempt } from './attempt.ts';
import { lru } from './packages.cjs';

/** The bytes of an entry without its texts: a place in the tables, and small objects. */
const ENTRY_BYTES = 200;
/** One entry gets at most this part of the room. */
const LARGEST_PART = 4;

export interface BoundedMemoryOptions<V> {
  readonly mostBytes: number;
  /** Counts the bytes of a value, without its key. */
  readonly sizeOf: (value: V) => number;
}

/** Forgetting costs time, never another answer: only what can be made again belongs here. */
export class BoundedMemory<V extends NonNullable<unknown>> {
  readonly #options: BoundedMemoryOptions<V>;
  #entries: Lru.LRUCache<string, V> | undefined;

  constructor(options: BoundedMemoryOptions<V>) {
    this.#options = options;
  }

  get(key: string): V | undefined {
    return this.#entries?.get(key);
  }

  /** Where the package can't be loaded at the moment, nothing is remembered. */
  set(key: string, value: V): void {
    this.#entries ??= this.#open();
    this.#entries?.set(key, value);
  }

  delete(key: string): void {
    this.#entries?.delete(key);
  }

  *values(): Generator<V> {
    if (this.#entries !== undefined) yield* this.#entries.values();
  }

  #open(): Lru.LRUCache<string, V> | undefined {
    const { mostBytes, sizeOf } = this.#options;
    const opened = attempt(() => {
      return new (lru().LRUCache)<string, V>({
        maxSize: mostBytes,
        maxEntrySize: Math.floor(mostBytes / LARGEST_PART),
        sizeCalculation: (value, key) => ENTRY_BYTES + textBytes(key) + Math.ceil(sizeOf(value)),
      });
    });
    return opened instanceof Error ? undefined : (opened as Lru.LRUCache<string, V>);
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
