// One proxy on a bucket in memory, with its log and its clock at hand.
import type { CdnParts } from '../../../../lib/proxies/cdn/cdn-parts.ts';
import { type CdnProxy, cdnProxy } from '../../../../lib/proxies/cdn/cdn-proxy.ts';
import type { ObjectStore } from '../../../../lib/proxies/cdn/store.ts';
import type { FileInfo, ProxyStore } from '../../../../lib/proxies/file-proxy.ts';
import { seeded } from '../../../support/random.ts';
import { HeldTime } from './held-time.ts';
import { storeOf, World } from './world.ts';

/** What proxies of tests have in common. */
export const SETTINGS = {
  prefix: 'static/',
  concurrency: 4,
  settleSeconds: undefined,
  timeoutSeconds: 3600,
  headers: undefined,
  prune: undefined,
  address: { origin: 'https://cdn.test' },
  isOpen: () => true,
} as const;

export interface OneServer {
  readonly proxy: CdnProxy;
  /** Gives it to its site, where it is free. */
  readonly attach: () => void;
  readonly world: World;
  readonly time: HeldTime;
  /** Keys that were asked to be written, in order. */
  readonly puts: readonly string[];
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
  /** Uris whose answer the proxy has said to be another one. */
  readonly changed: readonly string[];
  readonly facts: ProxyStore;
  readonly store: ObjectStore;
}

export interface OneServerOptions extends Partial<CdnParts> {
  readonly world?: World;
  readonly facts?: ProxyStore;
  /** The server's own clock, where it goes otherwise than the world's. */
  readonly now?: () => number;
  /** An instance is to attach the proxy. */
  readonly isFree?: boolean;
  /** Takes the place of some of the store's methods. */
  readonly store?: Partial<ObjectStore>;
}

/** Everything arrives within seconds, and the CDN is deployed, unless options say otherwise. */
export function oneServer(options: OneServerOptions = {}): OneServer {
  const {
    world = calmWorld(),
    facts = new Map<string, unknown>(),
    store,
    isFree,
    now,
    ...parts
  } = options;
  const puts: string[] = [];
  const warnings: string[] = [];
  const infos: string[] = [];
  const changed: string[] = [];
  const ours = storeOf(world, { onPut: (key) => puts.push(key), onKnown: () => {} });
  const whole = { ...ours, ...store };
  const proxy = cdnProxy({
    ...SETTINGS,
    include: 'images',
    openStore: async () => whole,
    names: { site: 'site', channel: 'main' },
    scope: ['bucket'],
    timers: world.time,
    random: world.random,
    ...parts,
  });
  const logger = {
    debug: () => {},
    error: () => {},
    info: (text: string) => void infos.push(text),
    warn: (text: string) => void warnings.push(text),
  };
  const note = (uri: string) => void changed.push(uri);
  const attach = () =>
    proxy.attach({ store: facts, logger, now: now ?? world.time.now, changed: note });
  if (!isFree) attach();
  return {
    proxy,
    attach,
    world,
    time: world.time,
    puts,
    warnings,
    infos,
    changed,
    facts,
    store: whole,
  };
}

export function calmWorld(): World {
  const world = new World(new HeldTime(), seeded(1), 0);
  world.deployedAtMs = world.time.nowMs;
  world.slowness = 0;
  return world;
}

/** What the proxy is told of an output that is offered for the first time. */
export function infoOf(uri: string, more: Partial<FileInfo> = {}): FileInfo {
  return {
    new: true,
    changed: false,
    checked: true,
    notfound: false,
    disabled: false,
    cached: false,
    provisional: false,
    filepath: `/site${uri}`,
    references: [],
    ...more,
  };
}

/** What it is told of one that it knows. */
export const KNOWN: Partial<FileInfo> = { new: false, checked: false };
