// Keeps the bucket: records what is handed out, soon and daily; looks what is there; prunes where that is wanted.
import { inPieces } from '../../core/pieces.ts';
import { nextTurn } from '../../core/turns.ts';
import { StaticfileError } from '../../errors.ts';
import type { CdnParts } from './cdn-parts.ts';
import { FAILURE_RULES } from './failure-kinds.ts';
import { markOf } from './headers.ts';
import { type PruneOptions, type PruneParts, prune } from './prune.ts';
import type { ReadyKeys } from './ready-keys.ts';
import { type StoreFailure, toStoreFailure } from './store.ts';
import type { UsageRecord } from './usage-record.ts';

/** What first pages ask for is soon known. */
const FIRST_MS = 15_000;
/** What is asked for later is recorded once in so long. */
const NEXT_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** A record that could not be written is tried again: two days without one count as the end of a server. */
const RETRY_MS = 10 * 60_000;
const MOST_TRIES = 3;
/** So many facts are written at once. */
const SLICE = 200;

export interface UpkeepSite {
  readonly parts: Pick<CdnParts, 'prefix' | 'prune' | 'timers' | 'random' | 'openStore' | 'isOpen'>;
  readonly isBuild: boolean;
  readonly usage: UsageRecord;
  readonly objects: { readonly readyKeys: ReadyKeys };
  readonly arrivals: {
    /** The store's own clock at the last listing, in milliseconds; `0`: there was none. */
    readonly storeNowMs: number;
    /** How long ago that was, in milliseconds. */
    readonly listedAgoMs: number;
    list(): Promise<unknown>;
  };
  troubled(failure: StoreFailure): void;
}

export class BucketUpkeep {
  readonly #site: UpkeepSite;
  #writing: Promise<void> = Promise.resolve();
  #hasEnded = false;
  #isClosed = false;
  #triedMs = Number.NEGATIVE_INFINITY;
  #keptMs = Number.NEGATIVE_INFINITY;
  #dueMs = Number.POSITIVE_INFINITY;
  #cancelTimer: () => void = () => {};

  constructor(site: UpkeepSite) {
    this.#site = site;
    site.usage.onNew = () => this.#noted();
  }

  /** Writes the record now; one after the other, so that none is overtaken by an older one. */
  record(): Promise<void> {
    const write = async () => {
      const { parts, usage, isBuild, arrivals } = this.#site;
      const kind = { isBuild, hasEnded: isBuild && this.#hasEnded };
      this.#triedMs = parts.timers.now();
      await usage.write(await parts.openStore(), kind, arrivals.storeNowMs);
    };
    const written = this.#writing.then(write);
    this.#writing = written.catch(() => {});
    return written;
  }

  /**
   * Records what a build hands out, when all of it was found.
   *
   * @throws `ERR_STATICFILE_PROXY` where it can't be recorded: a prune would take it for unused.
   */
  async endBuild(): Promise<void> {
    if (this.#site.usage.size === 0) return;
    this.#hasEnded = true;
    for (let tries = 1; ; tries += 1) {
      try {
        await this.record();
        return;
      } catch (error) {
        if (tries < MOST_TRIES) continue;
        const why = toStoreFailure(error).message;
        const message = `What the build uses can't be recorded, and would be pruned one day. ${why}`;
        throw new StaticfileError('ERR_STATICFILE_PROXY', message, { cause: error });
      }
    }
  }

  /** Names the release of a build when it is known, and records it under that name. */
  async release(name: string): Promise<void> {
    this.#site.usage.name(name);
    if (this.#hasEnded) await this.endBuild();
  }

  /** Writes the last record, and closes the store. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTimer();
    const { usage, parts } = this.#site;
    if (usage.size === 0 && !parts.isOpen()) return;
    try {
      await this.record();
    } finally {
      await (await parts.openStore()).close();
    }
  }

  async prune(options: PruneOptions): ReturnType<typeof prune> {
    const { parts } = this.#site;
    const { prefix, timers, random } = parts;
    const store = await parts.openStore();
    const pruneParts: PruneParts = {
      ...{ store, prefix, random },
      mark: markOf(prefix),
      now: () => timers.now(),
    };
    return await prune(pruneParts, options);
  }

  #noted(): void {
    this.#schedule(Math.max(FIRST_MS, this.#triedMs + NEXT_MS - this.#site.parts.timers.now()));
  }

  /** Whatever is due sooner comes first. */
  #schedule(delayMs: number): void {
    const { timers } = this.#site.parts;
    const dueMs = timers.now() + delayMs;
    if (this.#isClosed || dueMs >= this.#dueMs) return;
    this.#dueMs = dueMs;
    this.#cancelTimer();
    this.#cancelTimer = timers.after(delayMs, () => void this.#keep());
  }

  async #keep(): Promise<void> {
    const { timers } = this.#site.parts;
    this.#dueMs = Number.POSITIVE_INFINITY;
    let nextMs = DAY_MS;
    try {
      await this.record();
    } catch (error) {
      nextMs = RETRY_MS;
      this.#site.troubled(toStoreFailure(error));
    }
    if (timers.now() - this.#keptMs >= DAY_MS) await this.#keepDaily();
    this.#schedule(Math.min(nextMs, this.#keptMs + DAY_MS - timers.now()));
    if (this.#site.usage.isStale) this.#noted();
  }

  async #keepDaily(): Promise<void> {
    const { parts, usage, objects, arrivals } = this.#site;
    this.#keptMs = parts.timers.now();
    try {
      await this.#trust([...usage.keys()].filter((key) => objects.readyKeys.has(key)));
      // at the start the queue has just listed
      if (arrivals.listedAgoMs > NEXT_MS) await arrivals.list();
      if (parts.prune) await this.prune({ dryRun: false, ...parts.prune });
    } catch (error) {
      const failure = toStoreFailure(error);
      this.#site.troubled(failure);
      // marks must be seen in time; what only people can end is not asked for again and again
      if (!FAILURE_RULES[failure.kind].isLasting) this.#keptMs += NEXT_MS - DAY_MS;
    }
  }

  /** Notes in slices that keys are in use, so that no request waits for a hundred thousand. */
  async #trust(keys: readonly string[]): Promise<void> {
    for (const slice of inPieces(keys, SLICE)) {
      this.#site.objects.readyKeys.trust(slice);
      await nextTurn();
    }
  }
}
