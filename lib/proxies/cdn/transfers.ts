// What is asked of the store for one object: to look for it, to write it, to renew it.
import { BucketListing } from './bucket-listing.ts';
import type { CdnObject } from './cdn-object.ts';
import type { CdnParts } from './cdn-proxy.ts';
import { headersFor } from './headers.ts';
import type { UploadResult } from './store.ts';

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

  constructor(parts: CdnParts) {
    this.#parts = parts;
    this.#renewedMs = RENEWED_MS + parts.random() * SPREAD_MS;
  }

  /** Writes an object, unless it is there, or there is nothing to write. */
  async upload(object: CdnObject): Promise<UploadResult> {
    const { key, state } = object;
    // a listing may have shown meanwhile that an attempt has succeeded whose answer was lost
    if (this.bucket.has(key) || state === 'gone') return 'exists';
    const isLookedFor = state === 'waiting' || object.filePath === undefined;
    if (await this.#isFound(object, isLookedFor)) return 'exists';
    return isLookedFor ? 'absent' : await this.#put(object);
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
    if (head !== undefined) this.bucket.found(object.key, head.modifiedMs, head.nowMs);
    return head !== undefined;
  }

  async #put({ key, filePath, contentHash }: CdnObject): Promise<UploadResult> {
    const store = await this.#parts.openStore();
    const headers = headersFor(key, this.#parts.headers);
    const file = { ...(filePath && { filePath }), ...(contentHash && { contentHash }) };
    const result = await store.put({ key, headers, isConditional: true, ...file });
    // it is young, whoever has written it
    this.bucket.add(key);
    return result;
  }
}
