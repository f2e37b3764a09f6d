// A file proxy that moves outputs to a CDN; what is special of one CDN is given to it.
import { keepAlive } from '../../core/keep-alive.ts';
import { stderrLogger } from '../../core/report.ts';
import { isStaticfileError, StaticfileError } from '../../errors.ts';
import type {
  FileInfo,
  FileProxy,
  FileProxyMover,
  OutputState,
  ProxyContext,
  ProxyFinding,
  ProxyPatience,
} from '../file-proxy.ts';
import type { CdnParts } from './cdn-parts.ts';
import { Lifecycle } from './lifecycle.ts';
import type { PruneOptions, PruneReport } from './prune.ts';
import { methodOptions } from './shapes.ts';
import { type CdnStatus, statusOf } from './status.ts';
import { onceText } from './store.ts';
import { Uploads } from './uploads.ts';

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
   * comes at least two days later deletes them. With `dryRun`, the default, it only reports what each would do.
   *
   * @throws `ERR_STATICFILE_PROXY` where it is not surely known what is in use.
   */
  prune(options?: PruneOptions): Promise<PruneReport>;
  setup(options?: { dryRun?: boolean }): Promise<readonly ProxyFinding[]>;
  check(): Promise<readonly ProxyFinding[]>;
  /** Returns how many outputs are in each state. */
  status(): CdnStatus;
  /** Notes whether the CDN allows other origins to read what it serves. */
  proveCors(hasCors: boolean): void;
}

/** Returns the proxy. @internal */
export function cdnProxy(parts: CdnParts): CdnProxy {
  const contexts: ProxyContext[] = [];
  /** What was learnt before it belonged to a site. */
  const early = new Map<string, unknown>();
  let made: { uploads: Uploads; waiting: Lifecycle } | undefined;
  const connect = (context: ProxyContext) => {
    const changed = (uri: string) => {
      for (const each of contexts) each.changed(uri);
    };
    const uploads = new Uploads(parts, { ...context, changed });
    return { uploads, waiting: new Lifecycle(uploads) };
  };
  const whole = () => {
    made ??= connect(alone(early));
    return made;
  };
  const cdn = (uri: string, info: FileInfo): string => whole().uploads.answer(uri, info);
  return Object.assign(cdn, {
    attach: (context: ProxyContext) => {
      contexts.push(context);
      // who was only asked before, as for its origins, begins anew with the facts of the site
      if (contexts.length > 1 || (made && hasAny(made.uploads))) return;
      for (const [key, value] of early) context.store.set(key, value);
      made = connect(context);
    },
    isFinal: (uri: string) => isFinal(whole().uploads, uri),
    mover: moverOf(whole),
    settled: (options: { ready?: boolean } & ProxyPatience = {}) =>
      keepAlive(whole().waiting.settled(options)),
    close: async () => {
      if (made !== undefined) await keepAlive(made.waiting.close());
    },
    origins: () => originsOf(whole().uploads),
    ready: () => keepAlive(whole().waiting.ready()),
    prune: (options: PruneOptions = {}) =>
      once('Prune was stopped.', () =>
        whole().uploads.upkeep.prune(methodOptions('prune', options)),
      ),
    setup: (options: { dryRun?: boolean } = {}) =>
      once('The set-up was stopped.', async () => {
        const { dryRun = false } = methodOptions('setup', options);
        return (await parts.setup?.(dryRun)) ?? [];
      }),
    check: () =>
      once('The check was stopped.', async () => {
        const now = contexts[0]?.now ?? Date.now;
        return (await parts.check?.(whole().uploads.address, now)) ?? [];
      }),
    status: () => statusOf(whole().uploads),
    proveCors: (hasCors: boolean) => whole().uploads.address.proveCors(hasCors),
  });
}

function moverOf(whole: () => { uploads: Uploads; waiting: Lifecycle }): Required<FileProxyMover> {
  return {
    isMoving: (uri) => isMoving(whole().uploads, uri),
    urlToCome: (uri, info) => whole().uploads.urls.toCome(uri, info),
    hasCors: () => whole().uploads.address.hasCors,
    stateOf: (uri) => stateOf(whole().uploads, uri),
    build: (patience) => keepAlive(whole().waiting.build(patience)),
    waitingFor: () => whole().waiting.waitingFor(),
    release: (name) => keepAlive(whole().uploads.upkeep.release(name)),
  };
}

function hasAny({ objects }: Uploads): boolean {
  return Object.values(objects.counts).some((count) => count > 0);
}

/** A proxy that is called without an instance. */
function alone(store: Map<string, unknown>): ProxyContext {
  const logger = stderrLogger();
  return { store, logger, now: Date.now, changed: () => {} };
}

/** Runs what is not tried again; whatever stops it is thrown as one kind of error. */
async function once<T>(stopped: string, run: () => Promise<T>): Promise<T> {
  try {
    return await keepAlive(run());
  } catch (cause) {
    if (isStaticfileError(cause)) throw cause;
    const message = `${stopped} ${onceText(cause)}`;
    throw new StaticfileError('ERR_STATICFILE_PROXY', message, { cause });
  }
}

function isFinal(uploads: Uploads, uri: string): boolean {
  const object = uploads.objects.get(uri);
  if (object === undefined) return false;
  return object.state === 'local' || (uploads.isOnCdn(object) && originsOf(uploads).length > 0);
}

function isMoving(uploads: Uploads, uri: string): boolean {
  const object = uploads.objects.get(uri);
  return object !== undefined && object.state !== 'local' && !uploads.isOnCdn(object);
}

function originsOf({ address }: Uploads): readonly string[] {
  return address.origin === undefined ? [] : [new URL(address.origin).origin];
}

function stateOf(uploads: Uploads, uri: string): OutputState | undefined {
  const object = uploads.objects.get(uri);
  if (object === undefined) return undefined;
  const { reason, dueMs } = object;
  const about = { ...(reason && { reason }), ...(dueMs && { readyAt: dueMs }) };
  switch (object.state) {
    case 'ready':
      if (!uploads.proof.isProven) return { state: 'held', ...reasonOf(uploads) };
      return { state: 'cdn', url: uploads.urlOf(object) };
    case 'held':
    case 'waiting':
      return { state: 'held', ...reasonOf(uploads), ...about };
    case 'queued':
    case 'uploading':
      return { state: 'uploading' };
    case 'failed':
      return { state: 'failed', ...about };
    default:
      return { state: 'local', ...about };
  }
}

/** Why no URL of the domain is handed out at all. */
function reasonOf({ address, proof, troubles }: Uploads): { readonly reason?: string } {
  const unproven = address.isDeployed && !proof.isProven ? troubles.last : undefined;
  const reason = address.failure?.message ?? proof.failure?.message ?? unproven;
  return reason === undefined ? {} : { reason };
}
