// A store for file proxies that lasts as long as the process.
import type { ProxyStore } from './file-proxy.ts';

export function createMemoryStore(): ProxyStore {
  const entries = new Map<string, unknown>();
  return {
    get: (key) => entries.get(key),
    set: (key, value) => {
      entries.set(key, value);
    },
    delete: (key) => {
      entries.delete(key);
    },
    entries: () => entries.entries(),
  };
}
