// The pages of a listing: where the next one begins, and whether they come to an end.
import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';

/** So many pages without an object, one after the other, are no listing. */
const MOST_EMPTY = 200;

export class ListingPages {
  readonly #tokens = new Set<string>();
  #empty = 0;
  #isEndless = false;

  /** It was left before its end: what it lacks may be there. */
  get isEndless(): boolean {
    return this.#isEndless;
  }

  /** Returns the token of the next page; `undefined` after the last, and where they do not end. */
  next(page: ListObjectsV2CommandOutput): string | undefined {
    const { IsTruncated, NextContinuationToken: token, Contents = [] } = page;
    if (!IsTruncated || token === undefined) return undefined;
    this.#empty = Contents.length === 0 ? this.#empty + 1 : 0;
    const isNew = !this.#tokens.has(token);
    this.#tokens.add(token);
    this.#isEndless = !isNew || this.#empty === MOST_EMPTY;
    return this.#isEndless ? undefined : token;
  }
}
