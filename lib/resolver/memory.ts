// What is remembered of paths that were asked for: those that were found, and those that were not.
import type { Output } from '../convert/output.ts';
import type { StaticfileError } from '../errors.ts';
import type { Answer } from '../proxies/offers.ts';
import type { FoundPath } from './finder.ts';

/** How long it is remembered that a file is not there. */
export const MISS_MS = 1000;
/** Stands for a count of messages that is never reached. */
export const NEVER = -1;
/** How many texts are remembered, as hits and as misses each. */
const MOST_REMEMBERED = 50_000;

/** A path that was found before. */
export interface Hit {
  readonly found: FoundPath;
  readonly output: Output;
  readonly url: string;
  /** Holds until a file proxy says that an answer has changed: the count of such messages. */
  finalUntil: number;
  readonly answer: Answer;
  /** When to look again for members that were missing. */
  readonly untilMs: number;
}

/** A path that was not found a moment ago. */
export interface Miss {
  readonly error: StaticfileError;
  readonly untilMs: number;
}

/** Keeps a bounded number of entries; the oldest go first. */
export function remember<V>(map: Map<string, V>, key: string, value: V): void {
  if (map.size >= MOST_REMEMBERED && !map.has(key)) {
    const oldest = map.keys().next();
    if (!oldest.done) map.delete(oldest.value);
  }
  map.set(key, value);
}
