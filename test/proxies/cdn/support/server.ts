// A server of the schedule: renders, dies, starts again; what it has stored stays.
import { type CdnProxy, cdnProxy } from '../../../../lib/proxies/cdn/cdn-proxy.ts';
import type { FileInfo } from '../../../../lib/proxies/file-proxy.ts';
import { storeOf, type World } from './world.ts';

/** A file of the site; a sheet names others. */
export interface SiteFile {
  readonly name: string;
  readonly names: readonly string[];
  version: number;
}

export interface ServerOptions {
  readonly hasManifest?: boolean;
  readonly settleSeconds?: number;
  /** The domain is taken at its word. */
  readonly isUnproven?: boolean;
}

export class Server {
  proxy: CdnProxy;
  readonly #world: World;
  readonly #facts = new Map<string, unknown>();
  /** Keys that this process knows to be there. */
  #known = new Set<string>();
  #offered = new Map<string, string>();
  /** How wrong the machine's clock is. */
  offsetMs = 0;
  /** The edge has answered its probe while the distribution did not fit. */
  wasWrong = false;
  readonly #options: ServerOptions;

  constructor(world: World, options: ServerOptions = {}) {
    this.#world = world;
    this.#options = options;
    this.proxy = this.#start();
  }

  /** It has a manifest, and neither sources nor outputs. */
  get hasManifest(): boolean {
    return this.#options.hasManifest === true;
  }

  /** The process dies; uploads that are under way may still arrive. */
  restart(): void {
    this.#known = new Set();
    this.#offered = new Map();
    this.proxy = this.#start();
  }

  /** Renders a file as the converter does it: what it refers to first. Answers uri and URL. */
  render(file: SiteFile, files: ReadonlyMap<string, SiteFile>): { uri: string; url: string } {
    const references = file.names.flatMap((name) => {
      const other = files.get(name);
      return other === undefined ? [] : [this.render(other, files)];
    });
    const isMoving = references.some(({ uri }) => this.proxy.mover.isMoving(uri));
    // a manifest names the form that is for the CDN
    const isLocalForm = isMoving && !this.hasManifest;
    const form = references.length === 0 ? '' : isLocalForm ? '-local' : '-cdn';
    const names = references.map(({ uri }) => uri.split('.')[1]).join('');
    const uri = `/${file.name}.${file.version}${form}${names}.${references.length ? 'css' : 'png'}`;
    const info = this.#infoOf(file.name, uri);
    return {
      uri,
      url: this.proxy(uri, {
        ...info,
        references: this.hasManifest ? [] : references.map((each) => each.uri),
        ...(isLocalForm && { isLocalForm }),
        ...(this.hasManifest && references.length > 0 && { hasUnknownReferences: true }),
      }),
    };
  }

  #infoOf(name: string, uri: string): FileInfo {
    const before = this.#offered.get(name);
    this.#offered.set(name, uri);
    return {
      new: before === undefined,
      changed: before !== undefined && before !== uri,
      checked: before !== uri,
      notfound: false,
      disabled: false,
      cached: false,
      provisional: false,
      ...(!this.hasManifest && { filepath: `/site${uri}` }),
      contentHash: '',
    };
  }

  #start(): CdnProxy {
    const { time, random } = this.#world;
    const known = this.#known;
    const store = storeOf(this.#world, {
      onPut: (key) => {
        if (key.includes('/.staticfile/')) return;
        if (known.has(key)) this.#world.broken.push(`"${key}" is uploaded again`);
      },
      onKnown: (key) => known.add(key),
    });
    const proxy = cdnProxy({
      include: 'all',
      prefix: 'static/',
      concurrency: 4,
      settleSeconds: this.#options.settleSeconds,
      timeoutSeconds: 3600,
      headers: undefined,
      prune: undefined,
      address: {
        look: async () => ({ origin: 'https://cdn.test', isDeployed: this.#world.isDeployed }),
      },
      ...(!this.#options.isUnproven && { proof: proofOf(this.#world, this) }),
      openStore: async () => store,
      isOpen: () => true,
      names: { site: 'site', channel: 'main' },
      scope: ['bucket'],
      timers: time,
      random,
    });
    const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
    const now = () => time.now() + this.offsetMs;
    proxy.attach({ store: this.#facts, logger, now, changed: () => {} });
    return proxy;
  }
}

/** Asks the edge as everybody does: what is not there is remembered. */
function proofOf(world: World, server: Server) {
  return {
    probe: async (url: string) => {
      server.wasWrong ||= !world.fits;
      const isThere = world.fetch(url.slice('https://cdn.test/'.length));
      return { status: isThere ? 206 : 403 };
    },
    advise: () => 'Look at it.',
  };
}
