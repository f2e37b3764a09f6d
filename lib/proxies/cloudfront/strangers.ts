// Detects pages of HTML where a store of objects should answer: some servers give one for all that they don't know.
import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { StoreFailure } from '../cdn/store.ts';
import { noStoreText } from './failure-texts.ts';

export function noStore(bucket: string, what: string): StoreFailure {
  return new StoreFailure('passing', NO_STORE, noStoreText(bucket, what));
}

/** The subject of answers that no store of objects gives: one may be of something on the way. */
export const NO_STORE = 'no store';

/** Checks whether a page is one of a listing: HTML holds nothing of that. */
export function isListing(page: ListObjectsV2CommandOutput): boolean {
  const { Name, KeyCount, MaxKeys, IsTruncated, Contents } = page;
  const told = [Name, KeyCount, MaxKeys, IsTruncated, Contents];
  return !isFromHost(page) || told.some((each) => each !== undefined);
}

/** Checks whether a host has answered, and not a client that simulates one: that tells what it likes. */
export function isFromHost(answer: { readonly $metadata?: { httpStatusCode?: number } }): boolean {
  return answer.$metadata?.httpStatusCode !== undefined;
}
