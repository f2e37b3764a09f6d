// Moves outputs to a CDN: what is offered is uploaded, held until it is surely there, handed out.
import type { FileInfo, ProxyContext } from '../file-proxy.ts';
import { CdnAddress } from './address.ts';
import { Arrivals } from './arrivals.ts';
import { BucketUpkeep } from './bucket-upkeep.ts';
import type { CdnObject } from './cdn-object.ts';
import type { CdnParts } from './cdn-parts.ts';
import { CdnUrls, isElsewhere } from './cdn-urls.ts';
import { DomainProof } from './domain-proof.ts';
import { Facts } from './facts.ts';
import { includes, sizeOnDisk } from './include.ts';
import { keyOf, Objects } from './objects.ts';
import { QuietLog } from './quiet-log.ts';
import { Readiness } from './readiness.ts';
import type { StoreFailure } from './store.ts';
import { steadyClock } from './timers.ts';
import { UsageRecord } from './usage-record.ts';

export class Uploads {
  readonly parts: CdnParts;
  readonly address: CdnAddress;
  readonly proof: DomainProof;
  readonly urls: CdnUrls;
  readonly objects: Objects;
  readonly arrivals: Arrivals;
  readonly usage: UsageRecord;
  readonly upkeep: BucketUpkeep;
  readonly facts: Facts;
  readonly troubles: QuietLog;
  /** The time of day when the proxy began, and steady since then. */
  readonly now: () => number;
  /** The caller is a build: URLs that are to come are answered at once. */
  isBuild = false;
  readonly #context: ProxyContext;
  readonly #readiness: Readiness;
  readonly #isIncluded: (uri: string) => boolean;
  readonly #listeners = new Set<() => void>();
  #isStopped = false;

  constructor(parts: CdnParts, context: ProxyContext) {
    this.parts = parts;
    this.#context = context;
    const { random, prefix } = parts;
    const now = steadyClock(context.now, parts.timers);
    this.now = now;
    this.#isIncluded = includes(parts.include);
    this.facts = parts.scope ? new Facts(context.store, parts.scope) : new Facts(new Map(), []);
    this.troubles = new QuietLog(context.logger, now);
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
    this.arrivals = new Arrivals({
      ...{ parts, now, objects: this.objects, readiness: this.#readiness, troubles: this.troubles },
      record: (keys) => this.#record(keys),
      troubled: onTrouble,
      tell: () => this.tell(),
    });
    this.usage = new UsageRecord(prefix, { release: context.release, ...parts.names }, random);
    this.upkeep = new BucketUpkeep(this);
    this.proof = new DomainProof(this, context);
  }

  answer(uri: string, info: FileInfo): string {
    if (isElsewhere(uri) || info.disabled || info.notfound) return uri;
    // what stands in moves nothing, but a page names each file once
    const object = info.provisional ? this.objects.get(uri) : this.objects.take(uri, info);
    if (object === undefined) return uri;
    if (object.state !== 'local') this.address.start();
    if (object.state === 'held') this.#readiness.check(object);
    if (!this.isOnCdn(object) || this.address.origin === undefined) return uri;
    this.#use(object);
    return this.urlOf(object);
  }

  /** Checks whether pages get the CDN's URL of an object. */
  isOnCdn({ state }: Pick<CdnObject, 'state'>): boolean {
    if (state === 'ready' && this.proof.isProven) return true;
    return this.isBuild && !/^(?:local|superseded|gone)$/.test(state);
  }

  get holdMs(): number {
    return this.#readiness.holdMs;
  }

  urlOf({ uri }: CdnObject): string {
    return this.urls.of(uri);
  }

  list(): Promise<boolean> {
    return this.arrivals.list();
  }

  troubled(failure: StoreFailure): void {
    // what is ended fails
    if (!this.#isStopped) this.troubles.take(failure);
    this.tell();
  }

  /** Calls each time that something has changed; returns a function that ends this. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): void {
    this.#isStopped = true;
    this.arrivals.stop();
    this.address.stop();
    this.proof.stop();
    this.#readiness.stop();
    this.tell();
  }

  async #record(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.usage.note(key);
    await this.upkeep.record();
  }

  /** Notes that pages name an object, and with it all that it refers to. */
  #use({ key, references, sourceMap }: CdnObject): void {
    if (!this.usage.note(key)) return;
    if (sourceMap !== undefined) this.usage.note(keyOf(this.parts.prefix, sourceMap.uri));
    for (const uri of references) {
      const other = this.objects.get(uri);
      if (other === undefined) this.usage.note(keyOf(this.parts.prefix, uri));
      else if (other.state !== 'local') this.#use(other);
    }
  }

  #createObjects(): Objects {
    const { prefix, sizeOf = sizeOnDisk } = this.parts;
    return new Objects({
      facts: this.facts,
      prefix,
      sizeOf,
      isIncluded: this.#isIncluded,
      now: this.#context.now,
      isThere: ({ key }) => this.arrivals.has(key),
      lookFor: (object) => this.arrivals.queue.add(object),
      move: (object) => this.arrivals.move(object),
      changed: (object) => {
        // whoever renders it next gets its URL
        if (object.state === 'ready') this.#use(object);
        this.proof.changed(object);
      },
      warn: (message) => this.#context.logger.warn(message),
    });
  }

  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
