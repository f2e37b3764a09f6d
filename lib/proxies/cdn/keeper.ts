// Keeps the bucket: records what is handed out, at start and daily; prunes where that is wanted.

import { toByteText } from '../../core/byte-text.ts';
import { findCssReferences } from '../../core/css-references.ts';
import { findModuleReferences } from '../../core/module-references.ts';
import { encodePath } from '../../core/paths.ts';
import { isLocalReference } from '../../core/urls.ts';
import type { Mover } from './mover.ts';
import { type PruneParts, prune } from './prune.ts';
import { toStoreFailure } from './store.ts';

/** What the first pages of a server ask for is soon known. */
const FIRST_MS = 15_000;
const DAY_MS = 24 * 3_600_000;

export class Keeper {
  readonly #mover: Mover;
  readonly #now: () => number;
  #isStarted = false;
  #cancelTimer: () => void = () => {};

  constructor(mover: Mover, now: () => number) {
    this.#mover = mover;
    this.#now = now;
  }

  /** Begins to keep records; called with the first URL that is handed out. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#after(FIRST_MS);
  }

  /** Writes the last record, and closes the store. */
  async close(): Promise<void> {
    this.#isStarted = true;
    this.#cancelTimer();
    const { handedOut, parts } = this.#mover;
    if (handedOut.size === 0 && !parts.isOpen()) return;
    const store = await parts.openStore();
    try {
      await handedOut.close(store, this.#now());
    } finally {
      await store.close();
    }
  }

  async pruneParts(): Promise<PruneParts> {
    const { parts, address } = this.#mover;
    const store = await parts.openStore();
    const origin = address.origin ?? 'https://cdn.invalid';
    return { store, prefix: parts.prefix, referencesIn: (key, text) => keysIn(origin, key, text) };
  }

  #after(delayMs: number): void {
    this.#cancelTimer = this.#mover.parts.timers.after(delayMs, () => void this.#keep());
  }

  async #keep(): Promise<void> {
    const { handedOut, parts } = this.#mover;
    try {
      await handedOut.write(await parts.openStore(), this.#now());
      await this.#mover.list();
      if (parts.prune) await prune(await this.pruneParts(), { dryRun: false, ...parts.prune });
    } catch (error) {
      this.#mover.troubled(toStoreFailure(error));
    }
    this.#after(DAY_MS);
  }
}

/** Lists the keys of one origin that a sheet or module refers to. */
function keysIn(origin: string, key: string, text: string): string[] {
  const find = key.endsWith('.css') ? findCssReferences : findModuleReferences;
  const base = `${origin}/${encodePath(key)}`;
  return find(toByteText(Buffer.from(text))).flatMap(({ value }) => {
    if (!isLocalReference(value) && !value.startsWith(`${origin}/`)) return [];
    const { pathname } = URL.canParse(value, base) ? new URL(value, base) : new URL(base);
    return [decodeURIComponent(pathname.slice(1))];
  });
}
