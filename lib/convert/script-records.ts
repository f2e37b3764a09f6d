// What is known of scripts, so that they may be joined: one small record for each content, made once.
import type { BackgroundWork } from '../core/background-work.ts';
import { type ScriptRecord, scriptRecord } from '../core/js/record.ts';
import { contentHash } from '../core/names.ts';
import { nextTurn } from '../core/turns.ts';
import type { ConversionCache } from '../files/cache.ts';
import { isWorkerAbsent, LONGEST_MS, SMALL_BYTES } from '../workers/job.ts';
import type { Job, WorkerPool } from '../workers/pool.ts';
import type { ConversionMode } from './conversion-mode.ts';

export interface ScriptRecordsOptions {
  readonly cache: ConversionCache;
  readonly pool: Pick<WorkerPool, 'run'>;
  readonly conversionMode: ConversionMode;
  readonly work: BackgroundWork;
  readonly now: () => number;
}

/** Another name for what is recorded, where that differs from before. */
const RECORDS = 'script-7';
const AGAIN_MS = 1000;

export class ScriptRecords {
  readonly #options: ScriptRecordsOptions;
  /** When to ask for a record again; while it is being made: never. */
  readonly #askedUntilMs = new Map<string, number>();
  readonly #making = new Set<Promise<void>>();

  constructor(options: ScriptRecordsOptions) {
    this.#options = options;
  }

  /**
   * Returns the record of a script, `undefined` of a text that is no classic script. In the background
   * mode nothing is parsed here: `'later'` until a worker has done it.
   */
  of(bytes: Buffer): ScriptRecord | 'later' | undefined {
    const { cache, conversionMode, work } = this.#options;
    const key = `${RECORDS}/${contentHash(bytes)}`;
    const kept = cache.recall(key);
    if (isScriptRecord(kept)) return kept;
    if (kept === false) return undefined;
    const text = bytes.toString('utf8');
    if (!conversionMode.isBackground) return this.#keep(key, scriptRecord(text));
    if (this.#options.now() >= (this.#askedUntilMs.get(key) ?? 0)) {
      this.#askedUntilMs.set(key, Number.POSITIVE_INFINITY);
      const making = this.#make(key, text).then(() => void this.#making.delete(making));
      this.#making.add(making);
      work.add(making);
    }
    return 'later';
  }

  /**
   * Has the record of a script made for a conversion that joins it.
   *
   * @throws `WorkerFailure` where no worker can do it.
   */
  async makeFirst(bytes: Buffer): Promise<void> {
    const key = `${RECORDS}/${contentHash(bytes)}`;
    if (this.#options.cache.recall(key) !== undefined) return;
    this.#keep(key, await this.#makeElsewhere(bytes.toString('utf8'), { keepsAlive: true }));
  }

  /** Checks whether a render would have to wait for what is known of some scripts; workers find it out. */
  areLater(all: readonly Buffer[]): boolean {
    if (!this.#options.conversionMode.isBackground) return false;
    return all.map((bytes) => this.of(bytes)).includes('later');
  }

  /** Resolves when nothing is found out about scripts at the moment. */
  async settled(): Promise<void> {
    while (this.#making.size > 0) await Promise.all(this.#making);
  }

  /** What a worker can't do in time is no script that may be joined. */
  async #make(key: string, text: string): Promise<void> {
    try {
      this.#keep(key, await this.#makeElsewhere(text));
      this.#askedUntilMs.delete(key);
    } catch (error) {
      const againMs = isWorkerAbsent(error)
        ? this.#options.now() + AGAIN_MS
        : Number.POSITIVE_INFINITY;
      this.#askedUntilMs.set(key, againMs);
    }
  }

  async #makeElsewhere(
    input: string,
    terms: Pick<Job, 'keepsAlive'> = {},
  ): Promise<ScriptRecord | undefined> {
    const signal = AbortSignal.timeout(LONGEST_MS);
    try {
      const job = { name: 'script', input, mostWorkers: 1, isShort: true, signal, ...terms };
      return await this.#options.pool.run<ScriptRecord | undefined>(job);
    } catch (error) {
      if (!isWorkerAbsent(error) || input.length > SMALL_BYTES) throw error;
      await nextTurn();
      return scriptRecord(input);
    }
  }

  #keep(key: string, record: ScriptRecord | undefined): ScriptRecord | undefined {
    this.#options.cache.set(key, record ?? false);
    return record;
  }
}

function isScriptRecord(fact: unknown): fact is ScriptRecord {
  const { isStrict, words, vars } = (fact ?? {}) as Partial<Record<keyof ScriptRecord, unknown>>;
  return typeof isStrict === 'boolean' && Array.isArray(words) && Array.isArray(vars);
}
