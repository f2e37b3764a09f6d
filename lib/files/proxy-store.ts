// The store that file proxies are given: a part of the conversion cache.
import type { ProxyStore } from '../proxies/file-proxy.ts';
import type { ConversionCache } from './cache.ts';

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
