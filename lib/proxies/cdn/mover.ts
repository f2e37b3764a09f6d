// Moves outputs to a CDN: what is offered is uploaded, held until it is surely there, handed out.
import type { FileInfo, ProxyContext } from '../file-proxy.ts';
import { CdnAddress } from './address.ts';
import { type CdnObject, happen } from './cdn-object.ts';
import type { CdnParts } from './cdn-proxy.ts';
import { CdnUrls, isElsewhere } from './cdn-urls.ts';
import { DomainProof } from './domain-proof.ts';
import { Facts } from './facts.ts';
import { HandedOut } from './handed-out.ts';
import { includes, sizeOnDisk } from './include.ts';
import { Objects } from './objects.ts';
import { Readiness } from './readiness.ts';
import { Renewals } from './renewals.ts';
import type { StoreFailure } from './store.ts';
import { steadyClock } from './timers.ts';
import { Transfers } from './transfers.ts';
import { Troubles } from './troubles.ts';
import { UploadQueue } from './upload-queue.ts';

export class Mover {
  readonly parts: CdnParts;
  readonly address: CdnAddress;
  readonly proof: DomainProof;
  readonly urls: CdnUrls;
  readonly objects: Objects;
  readonly queue: UploadQueue<CdnObject>;
  readonly renewals: Renewals;
  readonly handedOut: HandedOut;
  readonly facts: Facts;
  readonly troubles: Troubles;
  /** The time of day when the proxy began, and steady since then. */
  readonly now: () => number;
  /** The caller is a build: URLs that are to come are answered at once. */
  isBuild = false;
  readonly #context: ProxyContext;
  readonly #readiness: Readiness;
  readonly #transfers: Transfers;
  readonly #isIncluded: (uri: string) => boolean;
  #listing: Promise<boolean> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(parts: CdnParts, context: ProxyContext) {
    this.parts = parts;
    this.#context = context;
    const { random, prefix } = parts;
    const now = steadyClock(context.now, parts.timers);
    this.now = now;
    this.#transfers = new Transfers(parts);
    this.#isIncluded = includes(parts.include);
    this.facts = new Facts(context.store, parts.scope);
    this.troubles = new Troubles(context.logger, now);
    const onTrouble = (failure: StoreFailure) => this.troubled(failure);
    const source = parts.address;
    const onChange = () => this.#readiness.checkAll();
    const { facts } = this;
    this.address = new CdnAddress({ ...parts, source, facts, now, onChange, onTrouble });
    this.urls = new CdnUrls(this.address, prefix, this.#isIncluded);
    this.#readiness = new Readiness({
      ...parts,
      address: this.address,
      now,
      onReady: (object) => this.objects.ready(object),
      onChange: () => this.tell(),
    });
    this.objects = this.#createObjects();
    this.queue = this.#createQueue();
    this.renewals = new Renewals({
      renew: (key) => this.#transfers.renew(key),
      onTrouble,
      onIdle: () => this.tell(),
    });
    this.handedOut = new HandedOut(random, prefix);
    this.proof = new DomainProof(this, context);
  }

  /** Answers for an output. */
  answer(uri: string, info: FileInfo): string {
    if (isElsewhere(uri) || info.disabled || info.notfound || info.provisional) return uri;
    const object = this.objects.take(uri, info);
    if (object.state !== 'local') this.address.start();
    if (object.state === 'held') this.#readiness.check(object);
    if (!this.isOnCdn(object) || this.address.origin === undefined) return uri;
    this.handedOut.note(object.key);
    return this.urlOf(object);
  }

  /** Tells whether pages get the CDN's URL of an object. */
  isOnCdn({ state }: CdnObject): boolean {
    if (state === 'ready' && this.proof.isProven) return true;
    return this.isBuild && state !== 'local' && state !== 'superseded';
  }

  urlOf({ uri }: CdnObject): string {
    return this.urls.of(uri);
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
    const store = await this.parts.openStore();
    const before = this.objects.readyKeys();
    const listing = await store.list(this.parts.prefix);
    for (const key of this.#transfers.bucket.take(listing, before)) this.objects.takeBack(key);
    const isThere = ({ key }: CdnObject) => this.#transfers.bucket.has(key);
    for (const object of this.queue.drop(isThere)) this.#found(object);
    for (const object of [...this.objects.all()]) {
      if (object.state === 'waiting' && isThere(object)) this.objects.advance(object);
    }
    return listing.isWhole;
  }

  /** Says what went wrong, unless it was said lately. */
  troubled(failure: StoreFailure): void {
    this.troubles.take(failure);
    this.tell();
  }

  /** Calls each time that something has changed; answers a function that ends this. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): void {
    this.queue.stop();
    this.renewals.stop();
    this.address.stop();
    this.proof.stop();
    this.#readiness.stop();
    this.tell();
  }

  #createObjects(): Objects {
    const { prefix, sizeOf = sizeOnDisk } = this.parts;
    return new Objects({
      facts: this.facts,
      prefix,
      sizeOf,
      isIncluded: this.#isIncluded,
      now: this.#context.now,
      isThere: ({ key }) => this.#transfers.bucket.has(key),
      lookFor: (object) => this.queue.add(object),
      move: (object) => this.#move(object),
      changed: (object) => this.proof.changed(object),
      warn: (_subject, message) => this.#context.logger.warn(message),
    });
  }

  #createQueue(): UploadQueue<CdnObject> {
    return new UploadQueue({
      ...this.parts,
      now: this.now,
      onTrouble: (failure) => this.troubled(failure),
      onIdle: () => this.tell(),
      upload: (object) => this.#transfers.upload(object),
      list: () => this.list(),
      onStart: (object) => void happen(object, 'start'),
      onDone: (object, result) => {
        this.troubles.recover();
        if (result !== 'absent') this.#found(object);
      },
      onQueued: (object) => void happen(object, 'retry'),
      onFailed: (object, { message }, retryAtMs) => {
        happen(object, 'fail');
        Object.assign(object, { reason: message, retryAtMs });
        this.tell();
      },
    });
  }

  #move(object: CdnObject): void {
    if (this.#transfers.bucket.has(object.key)) this.#found(object);
    else {
      happen(object, 'queue');
      this.queue.add(object);
    }
  }

  #found(object: CdnObject): void {
    const { key } = object;
    if (this.#transfers.bucket.isOlder(key, this.#readiness.holdMs)) {
      this.#readiness.release(object);
    } else this.#readiness.hold(object);
    if (this.#transfers.isOld(key)) this.renewals.add(key);
  }

  /** Tells all who listen. */
  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
