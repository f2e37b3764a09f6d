// What is remembered of paths that were asked for: those that were found, and those that were not.
import { BoundedMemory, textBytes } from '../core/bounded-memory.ts';
import type { StaticfileError } from '../errors.ts';
import type { Answer, Question } from '../proxies/question.ts';
import type { AskedPath } from './argument.ts';
import type { FoundPath } from './finder.ts';
import type { ServedOutput } from './served-output.ts';

/** How long it is remembered that a file is not there. */
export const MISS_MS = 1000;
/** For queries and other spellings of paths that were found. */
const HITS_BYTES = 16_000_000;
const MISSES_BYTES = 4_000_000;
/** What is found for a path without its texts, and what is said of one that is not there. */
const HIT_BYTES = 1200;
const MISS_BYTES = 1500;

/** A path that was found before. */
export interface Hit<O extends ServedOutput = ServedOutput> {
  readonly asked: AskedPath;
  readonly found: FoundPath;
  readonly output: O;
  readonly answer: Answer;
  readonly url: string;
  /** When to look again for members that were missing. */
  readonly untilMs: number;
  /**
   * How many changed answers file proxies had told of when the URL was seen to be final;
   * `undefined` for a URL that is not.
   */
  finalSince: number | undefined;
  /** What the chain is asked again while nothing else can have changed. */
  readonly question: Question | undefined;
  /** How many changed answers there were when nothing else could have changed. */
  steadySince: number;
  /** See `Catalog.steadyUntilMs`. */
  steadyUntilMs: number;
  /** Another hit has taken its place. */
  isReplaced: boolean;
}

/** A path that was not found a moment ago. */
export interface Miss {
  readonly error: StaticfileError;
  readonly untilMs: number;
}

/** Remembers hits and misses; a file's own path for good, what callers made of it within bounds. */
export class ResolvedPaths<O extends ServedOutput> {
  /** As many as the site has files. */
  readonly #kept = new Map<string, Hit<O>>();
  readonly #bounded = new BoundedMemory<Hit<O>>({
    mostBytes: HITS_BYTES,
    sizeOf: ({ url }) => HIT_BYTES + textBytes(url),
  });
  readonly #misses = new BoundedMemory<Miss>({ mostBytes: MISSES_BYTES, sizeOf: () => MISS_BYTES });

  hit(key: string): Hit<O> | undefined {
    return this.#kept.get(key) ?? this.#bounded.get(key);
  }

  *hits(): Generator<Hit<O>> {
    yield* this.#kept.values();
    yield* this.#bounded.values();
  }

  miss(key: string): Miss | undefined {
    return this.#misses.get(key);
  }

  rememberHit(key: string, hit: Hit<O>): void {
    this.#misses.delete(key);
    const { paths } = hit.output.conversion;
    const isOwnPath = paths.length === 1 && isPathOf(key, paths[0] ?? '');
    (isOwnPath ? this.#kept : this.#bounded).set(key, hit);
  }

  rememberMiss(key: string, miss: Miss): void {
    this.#misses.set(key, miss);
  }
}

function isPathOf(key: string, path: string): boolean {
  return key === path || (key.length === path.length - 1 && path.endsWith(key));
}
