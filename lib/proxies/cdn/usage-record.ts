// The record of what this process hands out, kept beside the objects, so that nothing in use is pruned.
import { contentHash } from '../../core/names.ts';
import type { ObjectStore } from './store.ts';

/** Whose record it is. */
export interface ReleaseNames {
  /** The name of the site: several may share a bucket and prefix. */
  readonly site: string;
  /** `main`; previews name another one. */
  readonly channel: string;
  /** Absent: that of the manifest, of a build’s own keys, or one that lasts while servers run. */
  readonly release?: string | undefined;
}

/** Later ones are read by later versions only; the first edition wrote 1. */
export const RECORD_FORMAT = 2;

/** Where all that is no output lies; a dot begins the name, so that no output has it. */
export function upkeepPrefix(prefix: string): string {
  return `${prefix}.staticfile/`;
}

export function recordsPrefix(prefix: string): string {
  return `${upkeepPrefix(prefix)}releases/`;
}

export const UPKEEP_HEADERS = { contentType: 'application/json', cacheControl: 'no-store' };

export class UsageRecord {
  readonly #recordKey: string;
  readonly #names: ReleaseNames;
  readonly #keys = new Set<string>();
  #release: string | undefined;
  /** When the first one was written or a little before, by the store's clock; `0`: nobody has told. */
  #sinceMs: number | null = null;
  #writtenCount = 0;
  /** Called when a key is noted that was not noted before. */
  onNew: () => void = () => {};

  /** @param random - A number from 0 to 1. */
  constructor(prefix: string, names: ReleaseNames, random: () => number) {
    this.#recordKey = `${recordsPrefix(prefix)}${processName(random)}.json`;
    this.#names = names;
    this.#release = names.release;
  }

  get size(): number {
    return this.#keys.size;
  }

  /** Some keys were noted since it was written last. */
  get isStale(): boolean {
    return this.#writtenCount < this.#keys.size;
  }

  keys(): Iterable<string> {
    return this.#keys;
  }

  /** Returns whether a key is new. */
  note(key: string): boolean {
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    this.onNew();
    return true;
  }

  /** Names the release, unless the options have named it. */
  name(release: string | undefined): void {
    this.#release ??= release;
  }

  /** @param storeNowMs - The time of the last listing, by the store's clock; `0`: there was none. */
  async write(
    store: ObjectStore,
    kind: { isBuild: boolean; hasEnded: boolean },
    storeNowMs: number,
  ): Promise<void> {
    const keys = [...this.#keys];
    if (keys.length === 0) return;
    const { site, channel } = this.#names;
    const isFirst = this.#writtenCount === 0;
    if (isFirst && storeNowMs > 0) this.#sinceMs = storeNowMs;
    const text = JSON.stringify({
      format: RECORD_FORMAT,
      site,
      channel,
      // the same build again is the same release
      release: this.#release ?? (kind.isBuild ? buildName(keys) : null),
      ...kind,
      sinceMs: this.#sinceMs,
      keys,
    });
    const key = this.#recordKey;
    await store.put({ key, text, headers: UPKEEP_HEADERS, isConditional: false });
    this.#writtenCount = keys.length;
    this.#sinceMs ??= 0;
  }
}

function buildName(keys: readonly string[]): string {
  return `build-${contentHash([...keys].sort().join('\n')).slice(0, 12)}`;
}

/** Each process has a record of its own: none takes what another has written. */
function processName(random: () => number): string {
  return Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
}
