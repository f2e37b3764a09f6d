// A bucket and an edge in memory, with a clock of their own and faults by chance: what a schedule of
// thousands of runs needs. What real servers do is tested elsewhere.
import {
  type Listing,
  type ObjectStore,
  StoreFailure,
  type Upload,
  type UploadResult,
} from '../../../../lib/proxies/cdn/store.ts';
import type { HeldTime } from './held-time.ts';

interface Stored {
  readonly modifiedMs: number;
  readonly text: string;
  readonly mark?: string | undefined;
}

export class World {
  readonly time: HeldTime;
  readonly random: () => number;
  readonly bucket = new Map<string, Stored>();
  /** What must never happen, and has. */
  readonly broken: string[] = [];
  /** How often chance makes a request fail. */
  faults: number;
  /** How often a request takes most of a minute. */
  slowness = 0.1;
  deployedAtMs: number;
  /** Until then the distribution reads another bucket: it answers 403 for all. */
  fitsAtMs = 0;
  /** Keys that the store refuses, and how. */
  readonly refused = new Map<string, 'denied' | 'rejected'>();
  #isSeen = false;
  readonly #errorsUntilMs = new Map<string, number>();

  constructor(time: HeldTime, random: () => number, faults: number) {
    this.time = time;
    this.random = random;
    this.faults = faults;
    this.deployedAtMs = time.nowMs + (random() < 0.5 ? 0 : random() * 60_000);
  }

  get isDeployed(): boolean {
    return this.time.nowMs >= this.deployedAtMs;
  }

  get fits(): boolean {
    return this.time.nowMs >= this.fitsAtMs;
  }

  /** Somebody mends the distribution then, and people look at some of it just before: that is remembered. */
  mendAfter(delayMs: number): void {
    this.fitsAtMs = this.time.nowMs + delayMs;
    this.time.after(delayMs - 1, () => {
      for (const key of this.bucket.keys()) if (this.chance(0.5)) this.fetch(key);
    });
  }

  /** What the edge answers; it remembers for ten seconds that something was not there. */
  fetch(key: string): boolean {
    const { nowMs } = this.time;
    if (!this.isDeployed || nowMs < (this.#errorsUntilMs.get(key) ?? 0)) return false;
    if (this.fits && this.bucket.has(key)) return true;
    // somebody sees it, and mends it shortly before servers look again
    if (!this.fits && !this.#isSeen) this.mendAfter(50_000 + this.random() * 10_000);
    this.#isSeen ||= !this.fits;
    this.#errorsUntilMs.set(key, nowMs + 10_000);
    return false;
  }

  /** The edge remembers what it answered before the distribution was mended. */
  isLeftOver(key: string): boolean {
    const untilMs = this.#errorsUntilMs.get(key) ?? 0;
    return this.time.nowMs < untilMs && untilMs <= this.fitsAtMs + 10_000;
  }

  chance(share: number): boolean {
    return this.random() < share;
  }
}

export interface StoreEvents {
  /** A request to write a key has been sent. */
  readonly onPut: (key: string) => void;
  /** The server knows that a key is there. */
  readonly onKnown: (key: string) => void;
}

/** The store as one server sees it: late, out of order, and with answers that get lost. */
export function storeOf(world: World, events: StoreEvents): ObjectStore {
  const later = () => wait(world, world.chance(world.slowness) ? 40_000 : 900);
  const fail = () => {
    if (!world.chance(world.faults)) return;
    const kinds = ['passing', 'throttled', 'conflict', 'slow', 'renewed', 'credentials'] as const;
    const kind = kinds[Math.floor(world.random() * kinds.length)] ?? 'passing';
    throw new StoreFailure(kind, kind, `injected: ${kind}`);
  };
  return {
    list: async (prefix): Promise<Listing> => {
      await later();
      fail();
      const objects = [...world.bucket].flatMap(([key, { modifiedMs }]) =>
        key.startsWith(prefix) ? [{ key, modifiedMs }] : [],
      );
      const nowMs = seconds(world.time.nowMs);
      await later();
      for (const { key } of objects) events.onKnown(key);
      return { objects, nowMs, isWhole: true };
    },
    put: async ({ key, isConditional, text = '', mark }: Upload): Promise<UploadResult> => {
      events.onPut(key);
      await later();
      fail();
      const refusal = world.refused.get(key);
      if (refusal !== undefined)
        throw new StoreFailure(refusal, refusal, `"${key}" is ${refusal}.`);
      const isThere = isConditional && world.bucket.has(key);
      if (!isThere) world.bucket.set(key, { modifiedMs: seconds(world.time.nowMs), text, mark });
      await later();
      // the answer may get lost after the object was written
      fail();
      events.onKnown(key);
      return isThere ? 'exists' : 'written';
    },
    head: async (key) => {
      await later();
      fail();
      const stored = world.bucket.get(key);
      if (stored !== undefined) events.onKnown(key);
      const nowMs = seconds(world.time.nowMs);
      return stored && { modifiedMs: stored.modifiedMs, nowMs, mark: stored.mark };
    },
    compare: async (key) => {
      await later();
      fail();
      return world.bucket.has(key) ? 'same' : 'gone';
    },
    renew: async (key) => {
      await later();
      fail();
      const stored = world.bucket.get(key);
      if (stored === undefined) throw new StoreFailure('rejected', key, `no "${key}"`);
      world.bucket.set(key, { ...stored, modifiedMs: seconds(world.time.nowMs) });
    },
    read: async (key) => {
      const stored = world.bucket.get(key);
      if (stored === undefined) throw new StoreFailure('refused', key, `no "${key}"`);
      return stored.text;
    },
    remove: async (keys) => {
      for (const key of keys) world.bucket.delete(key);
    },
    close: async () => {},
  };
}

/** S3 tells times in whole seconds. */
function seconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

function wait(world: World, mostMs: number): Promise<void> {
  return new Promise((resolve) => {
    world.time.after(world.random() * mostMs, () => resolve());
  });
}
