// Several file proxies as one: each sees what the one before it answered.

import { Reporter, stderrLogger } from '../core/report.ts';
import { errorText } from '../errors.ts';
import type {
  FileInfo,
  FileProxy,
  OutputState,
  ProxyContext,
  ProxyPruneReport,
} from './file-proxy.ts';

/**
 * Runs file proxies from left to right: each gets the answer of the one before.
 *
 * One that throws, or answers anything but a string, is skipped for that call and reported once.
 */
export function chain(...proxies: readonly FileProxy[]): FileProxy {
  const links = new Links(proxies);
  const ask = (uri: string, info: FileInfo): string => links.ask(uri, info);
  return Object.assign(ask, {
    attach: (context: ProxyContext) => links.attach(context),
    isFinal: (uri: string) => links.isFinal(uri),
    isMoving: (uri: string) => links.isMoving(uri),
    hasCors: () => proxies.every((proxy) => proxy.hasCors?.() !== false),
    build: async () => {
      await Promise.all(proxies.map((proxy) => proxy.build?.()));
    },
    stateOf: (uri: string) => links.stateOf(uri),
    ...upkeepOf(proxies),
    settled: async (options?: Parameters<NonNullable<FileProxy['settled']>>[0]) => {
      await Promise.all(proxies.map((proxy) => proxy.settled?.(options)));
    },
    close: async () => {
      await Promise.all(proxies.map((proxy) => proxy.close?.()));
    },
    origins: () => [...new Set(proxies.flatMap((proxy) => proxy.origins?.() ?? []))],
  });
}

/** What keeps the places in order that files are moved to; absent where no proxy moves any. */
function upkeepOf(proxies: readonly FileProxy[]): Pick<FileProxy, 'prune' | 'setup' | 'check'> {
  const movers = proxies.filter(({ prune }) => prune !== undefined);
  if (movers.length === 0) return {};
  return {
    prune: async (options) => merge(await oneByOne(movers, (each) => each.prune?.(options))),
    setup: async (options) => (await oneByOne(movers, (each) => each.setup?.(options))).flat(),
    check: async () => (await oneByOne(movers, (each) => each.check?.())).flat(),
  };
}

async function oneByOne<R>(
  proxies: readonly FileProxy[],
  action: (proxy: FileProxy) => Promise<R> | undefined,
): Promise<R[]> {
  const results: R[] = [];
  for (const proxy of proxies) {
    const result = await action(proxy);
    if (result !== undefined) results.push(result);
  }
  return results;
}

function merge(reports: readonly ProxyPruneReport[]): ProxyPruneReport {
  const sum = (of: (report: ProxyPruneReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  return {
    deleted: reports.flatMap(({ deleted }) => deleted),
    kept: sum(({ kept }) => kept),
    left: sum(({ left }) => left),
    isDryRun: reports.every(({ isDryRun }) => isDryRun),
  };
}

class Links {
  readonly #proxies: readonly FileProxy[];
  readonly #mayBeFinal: boolean;
  /** For a uri that a link answered with another URL: what each link was asked. */
  readonly #renamed = new Map<string, readonly string[]>();
  #reporter = new Reporter(stderrLogger((text) => process.stderr.write(text)));

  constructor(proxies: readonly FileProxy[]) {
    this.#proxies = proxies;
    this.#mayBeFinal = proxies.every((proxy) => proxy.isFinal !== undefined);
  }

  ask(uri: string, info: FileInfo): string {
    let answer = uri;
    let asked: string[] | undefined;
    for (let at = 0; at < this.#proxies.length; at += 1) {
      const proxy = this.#proxies[at] as FileProxy;
      if (answer !== uri && asked === undefined) asked = new Array(at).fill(uri);
      asked?.push(answer);
      answer = this.#answerOf(proxy, at, answer, info);
    }
    // nothing is asked later about what is no output, and there is no end of such
    if (asked !== undefined && info.filepath !== undefined) this.#renamed.set(uri, asked);
    else if (this.#renamed.size > 0) this.#renamed.delete(uri);
    return answer;
  }

  attach(context: ProxyContext): void {
    this.#reporter = new Reporter(context.logger);
    for (const [at, proxy] of this.#proxies.entries()) {
      this.#guard(proxy, at, 'attach() failed', () => {
        const changed = (uri: string) => context.changed(this.#firstAsked(at, uri));
        const result: unknown = proxy.attach?.({ ...context, changed });
        this.#silence(result, proxy, at);
      });
    }
  }

  isFinal(uri: string): boolean {
    if (!this.#mayBeFinal) return false;
    const asked = this.#renamed.get(uri);
    return this.#proxies.every(
      (proxy, at) =>
        this.#guard(proxy, at, 'isFinal() failed', () => proxy.isFinal?.(asked?.[at] ?? uri)) ===
        true,
    );
  }

  isMoving(uri: string): boolean {
    const asked = this.#renamed.get(uri);
    return this.#proxies.some(
      (proxy, at) =>
        this.#guard(proxy, at, 'isMoving() failed', () => proxy.isMoving?.(asked?.[at] ?? uri)) ===
        true,
    );
  }

  /** The first proxy that knows more than that a file is local. */
  stateOf(uri: string): OutputState | undefined {
    const asked = this.#renamed.get(uri);
    const states = this.#proxies.flatMap((proxy, at) => proxy.stateOf?.(asked?.[at] ?? uri) ?? []);
    return states.find(({ state }) => state !== 'local') ?? states[0];
  }

  #answerOf(proxy: FileProxy, at: number, uri: string, info: FileInfo): string {
    try {
      const answer: unknown = proxy(uri, info);
      if (typeof answer === 'string') return answer;
      this.#silence(answer, proxy, at);
      const kind = isThenable(answer) ? 'a promise (it must answer at once)' : String(answer);
      this.#report(proxy, at, `answered ${kind} instead of a URL for "${uri}"`);
    } catch (error) {
      this.#report(proxy, at, `failed for "${uri}": ${errorText(error)}`);
    }
    return uri;
  }

  #guard<T>(proxy: FileProxy, at: number, what: string, action: () => T): T | typeof FAILED {
    try {
      return action();
    } catch (error) {
      this.#report(proxy, at, `${what}: ${errorText(error)}`);
      return FAILED;
    }
  }

  /** A promise nobody waits for must not end the process when it rejects. */
  #silence(result: unknown, proxy: FileProxy, at: number): void {
    if (!isThenable(result)) return;
    result.then(undefined, (error: unknown) => {
      this.#report(proxy, at, `rejected: ${errorText(error)}`);
    });
  }

  #report(proxy: FileProxy, at: number, what: string): void {
    const name = proxy.name ? `"${proxy.name}"` : `number ${at + 1}`;
    this.#reporter.warnOnce(
      `proxy ${at}`,
      `The file proxy ${name} ${what}. It is skipped whenever that happens; this is said once.`,
    );
  }

  /** Finds what the chain was asked when the link at `at` was asked about `uri`. */
  #firstAsked(at: number, uri: string): string {
    for (const [first, asked] of this.#renamed) if (asked[at] === uri) return first;
    return uri;
  }
}

const FAILED = Symbol('failed');

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
