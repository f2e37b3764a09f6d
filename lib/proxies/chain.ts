// Several file proxies as one: each sees what the one before it answered.
import { isForeignUrl } from '../core/paths.ts';
import { Reporter } from '../core/report.ts';
import type {
  FileInfo,
  FileProxy,
  FileProxyMover,
  OutputState,
  ProxyContext,
} from './file-proxy.ts';
import { ProxyGuard, refuseNoFunction } from './guard.ts';
import { mergePruneReports } from './prune-reports.ts';
import { isBoundToSite } from './site-bound.ts';

/**
 * Returns one file proxy that runs several from left to right: each gets the answer of the one before.
 *
 * One that throws, or answers anything but a string, is skipped for that call and reported once. What browsers take
 * from their page's own origin only stays there: web app manifests, and workers by their names.
 */
export function chain(...proxies: readonly FileProxy[]): FileProxy {
  for (const proxy of proxies) refuseNoFunction(proxy);
  const links = new Links(proxies);
  const { guards } = links;
  const [first, second] = guards;
  // most chains are one proxy, and pages ask it for each of their URLs
  const asked = first && !second ? first : links;
  const ask = (uri: string, info: FileInfo): string => {
    const url = asked.answer(uri, info);
    return url !== uri && isForeignUrl(url) && isBoundToSite(uri) ? uri : url;
  };
  return Object.assign(ask, {
    attach: (context: ProxyContext) => links.attach(context),
    ...(links.mayBeFinal && { isFinal: (uri: string) => links.isFinal(uri) }),
    mover: moverOf(links),
    ...upkeepOf(guards),
    settled: (options?: Parameters<NonNullable<FileProxy['settled']>>[0]) =>
      links.wait((proxy) => proxy.settled?.(options)),
    close: async () => {
      await Promise.all(guards.map((guard) => guard.close()));
    },
    origins: () => [...new Set(guards.flatMap(originsOf))],
    // a proxy of the user's may mean something else by that word
    ready: () =>
      links.wait((proxy) => (typeof proxy.ready === 'function' ? proxy.ready() : undefined)),
  });
}

function moverOf(links: Links): FileProxyMover {
  const { guards } = links;
  return {
    isMoving: (uri) => links.isMoving(uri),
    // a proxy that fails has not proven it
    hasCors: () =>
      guards.every((guard) =>
        guard.ask('hasCors', ({ mover }) => (mover?.hasCors ? mover.hasCors() : true)),
      ),
    stateOf: (uri) => links.stateOf(uri),
    ...(links.isTellingUrls && { urlToCome: (uri, info) => links.urlToCome(uri, info) }),
    build: (patience) => links.wait(({ mover }) => mover?.build?.(patience)),
    release: (name) => links.wait(({ mover }) => mover?.release?.(name)),
    waitingFor: () => {
      const each = guards.map((one) => one.ask('waitingFor', ({ mover }) => mover?.waitingFor?.()));
      return each.filter((words) => typeof words === 'string').join('; ') || undefined;
    },
  };
}

function originsOf(guard: ProxyGuard): string[] {
  const origins: unknown = guard.ask('origins', (proxy) => proxy.origins?.());
  if (!Array.isArray(origins)) return [];
  return origins.filter((each): each is string => typeof each === 'string');
}

/** What keeps the places in order that files are moved to; absent where no proxy moves any. */
function upkeepOf(all: readonly ProxyGuard[]): Pick<FileProxy, 'prune' | 'setup' | 'check'> {
  const guards = all.filter((guard) => guard.ask('prune', ({ prune }) => prune !== undefined));
  if (guards.length === 0) return {};
  return {
    prune: async (options) =>
      mergePruneReports(await oneByOne(guards, (each) => each.prune?.(options))),
    setup: async (options) => (await oneByOne(guards, (each) => each.setup?.(options))).flat(),
    check: async () => (await oneByOne(guards, (each) => each.check?.())).flat(),
  };
}

