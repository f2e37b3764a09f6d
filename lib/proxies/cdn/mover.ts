// Moves outputs to a CDN: what is offered is uploaded, held until it is surely there, handed out.
import { encodePath } from '../../core/paths.ts';
import type { FileInfo, ProxyContext } from '../file-proxy.ts';
import { CdnAddress } from './address.ts';
import type { CdnObject } from './cdn-object.ts';
import type { CdnParts } from './cdn-proxy.ts';
import { DomainProof } from './domain-proof.ts';
import { Facts } from './facts.ts';
import { HandedOut } from './handed-out.ts';
import { headersFor } from './headers.ts';
import { Holding } from './holding.ts';
import { includes } from './include.ts';
import { Known } from './known.ts';
import { Objects } from './objects.ts';
import { StoreFailure, type UploadResult } from './store.ts';
import { Troubles } from './troubles.ts';
import { UploadQueue } from './upload-queue.ts';

/**
 * Objects of this age are written again before they are handed out anew, as after a rollback: what is
 * younger than a month is not pruned.
 */
const RENEWED_MS = 14 * 24 * 3_600_000;

export class Mover {
  readonly parts: CdnParts;
  readonly address: CdnAddress;
  readonly proof: DomainProof;
  readonly objects: Objects;
  readonly queue: UploadQueue<CdnObject>;
  readonly handedOut: HandedOut;
  readonly facts: Facts;
  /** The caller is a build: URLs that are to come are answered at once. */
  isBuild = false;
  readonly #context: ProxyContext;
  readonly #holding: Holding;
  readonly #known: Known;
  #listing: Promise<void> | undefined;
  readonly #encodedPrefix: string;
  readonly #troubles: Troubles;
  readonly #listeners = new Set<() => void>();

  constructor(parts: CdnParts, context: ProxyContext) {
    this.parts = parts;
    this.#context = context;
    const { now, logger } = context;
    const { random, prefix } = parts;
    this.#encodedPrefix = encodePath(prefix);
    this.facts = new Facts(context.store, parts.scope);
    this.#troubles = new Troubles(logger, now);
    const onTrouble = (failure: StoreFailure) => this.troubled(failure);
    const source = parts.address;
    const onChange = () => this.#holding.checkAll();
    const { facts } = this;
    this.address = new CdnAddress({ ...parts, source, facts, now, onChange, onTrouble });
    this.#holding = new Holding({
      ...parts,
      address: this.address,
      now,
      onReady: (object) => this.objects.ready(object),
      onChange: () => this.tell(),
    });
    this.objects = new Objects({
      facts,
      prefix,
      isIncluded: includes(parts.include),
      now,
      isThere: ({ key }) => this.#known.has(key),
      lookFor: () => this.queue.wantListing(),
      move: (object) => this.#move(object),
      changed: (object) => this.proof.changed(object),
      warn: (_subject, message) => logger.warn(message),
    });
    this.#known = new Known(this.objects);
    this.queue = this.#createQueue();
    this.handedOut = new HandedOut(random, prefix);
    this.proof = new DomainProof(this, context);
  }

  /** Answers for an output. */
  answer(uri: string, info: FileInfo): string {
    const isElsewhere = !uri.startsWith('/') || uri.startsWith('//');
    if (isElsewhere || info.disabled || info.notfound || info.provisional) return uri;
    const object = this.objects.take(uri, info);
    if (object.state !== 'excluded') this.address.start();
    if (object.state === 'held') this.#holding.check(object);
    if (!this.isOnCdn(object) || this.address.origin === undefined) return uri;
    this.handedOut.note(object.key);
    return this.urlOf(object);
  }

  /** Tells whether pages get the CDN's URL of an object. */
  isOnCdn({ state }: CdnObject): boolean {
    if (state === 'ready' && this.proof.isProven) return true;
    return this.isBuild && state !== 'excluded' && state !== 'superseded';
  }

  urlOf({ uri }: CdnObject): string {
    return `${this.address.origin}/${this.#encodedPrefix}${uri.slice(1)}`;
  }

  /** Looks what the bucket holds; one look at a time, so that none is overtaken by an older one. */
  list(): Promise<void> {
    this.#listing ??= this.#list().finally(() => {
      this.#listing = undefined;
    });
    return this.#listing;
  }

  async #list(): Promise<void> {
    const store = await this.parts.openStore();
    const before = this.objects.readyKeys();
    const listing = await store.list(this.parts.prefix);
    this.#known.take(listing, before);
    const isThere = ({ key }: CdnObject) =>
      this.#known.has(key) && !this.#known.isOlder(key, RENEWED_MS);
    for (const object of this.queue.drop(isThere)) this.#found(object);
    for (const object of [...this.objects.all()]) {
      if (object.state === 'waiting' && isThere(object)) this.objects.advance(object);
    }
  }

  /** Says what went wrong, unless it was said lately. */
  troubled(failure: StoreFailure): void {
    this.#troubles.take(failure);
    this.tell();
  }

  /** Calls each time that something has changed; answers a function that ends this. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): void {
    this.queue.stop();
    this.address.stop();
    this.proof.stop();
    this.#holding.stop();
    this.tell();
  }

  #createQueue(): UploadQueue<CdnObject> {
    return new UploadQueue({
      ...this.parts,
      now: this.#context.now,
      onTrouble: (failure) => this.troubled(failure),
      onIdle: () => this.tell(),
      upload: (object) => this.#upload(object),
      list: () => this.list(),
      onStart: (object) => {
        object.state = 'uploading';
      },
      onDone: (object) => {
        this.#troubles.recover();
        // it is young, whoever has written it
        this.#known.add(object.key);
        this.#holding.hold(object);
      },
      onFailed: (object, { message }, retryAtMs) => {
        Object.assign(object, { state: 'failed', reason: message, retryAtMs });
        this.tell();
      },
    });
  }

  #move(object: CdnObject): void {
    if (this.#known.has(object.key) && !this.#known.isOlder(object.key, RENEWED_MS)) {
      this.#found(object);
      return;
    }
    object.state = 'queued';
    this.queue.add(object);
  }

  async #upload(object: CdnObject): Promise<UploadResult> {
    const { filePath, contentHash, key } = object;
    if (filePath === undefined) throw new StoreFailure('file', key, `"${key}" has no file.`);
    // a listing may have shown meanwhile that an attempt has succeeded whose answer was lost
    const isOld = this.#known.isOlder(key, RENEWED_MS);
    if (this.#known.has(key) && !isOld) return 'exists';
    const store = await this.parts.openStore();
    const upload = { key, filePath, headers: headersFor(key, this.parts.headers) };
    return store.put({ ...upload, isConditional: !isOld, ...(contentHash && { contentHash }) });
  }

  #found(object: CdnObject): void {
    if (this.#known.isOlder(object.key, this.#holding.holdMs)) this.#holding.release(object);
    else this.#holding.hold(object);
  }

  /** Tells all who listen. */
  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
