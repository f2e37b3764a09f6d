// The conversion cache as a seam: facts by key, in memory or on disk, and the part that file proxies are given.
import type { ProxyStore } from '../proxies/file-proxy.ts';

/** A value that survives JSON. */
export type Fact = unknown;

/**
 * Keeps facts by key.
 *
 * What one process sets, others see before `set` returns, where the cache is on a disk they share.
 * Losing a fact costs time and nothing else.
 */
export interface ConversionCache {
  get(key: string): Fact;
  /** Returns the fact as this process knows it; looks for what others set only when it knows none. */
  recall(key: string): Fact;
  set(key: string, value: Fact): void;
  delete(key: string): void;
  keys(prefix: string): string[];
  /**
   * Does something whose facts others see at its end, all at once, and not one by one: that is much
   * faster. What others set meanwhile may be overlooked.
   */
  together<T>(action: () => T): T;
}

/** Returns a cache that lasts as long as the process. */
export function createMemoryCache(): ConversionCache {
  // as text, so that nobody can change a fact by changing what it was made from
  const facts = new Map<string, string>();
  const get = (key: string): Fact => {
    const text = facts.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  };
  return {
    get,
    recall: get,
    set: (key, value) => {
      facts.set(key, JSON.stringify(value));
    },
    delete: (key) => {
      facts.delete(key);
    },
    together: (action) => action(),
    keys: (prefix) => [...facts.keys()].filter((key) => key.startsWith(prefix)),
  };
}

const PREFIX = 'proxy/';

export function createProxyStore(cache: ConversionCache): ProxyStore {
  return {
    get: (key) => cache.get(PREFIX + key),
    set: (key, value) => cache.set(PREFIX + key, value),
    delete: (key) => cache.delete(PREFIX + key),
    entries: () =>
      cache.keys(PREFIX).map((key) => [key.slice(PREFIX.length), cache.get(key)] as const),
  };
}