async function oneByOne<R>(
  guards: readonly ProxyGuard[],
  action: (proxy: FileProxy) => Promise<R> | undefined,
): Promise<R[]> {
  const results: R[] = [];
  for (const guard of guards) {
    const result = await guard.wait(action);
    if (result !== undefined) results.push(result);
  }
  return results;
}

class Links {
  readonly guards: readonly ProxyGuard[];
  readonly mayBeFinal: boolean;
  /** For a uri that a link answered with another URL: what each link was asked. */
  readonly #renamed = new Map<string, readonly string[]>();

  constructor(proxies: readonly FileProxy[]) {
    this.guards = proxies.map((proxy, at) => new ProxyGuard(proxy, at + 1));
    this.mayBeFinal = this.guards.every((guard) =>
      guard.ask('isFinal', ({ isFinal }) => isFinal !== undefined),
    );
  }

  answer(uri: string, info: FileInfo): string {
    let answer = uri;
    let asked: string[] | undefined;
    for (let at = 0; at < this.guards.length; at += 1) {
      if (answer !== uri && asked === undefined) asked = new Array(at).fill(uri);
      asked?.push(answer);
      answer = this.guards[at]?.answer(answer, info) ?? answer;
    }
    // nothing is asked later about what is no output, and there is no end of such
    if (asked !== undefined && info.filepath !== undefined) this.#renamed.set(uri, asked);
    else if (this.#renamed.size > 0) this.#renamed.delete(uri);
    return answer;
  }

  async wait(call: (proxy: FileProxy) => Promise<void> | undefined): Promise<void> {
    await Promise.all(this.guards.map((guard) => guard.wait(call)));
  }

  attach(context: ProxyContext): void {
    const reporter = new Reporter(context.logger);
    for (const [at, guard] of this.guards.entries()) {
      guard.reporter = reporter;
      const changed = (uri: string) => context.changed(this.#firstAsked(at, uri));
      guard.attach({ ...context, changed });
    }
  }

  isFinal(uri: string): boolean {
    const asked = this.#renamed.get(uri);
    return this.guards.every(
      (guard, at) => guard.ask('isFinal', (proxy) => proxy.isFinal?.(asked?.[at] ?? uri)) === true,
    );
  }

  isMoving(uri: string): boolean {
    const asked = this.#renamed.get(uri);
    return this.guards.some(
      (guard, at) =>
        guard.ask('isMoving', ({ mover }) => mover?.isMoving?.(asked?.[at] ?? uri)) === true,
    );
  }

  get isTellingUrls(): boolean {
    return this.guards.some(({ tellsUrls }) => tellsUrls);
  }

  /** What each will answer in the end; who tells nothing of that is asked for its answer. */
  urlToCome(uri: string, info: FileInfo): string | undefined {
    let url: string | undefined = uri;
    for (const guard of this.guards) {
      const asked: string = url;
      url = guard.tellsUrls
        ? guard.ask('urlToCome', ({ mover }) => mover?.urlToCome?.(asked, info))
        : guard.answer(asked, info);
      if (typeof url !== 'string') return undefined;
    }
    return url;
  }

  /** The first proxy that knows more than that a file is local. */
  stateOf(uri: string): OutputState | undefined {
    const asked = this.#renamed.get(uri);
    const states = this.guards.flatMap((guard, at) => {
      const state = guard.ask('stateOf', ({ mover }) => mover?.stateOf?.(asked?.[at] ?? uri));
      return isState(state) ? state : [];
    });
    return states.find(({ state }) => state !== 'local') ?? states[0];
  }

  /** Finds what the chain was asked when the link at `at` was asked about `uri`. */
  #firstAsked(at: number, uri: string): string {
    for (const [first, asked] of this.#renamed) if (asked[at] === uri) return first;
    return uri;
  }
}

const STATES: ReadonlySet<unknown> = new Set<OutputState['state']>([
  'local',
  'uploading',
  'held',
  'cdn',
  'failed',
]);

function isState(value: OutputState | undefined): value is OutputState {
  return typeof value === 'object' && value !== null && STATES.has(value.state);
}
