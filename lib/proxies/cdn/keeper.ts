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
/** So many facts are written at once. */
const SLICE = 200;

export class Keeper {
  readonly #mover: Mover;
  readonly #now: () => number;
  #isStarted = false;
  #isClosed = false;
  #cancelTimer: () => void = () => {};

  constructor(mover: Mover, now: () => number) {
    this.#mover = mover;
    this.#now = now;
  }

  /** Records soon what the first pages ask for, and from then on daily; called with every URL. */
  start(): void {
    if (this.#isStarted || this.#isClosed) return;
    this.#isStarted = true;
    this.#after(FIRST_MS);
  }

  /** Writes the last record, and closes the store. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTimer();
    const { handedOut, parts } = this.#mover;
    if (handedOut.size === 0 && !parts.isOpen()) return;
    const store = await parts.openStore();
    try {
      await handedOut.write(store, this.#now(), true);
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
    if (this.#isClosed) return;
    this.#cancelTimer();
    this.#cancelTimer = this.#mover.parts.timers.after(delayMs, () => void this.#keep());
  }

  /** Notes in slices that keys are in use, so that no request waits for a hundred thousand. */
  async #trust(keys: readonly string[]): Promise<void> {
    for (let at = 0; at < keys.length; at += SLICE) {
      this.#mover.objects.readyKeys.trust(keys.slice(at, at + SLICE));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #keep(): Promise<void> {
    const { handedOut, parts } = this.#mover;
    try {
      await handedOut.write(await parts.openStore(), this.#now());
      await this.#trust([...handedOut.keys()]);
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
