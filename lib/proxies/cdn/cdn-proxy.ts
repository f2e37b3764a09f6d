// A file proxy that moves outputs to a CDN; what is special of one CDN is given to it.
import { keepAlive } from '../../core/keep-alive.ts';
import { stderrLogger } from '../../core/report.ts';
import type {
  FileInfo,
  FileProxy,
  FileProxyMover,
  OutputState,
  ProxyContext,
  ProxyFinding,
  ProxyPatience,
} from '../file-proxy.ts';
import type { AddressSource } from './address-source.ts';
import { createMemoryStore } from './facts.ts';
import type { HeaderOptions } from './headers.ts';
import type { Include } from './include.ts';
import { Lifecycle } from './lifecycle.ts';
import { Mover } from './mover.ts';
import type { ProofParts } from './prober.ts';
import type { PruneOptions, PruneReport } from './prune.ts';
import { type CdnStatus, statusOf } from './status.ts';
import type { ObjectStore } from './store.ts';
import type { Timers } from './timers.ts';
import type { ReleaseNames } from './usage-record.ts';

/** What a CDN proxy is made of. */
export interface CdnParts {
  readonly include: Include | undefined;
  /** Put before all keys: `static/`. */
  readonly prefix: string;
  /** How many uploads run at once at most. */
  readonly concurrency: number;
  /** How long an uploaded object is held; `undefined`: as long as the CDN remembers errors. */
  readonly settleSeconds: number | undefined;
  readonly timeoutSeconds: number;
  readonly headers: HeaderOptions | undefined;
  /** Prunes daily where it is set. */
  readonly prune: PruneOptions | undefined;
  readonly address: AddressSource;
  /** Proves that the address serves the bucket; absent: it is taken at its word. */
  readonly proof?: ProofParts | undefined;
  /** Opens the store, when it is needed first. */
  readonly openStore: () => Promise<ObjectStore>;
  readonly isOpen: () => boolean;
  /** Whose files they are, in records of releases. */
  readonly names: ReleaseNames;
  /** Tells facts about this bucket, prefix and address from others; `undefined`: none are kept. */
  readonly scope: readonly string[] | undefined;
  /** What the CDN needs, made or looked for. */
  readonly setup?: ((dryRun: boolean) => Promise<readonly ProxyFinding[]>) | undefined;
  /** Looks whether it works, now that facts can be kept. */
  readonly check?:
    | ((mover: Mover, now: () => number) => Promise<readonly ProxyFinding[]>)
    | undefined;
  /** The size of a file in bytes; `0` where it can't be looked at. By default the disk tells. */
  readonly sizeOf?: (filePath: string) => number;
  readonly timers: Timers;
  /** A number from 0 to 1. */
  readonly random: () => number;
}

/** A file proxy with what else a CDN needs. */
export interface CdnProxy extends FileProxy {
  attach(context: ProxyContext): void;
  isFinal(uri: string): boolean;
  readonly mover: Required<FileProxyMover>;
  settled(options?: { ready?: boolean } & ProxyPatience): Promise<void>;
  close(): Promise<void>;
  origins(): readonly string[];
  /** Resolves when `origins()` is known; rejects with `ERR_STATICFILE_PROXY` where it can't be. */
  ready(): Promise<void>;
  /**
   * Deletes old versions that no counting release names, in two phases: a first run marks them, one that
   * comes at least two days later deletes them. With `dryRun`, the default, it only tells what each would do.
   *
   * @throws `ERR_STATICFILE_PROXY` where it is not surely known what is in use.
   */
  prune(options?: PruneOptions): Promise<PruneReport>;
  setup(options?: { dryRun?: boolean }): Promise<readonly ProxyFinding[]>;
  check(): Promise<readonly ProxyFinding[]>;
  /** Tells how many outputs stand where. */
  status(): CdnStatus;
  /** Notes whether the CDN allows other origins to read what it serves. */
  proveCors(hasCors: boolean): void;
}

