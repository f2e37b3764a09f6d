// Records of what servers hand out: kept beside the objects, so that nothing in use is pruned.
import type { ObjectStore } from './store.ts';

/** What one server has handed out, at one time. */
export interface HandedOutRecord {
  /** The key of the record itself. */
  readonly recordKey: string;
  readonly server: string;
  readonly atMs: number;
  readonly keys: readonly string[];
  /** The server has ended: nobody gets these keys from it any more. */
  readonly isClosed: boolean;
}

const FORMAT = 1;

/** Where records lie; a dot begins the name, so that no output has it. */
export function recordsPrefix(prefix: string): string {
  return `${prefix}.staticfile/handed-out/`;
}

/** Keeps in mind what a server hands out, and writes it down. */
export class HandedOut {
  readonly #server: string;
  readonly #prefix: string;
  readonly #keys = new Set<string>();
  /** Where the record is, once there is one. */
  #recordKey: string | undefined;

  /** @param random - A number from 0 to 1. */
  constructor(random: () => number, prefix: string) {
    this.#server = serverName(random);
    this.#prefix = prefix;
  }

  get size(): number {
    return this.#keys.size;
  }

  note(key: string): void {
    this.#keys.add(key);
  }

  /**
   * Writes the record of this server: all keys so far.
   *
   * @param isClosed - The server ends.
   */
  async write(store: ObjectStore, atMs: number, isClosed = false): Promise<void> {
    const keys = [...this.#keys];
    if (keys.length === 0) return;
    const time = new Date(atMs).toISOString().replace(/[:.]/g, '-');
    this.#recordKey ??= `${recordsPrefix(this.#prefix)}${time}-${this.#server}.json`;
    const key = this.#recordKey;
    const text = JSON.stringify({ format: FORMAT, server: this.#server, atMs, isClosed, keys });
    const headers = { contentType: 'application/json', cacheControl: 'no-store' };
    await store.put({ key, text, headers, isConditional: false });
  }

  keys(): Iterable<string> {
    return this.#keys;
  }
}

/** Reads a record; `undefined` for what is none. */
export function parseRecord(recordKey: string, text: string): HandedOutRecord | undefined {
  try {
    const { format, server, atMs, keys, isClosed } = JSON.parse(text);
    const isRecord =
      format === FORMAT &&
      typeof server === 'string' &&
      typeof atMs === 'number' &&
      Array.isArray(keys) &&
      keys.every((key) => typeof key === 'string');
    return isRecord ? { recordKey, server, atMs, keys, isClosed: isClosed === true } : undefined;
  } catch {
    return undefined;
  }
}

/** Each process is a server of its own. */
function serverName(random: () => number): string {
  return Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
}
