// Brings objects into the bucket, or finds them there; what is there waits until it can be fetched.
import { type CdnObject, happen } from './cdn-object.ts';
import type { CdnParts } from './cdn-parts.ts';
import { Errands } from './errands.ts';
import { FAILURE_RULES } from './failure-kinds.ts';
import { MarkedKeys } from './marked-keys.ts';
import type { Objects } from './objects.ts';
import type { QuietLog } from './quiet-log.ts';
import type { Readiness } from './readiness.ts';
import { Rescue } from './rescue.ts';
import { type StoreFailure, toStoreFailure } from './store.ts';
import { Transfers } from './transfers.ts';
import { UploadQueue } from './upload-queue.ts';

export interface ArrivalSite {
  readonly parts: CdnParts;
  readonly now: () => number;
  readonly objects: Objects;
  readonly readiness: Readiness;
  readonly troubles: QuietLog;
  /** Writes the record of what is used, with these keys. */
  readonly record: (keys: readonly string[]) => Promise<void>;
  readonly troubled: (failure: StoreFailure) => void;
  readonly tell: () => void;
}

/** Most are compared with what the listing has told; few need a request. */
const COMPARED_AT_ONCE = 8;

export class Arrivals {
  readonly queue: UploadQueue<CdnObject>;
  readonly #site: ArrivalSite;
  readonly #transfers: Transfers;
  /** What a listing has shown is compared with the file here before it counts as there. */
  readonly #comparisons: Errands<CdnObject>;
  /** Old objects that are handed out again are written anew: what is younger than a month is not pruned. */
  readonly renewals: Errands<string>;
  readonly #marked: MarkedKeys;
  readonly rescue: Rescue;
  #listing: Promise<boolean> | undefined;
  #listedMs = Number.NEGATIVE_INFINITY;

  constructor(site: ArrivalSite) {
    this.#site = site;
    this.#transfers = new Transfers(site.parts);
    this.queue = this.#createQueue();
    this.#marked = new MarkedKeys(this.#transfers.bucket);
    this.rescue = this.#createRescue();
    const onIdle = site.tell;
    const compare = (object: CdnObject) => this.#compare(object);
    this.#comparisons = new Errands({ atOnce: COMPARED_AT_ONCE, work: compare, onIdle });
    this.renewals = new Errands({ atOnce: 1, work: (key) => this.#renew(key), onIdle });
  }

  /** Nothing is being uploaded, compared or renewed, nor will be soon. */
  get isIdle(): boolean {
    const parts = [this.queue, this.#comparisons, this.renewals, this.rescue];
    return parts.every(({ isIdle }) => isIdle);
  }

  get storeNowMs(): number {
    return this.#transfers.bucket.nowMs;
  }

  get listedAgoMs(): number {
    return this.#site.now() - this.#listedMs;
  }

  /** Checks whether the bucket is known to hold a key. */
  has(key: string): boolean {
    return this.#transfers.bucket.has(key);
  }

  stop(): void {
    this.queue.stop();
    this.#comparisons.stop();
    this.renewals.stop();
    this.rescue.stop();
  }

  /**
   * Looks what the bucket holds; one look at a time, so that none is overtaken by an older one. Resolves
   * with `false` where it holds more than can be listed.
   */
  list(): Promise<boolean> {
    this.#listing ??= this.#list().finally(() => {
      this.#listing = undefined;
    });
    return this.#listing;
  }

  async #list(): Promise<boolean> {
    const store = await this.#site.parts.openStore();
    const before = this.#site.objects.readyKeys.all();
    const { prefix } = this.#site.parts;
    const listing = await store.list(prefix);
    this.#listedMs = this.#site.now();
    await this.#marked.read(store, prefix, listing);
    this.#site.objects.takeBack(this.#transfers.bucket.take(listing, before));
    const isThere = ({ key }: CdnObject) => this.#transfers.bucket.has(key);
    for (const object of this.queue.drop(isThere)) this.#seen(object);
    for (const object of [...this.#site.objects.all()]) {
      if (object.state === 'waiting' && isThere(object)) this.#site.objects.advance(object);
    }
    return listing.isWhole;
  }

  #createQueue(): UploadQueue<CdnObject> {
    return new UploadQueue({
      ...this.#site.parts,
      now: this.#site.now,
      onTrouble: (failure) => this.#site.troubled(failure),
      onIdle: () => this.#site.tell(),
      upload: (object) => this.#transfers.upload(object),
      list: () => this.list(),
      onStart: (object) => void happen(object, 'start'),
      onRecovered: () => this.#site.troubles.recover(),
      onDone: (object, result) => {
        this.#site.troubles.forget();
        if (result !== 'absent') this.#found(object);
      },
      onQueued: (object) => void happen(object, 'retry'),
      onFailed: (object, failure) => this.#fail(object, failure),
    });
  }

  async #compare(object: CdnObject): Promise<void> {
    try {
      if (await this.#transfers.isSame(object)) this.#found(object);
      else this.queue.add(object);
    } catch (error) {
      const failure = toStoreFailure(error);
      const { isLasting, of } = FAILURE_RULES[failure.kind];
      if (isLasting && of === 'object') {
        this.#site.troubled(failure);
        this.#fail(object, failure);
      } else this.queue.add(object);
    }
  }

  /** What fails is tried again when it is seen to be old again. */
  async #renew(key: string): Promise<void> {
    try {
      await this.#transfers.renew(key);
    } catch (error) {
      // no right to do it, or no store: the others would fare no better
      this.#site.troubled(toStoreFailure(error));
      this.renewals.clear();
    }
  }

  #createRescue(): Rescue {
    const { timers, openStore } = this.#site.parts;
    return new Rescue({
      timers,
      record: this.#site.record,
      isThere: async (key) => (await (await openStore()).head(key)) !== undefined,
      onSafe: (object) => this.#found(object),
      onGone: (object) => {
        this.#transfers.bucket.forget(object.key);
        this.queue.add(object);
      },
      onTrouble: this.#site.troubled,
      onIdle: this.#site.tell,
    });
  }

  #fail(object: CdnObject, { message }: StoreFailure): void {
    happen(object, 'fail');
    object.reason = message;
    this.#site.tell();
  }

  /** Brings an object that may be there into the bucket. */
  move(object: CdnObject): void {
    if (!this.#transfers.holds(object)) happen(object, 'queue');
    if (this.#transfers.bucket.has(object.key)) this.#seen(object);
    else this.queue.add(object);
  }

  /** The bucket has its key: the bytes must be those of the file here. */
  #seen(object: CdnObject): void {
    if (this.#transfers.holds(object)) this.#found(object);
    else this.#comparisons.add(object);
  }

  #found(object: CdnObject): void {
    const { key } = object;
    if (this.#marked.mayHave(key) && !this.rescue.isSafe(key)) {
      this.rescue.add(object);
      return;
    }
    if (this.#transfers.bucket.isOlder(key, this.#site.readiness.holdMs)) {
      this.#site.readiness.release(object);
    } else this.#site.readiness.hold(object);
    if (this.#transfers.isOld(key)) this.renewals.add(key);
  }
}