/** Makes the proxy. */
export function cdnProxy(parts: CdnParts): CdnProxy {
  const contexts: ProxyContext[] = [];
  let made: { mover: Mover; waiting: Lifecycle } | undefined;
  const connect = (context: ProxyContext) => {
    const changed = (uri: string) => {
      for (const each of contexts) each.changed(uri);
    };
    const mover = new Mover(parts, { ...context, changed });
    return { mover, waiting: new Lifecycle(mover) };
  };
  const whole = () => {
    made ??= connect(alone());
    return made;
  };
  const cloudFront = (uri: string, info: FileInfo): string => whole().mover.answer(uri, info);
  return Object.assign(cloudFront, {
    attach: (context: ProxyContext) => {
      contexts.push(context);
      made ??= connect(context);
    },
    isFinal: (uri: string) => isFinal(whole().mover, uri),
    mover: moverOf(whole),
    settled: (options: { ready?: boolean } & ProxyPatience = {}) =>
      keepAlive(whole().waiting.settled(options)),
    close: async () => {
      if (made !== undefined) await keepAlive(made.waiting.close());
    },
    origins: () => originsOf(whole().mover),
    ready: () => keepAlive(whole().waiting.ready()),
    prune: (options: PruneOptions = {}) => keepAlive(whole().mover.upkeep.prune(options)),
    setup: async ({ dryRun = false } = {}) => (await keepAlive(setUp(parts, dryRun))) ?? [],
    check: async () => {
      const now = contexts[0]?.now ?? Date.now;
      return (await keepAlive(check(parts, whole().mover, now))) ?? [];
    },
    status: () => statusOf(whole().mover),
    proveCors: (hasCors: boolean) => whole().mover.address.proveCors(hasCors),
  });
}

function moverOf(whole: () => { mover: Mover; waiting: Lifecycle }): Required<FileProxyMover> {
  return {
    isMoving: (uri) => isMoving(whole().mover, uri),
    urlToCome: (uri, info) => whole().mover.urls.toCome(uri, info),
    hasCors: () => whole().mover.address.hasCors,
    stateOf: (uri) => stateOf(whole().mover, uri),
    build: (patience) => keepAlive(whole().waiting.build(patience)),
    waitingFor: () => whole().waiting.waitingFor(),
    release: (name) => keepAlive(whole().mover.upkeep.release(name)),
  };
}

async function setUp(parts: CdnParts, dryRun: boolean) {
  return await parts.setup?.(dryRun);
}

async function check(parts: CdnParts, mover: Mover, now: () => number) {
  return await parts.check?.(mover, now);
}

/** A proxy that is called without an instance. */
function alone(): ProxyContext {
  const logger = stderrLogger();
  return { store: createMemoryStore(), logger, now: Date.now, changed: () => {} };
}

function isFinal(mover: Mover, uri: string): boolean {
  const object = mover.objects.get(uri);
  if (object === undefined) return false;
  return object.state === 'local' || (mover.isOnCdn(object) && originsOf(mover).length > 0);
}

function isMoving(mover: Mover, uri: string): boolean {
  const object = mover.objects.get(uri);
  return object !== undefined && object.state !== 'local' && !mover.isOnCdn(object);
}

function originsOf({ address }: Mover): readonly string[] {
  return address.origin === undefined ? [] : [new URL(address.origin).origin];
}

function stateOf(mover: Mover, uri: string): OutputState | undefined {
  const object = mover.objects.get(uri);
  if (object === undefined) return undefined;
  const { reason, dueMs } = object;
  const about = { ...(reason && { reason }), ...(dueMs && { readyAt: dueMs }) };
  switch (object.state) {
    case 'ready':
      if (!mover.proof.isProven) return { state: 'held', ...unprovenOf(mover) };
      return { state: 'cdn', url: mover.urlOf(object) };
    case 'held':
    case 'waiting':
      return { state: 'held', ...about };
    case 'queued':
    case 'uploading':
      return { state: 'uploading' };
    case 'failed':
      return { state: 'failed', ...about };
    default:
      return { state: 'local', ...about };
  }
}

function unprovenOf({ proof }: Mover): { readonly reason?: string } {
  return proof.failure === undefined ? {} : { reason: proof.failure.message };
}
