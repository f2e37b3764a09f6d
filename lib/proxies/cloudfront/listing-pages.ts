// The pages of a listing: where the next one begins, and whether they come to an end.
import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { StoreFailure } from '../cdn/store.ts';

/** So many pages without an object, one after the other, are no listing. */
const MOST_EMPTY = 200;

export class ListingPages {
  readonly #tokens = new Set<string>();
  #empty = 0;

  /** Returns the token of the next page; throws a {@link StoreFailure} where they do not end. */
  next(page: ListObjectsV2CommandOutput): string | undefined {
    const { IsTruncated, NextContinuationToken: token, Contents = [] } = page;
    if (!IsTruncated || token === undefined) return undefined;
    this.#empty = Contents.length === 0 ? this.#empty + 1 : 0;
    const isNew = !this.#tokens.has(token);
    this.#tokens.add(token);
    if (isNew && this.#empty < MOST_EMPTY) return token;
    const message = 'The listing of the bucket never ends; it is tried again later.';
    throw new StoreFailure('passing', 'endless listing', message);
  }
}
