// What is asked of the store for one object: to look for it, to write it, to renew it.
import { quote } from '../../errors.ts';
import { BucketListing } from './bucket-listing.ts';
import { type CdnObject, happen } from './cdn-object.ts';
import type { CdnParts } from './cdn-parts.ts';
import { headersFor, markOf } from './headers.ts';
import { MISSING_FILE, StoreFailure, type UploadResult } from './store.ts';

/**
 * From this age on objects are renewed when they are handed out, as after a rollback. Servers spread
 * over some days: the first one renews for all.
 */
const RENEWED_MS = 14 * 24 * 3_600_000;
const SPREAD_MS = 4 * 24 * 3_600_000;

export class Transfers {
  readonly bucket: BucketListing = new BucketListing();
  readonly #parts: CdnParts;
  readonly #renewedMs: number;
  /** A whole listing lacked them once; from then on they are looked for alone. */
  readonly #absent = new WeakSet<CdnObject>();
  /** Their bytes are those of our files. */
  readonly #compared = new WeakSet<CdnObject>();

  constructor(parts: CdnParts) {
    this.#parts = parts;
    this.#renewedMs = RENEWED_MS + parts.random() * SPREAD_MS;
  }

  /** Checks whether the bucket is known to hold an object, with the bytes of our file. */
  holds(object: CdnObject): boolean {
    return this.bucket.has(object.key) && (this.#compared.has(object) || !isComparable(object));
  }

  /** Writes an object, unless it is there, or there is nothing to write. */
  async upload(object: CdnObject): Promise<UploadResult> {
    const { key, state } = object;
    // a listing may have shown meanwhile that an attempt has succeeded whose answer was lost
    if (state === 'gone') return 'exists';
    if (this.bucket.has(key) && (await this.isSame(object))) return 'exists';
    const isLookedFor = state === 'waiting' || object.filePath === undefined;
    if ((await this.#isFound(object, isLookedFor)) && (await this.isSame(object))) return 'exists';
    if (isLookedFor) return 'absent';
    try {
      return await this.#put(object);
    } catch (error) {
      if (!(error instanceof StoreFailure) || error.subject !== MISSING_FILE) throw error;
      // as behind a manifest whose outputs are elsewhere: others have written it, or will
      if (await this.#isFound(object, true)) return 'exists';
      happen(object, 'fail');
      object.reason = 'The bucket lacks it, and its file is not here; it is looked for again.';
      return 'absent';
    }
  }

  isOld(key: string): boolean {
    return this.bucket.isOlder(key, this.#renewedMs);
  }

  /** The next listing tells the new age. */
  async renew(key: string): Promise<void> {
    if (!this.isOld(key)) return;
    const store = await this.#parts.openStore();
    await store.renew(key, headersFor(key, this.#parts.headers));
  }

  /** What a whole listing lacks is only looked for later on, when others may have written it. */
  async #isFound(object: CdnObject, isLookedFor: boolean): Promise<boolean> {
    const { extent } = this.bucket;
    const isFirst = !this.#absent.has(object);
    this.#absent.add(object);
    if (isLookedFor ? extent === 'whole' && isFirst : extent !== 'cut') return false;
    const head = await (await this.#parts.openStore()).head(object.key);
    if (head !== undefined) this.bucket.found(object.key, head);
    return head !== undefined;
  }

  async #put(object: CdnObject): Promise<UploadResult> {
    const { key, filePath, contentHash } = object;
    const store = await this.#parts.openStore();
    const headers = headersFor(key, this.#parts.headers, filePath);
    const mark = markOf(this.#parts.prefix);
    const file = { ...(filePath && { filePath }), ...(contentHash && { contentHash }) };
    const result = await store.put({ key, headers, isConditional: true, mark, ...file });
    // it is young, whoever has written it
    this.bucket.add(key);
    if (result === 'written') this.#compared.add(object);
    else if (!(await this.isSame(object))) throw new StoreFailure('conflict', key, GONE);
    return result;
  }

  /** Returns whether an object is there; throws where its bytes are not surely those of our file. */
  async isSame(object: CdnObject): Promise<boolean> {
    const { key, filePath } = object;
    if (filePath === undefined || this.#compared.has(object) || !isComparable(object)) return true;
    const store = await this.#parts.openStore();
    const answer = await store.compare(key, filePath, this.bucket.bytesOf(key));
    if (answer === 'gone') this.bucket.forget(key);
    if (answer === 'other' || answer === 'unknown')
      throw new StoreFailure('rejected', OTHER, textOf(key, answer));
    if (answer === 'same') this.#compared.add(object);
    return answer === 'same';
  }
}

const OTHER = 'other bytes';
const GONE = 'It was deleted while it was looked at.';

/** A name that is a timestamp says itself which of two files is meant. */
const TIMESTAMP = /\.\d{9,10}\.[^./]+$/;

function isComparable({ filePath, uri }: CdnObject): boolean {
  return filePath !== undefined && !TIMESTAMP.test(uri);
}

function textOf(key: string, answer: 'other' | 'unknown'): string {
  const why =
    answer === 'other'
      ? 'other bytes than the file here'
      : 'bytes that nothing is known of: no SHA-256, and no ETag that is an MD5';
  return `The bucket holds ${quote(key)} with ${why}. The file stays on this site; delete the object to upload it.`;
}
