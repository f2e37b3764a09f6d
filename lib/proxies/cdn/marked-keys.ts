// Which keys a prune has marked: whoever begins to use one of them makes sure first that it stays.
import type { BucketListing } from './bucket-listing.ts';
import { marksPrefix, NOTICE_MS, readMarks } from './prune-marks.ts';
import type { Listing, ObjectStore } from './store.ts';

/** Something younger can't have been marked long enough to be deleted; an hour less, to be sure. */
const OLD_MS = NOTICE_MS - 3_600_000;

export class MarkedKeys {
  readonly #bucket: BucketListing;
  /** By the key of a list and its time; lists are never changed. */
  #lists = new Map<string, ReadonlyMap<string, number>>();
  /** A list could not be read, or nothing was listed. */
  #isUnknown = true;

  constructor(bucket: BucketListing) {
    this.#bucket = bucket;
  }

  /** Reads the lists that a listing has shown. */
  async read(store: ObjectStore, prefix: string, { objects }: Listing): Promise<void> {
    const lists = new Map<string, ReadonlyMap<string, number>>();
    let isUnknown = false;
    for (const each of objects.filter(({ key }) => key.startsWith(marksPrefix(prefix)))) {
      const name = `${each.modifiedMs} ${each.key}`;
      try {
        lists.set(name, this.#lists.get(name) ?? (await readMarks(store, each)).modifiedMs);
      } catch {
        isUnknown = true;
      }
    }
    this.#lists = lists;
    this.#isUnknown = isUnknown;
  }

  mayHave(key: string): boolean {
    if (this.#isUnknown && this.#bucket.isOlder(key, OLD_MS)) return true;
    for (const list of this.#lists.values()) if (list.has(key)) return true;
    return false;
  }
}
