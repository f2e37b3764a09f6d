// What is remembered of paths that were asked for: those that were found, and those that were not.
import type { Output } from '../convert/output.ts';
import type { StaticfileError } from '../errors.ts';
import type { Answer } from '../proxies/offers.ts';
import type { AskedPath } from './argument.ts';
import type { FoundPath } from './finder.ts';

/** How long it is remembered that a file is not there. */
export const MISS_MS = 1000;
/** How many paths are remembered that were found. */
const MOST_HITS = 50_000;
/** How many are remembered that were not. */
const MOST_MISSES = 5000;

/** A path that was found before. */
export interface Hit {
  readonly asked: AskedPath;
  readonly found: FoundPath;
  readonly output: Output;
  readonly answer: Answer;
  readonly url: string;
  /** When to look again for members that were missing. */
  readonly untilMs: number;
  /**
   * How many changed answers file proxies had told of when the URL was seen to be final;
   * `undefined` for a URL that is not.
   */
  finalSince: number | undefined;
}

/** A path that was not found a moment ago. */
export interface Miss {
  readonly error: StaticfileError;
  readonly untilMs: number;
}

/** Keeps hits and misses, each in bounded number; the oldest go first. */
export class Memory {
  readonly #hits = new Map<string, Hit>();
  readonly #misses = new Map<string, Miss>();

  hit(key: string): Hit | undefined {
    return this.#hits.get(key);
  }

  hits(): Iterable<Hit> {
    return this.#hits.values();
  }

  miss(key: string): Miss | undefined {
    return this.#misses.get(key);
  }

  rememberHit(key: string, hit: Hit): void {
    this.#misses.delete(key);
    remember(this.#hits, key, hit, MOST_HITS);
  }

  rememberMiss(key: string, miss: Miss): void {
    remember(this.#misses, key, miss, MOST_MISSES);
  }
}

function remember<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  if (map.size >= most && !map.has(key)) {
    const oldest = map.keys().next();
    if (!oldest.done) map.delete(oldest.value);
  }
  map.set(key, value);
}
