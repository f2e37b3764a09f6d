// Deletes old versions that no release names, in two phases: one run marks them, a later one deletes them.
import { inPieces } from '../../core/pieces.ts';
import { NOTICE_MS, writeMarks } from './prune-marks.ts';
import { PruneView } from './prune-view.ts';
import { stopped } from './releases.ts';
import type { ObjectStore, StoredObject } from './store.ts';

/** Options of {@link CdnProxy.prune}. */
export interface PruneOptions {
  /** How many of the last releases count, of each site and channel. @defaultValue `3` */
  keep?: number;
  /** Only what is older. @defaultValue `2592000`, 30 days */
  olderThanSeconds?: number;
  /** Change nothing, only tell. @defaultValue `true` */
  dryRun?: boolean;
  /** How many objects to delete at most. @defaultValue `256` */
  maxDelete?: number;
}

export interface PruneReport {
  /** Keys that were deleted; with `dryRun` those that would be. Empty in a first run. */
  readonly deleted: readonly string[];
  /** Keys that were marked: a run two days later deletes them. With `dryRun` those that would be. */
  readonly marked: readonly string[];
  /** How many were marked before, and are not deleted yet. */
  readonly waiting: number;
  /** How many objects stay. */
  readonly kept: number;
  /** How many more could be deleted without `maxDelete`. */
  readonly left: number;
  readonly isDryRun: boolean;
}

/** @internal */
export interface PruneParts {
  readonly store: ObjectStore;
  readonly prefix: string;
  /** What the metadata of our objects hold. */
  readonly mark: string;
  /** Milliseconds on a steady clock. */
  readonly now: () => number;
  /** A number from 0 to 1. */
  readonly random: () => number;
}

const MONTH_SECONDS = 30 * 24 * 3600;
/** Servers that begin to use what is marked look once more after a minute: until then it is gone, or stays. */
const LEASE_MS = 25_000;
/** So many are deleted after one look at the records. */
const BATCH = 50;
const MOST_LOOKS = 5;
/** So many objects are asked for whether they are ours, in one run. */
const MOST_ASKED = 10_000;
const AT_ONCE = 16;

/**
 * Deletes what is out of use below a prefix.
 *
 * @throws `ERR_STATICFILE_PROXY` where it is not surely known what is in use.
 * @internal
 */
export async function prune(parts: PruneParts, options: PruneOptions): Promise<PruneReport> {
  return await new Prune(parts, options).run();
}

class Prune {
  readonly #parts: PruneParts;
  readonly #view: PruneView;
  readonly #isDryRun: boolean;
  readonly #olderThanMs: number;
  readonly #maxDelete: number;
  readonly #gone = new Set<string>();

  constructor(parts: PruneParts, options: PruneOptions) {
    const { keep = 3, olderThanSeconds = MONTH_SECONDS, dryRun = true, maxDelete = 256 } = options;
    this.#parts = parts;
    this.#view = new PruneView({ ...parts, keep });
    this.#isDryRun = dryRun;
    this.#olderThanMs = olderThanSeconds * 1000;
    this.#maxDelete = maxDelete;
  }

  async run(): Promise<PruneReport> {
    await this.#view.open();
    const { objects, nowMs, marks } = this.#view;
    const unused = objects.filter((each) => this.#isUnused(each));
    const markedMs = new Map<StoredObject, number>();
    for (const each of unused) {
      const times = marks.flatMap((list) =>
        list.modifiedMs.get(each.key) === each.modifiedMs ? list.markedMs : [],
      );
      if (times.length > 0) markedMs.set(each, Math.min(...times));
    }
    const isDue = (each: StoredObject) => nowMs - (markedMs.get(each) ?? nowMs) >= NOTICE_MS;
    const due = unused.filter(isDue);
    const deleted = await this.#delete(due);
    const unmarked = unused.filter((each) => !markedMs.has(each)).slice(0, MOST_ASKED);
    const marked = await this.#ours(unmarked);
    if (!this.#isDryRun) await this.#mark(marked);
    return {
      deleted,
      marked: marked.map(({ key }) => key),
      waiting: markedMs.size - deleted.length,
      kept: objects.length - deleted.length,
      left: Math.max(0, due.length - this.#maxDelete),
      isDryRun: this.#isDryRun,
    };
  }

  #isUnused({ key, modifiedMs }: StoredObject): boolean {
    return !this.#view.isUsed(key) && this.#view.nowMs - modifiedMs >= this.#olderThanMs;
  }

  async #delete(due: readonly StoredObject[]): Promise<string[]> {
    const wanted = due.slice(0, this.#maxDelete);
    const deleted: string[] = [];
    for (const batch of inPieces(wanted, BATCH)) {
      const ours = this.#isDryRun ? await this.#ours(batch) : await this.#deleteBatch(batch);
      deleted.push(...ours.map(({ key }) => key));
    }
    return deleted;
  }

  /** Looks at the records, asks for each object, and deletes: all of it before a server could miss it. */
  async #deleteBatch(batch: readonly StoredObject[]): Promise<StoredObject[]> {
    const { now, store } = this.#parts;
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const beganMs = now();
      await this.#view.lookAgain();
      const ours = await this.#ours(batch.filter((each) => this.#isUnused(each)));
      if (now() - beganMs > LEASE_MS) continue;
      if (ours.length > 0) await store.remove(ours.map(({ key }) => key));
      for (const { key } of ours) this.#gone.add(key);
      return ours;
    }
    throw stopped('the store is too slow to look at records right before something is deleted.');
  }

  /** Lists those that carry our mark, and are still what the listing has shown. */
  async #ours(objects: readonly StoredObject[]): Promise<StoredObject[]> {
    const { store, mark } = this.#parts;
    const ours: StoredObject[] = [];
    for (const few of inPieces(objects, AT_ONCE)) {
      const heads = await Promise.all(few.map(({ key }) => store.head(key)));
      ours.push(
        ...few.filter(
          ({ modifiedMs }, each) =>
            heads[each]?.mark === mark && heads[each]?.modifiedMs === modifiedMs,
        ),
      );
    }
    return ours;
  }

  /** Writes new marks, and takes away lists that have nothing left to tell. */
  async #mark(marked: readonly StoredObject[]): Promise<void> {
    const { store, prefix, random } = this.#parts;
    const name = Math.floor(random() * 2 ** 48).toString(16);
    await writeMarks(store, prefix, name, marked);
    const { marks, objects } = this.#view;
    const left = new Map(
      objects.flatMap((each) =>
        this.#isUnused(each) && !this.#gone.has(each.key) ? [[each.key, each.modifiedMs]] : [],
      ),
    );
    const isSpent = ({ modifiedMs }: (typeof marks)[number]) =>
      ![...modifiedMs].some(([key, time]) => left.get(key) === time);
    const spent = marks.filter(isSpent).map(({ listKey }) => listKey);
    if (spent.length > 0) await store.remove(spent);
  }
}
