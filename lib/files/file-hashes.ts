// Hashes of files below the roots, each computed once for each state that the file is in.
import type { BigIntStats } from 'node:fs';
import type { OpenFile } from './containment.ts';
import type { Disk } from './disk.ts';
import { type HashAside, type HashForm, type Hashing, hashOfBytes, hashOfOpen } from './hashing.ts';
import { identityOf, isAtRest } from './identity.ts';
import type { Roots } from './roots.ts';

export interface FileHashesOptions {
  readonly disk: Disk;
  readonly now: () => number;
  /** Opens only what lies below a root. */
  readonly files: Pick<Roots, 'open' | 'use'>;
  readonly hashAside?: HashAside | undefined;
}

export interface HashTask extends Hashing {
  readonly filePath: string;
  readonly stat: BigIntStats;
}

/** Larger files are not hashed while others wait: to hash so much takes about a millisecond. */
export const LARGE_BYTES = 1_000_000n;

/** How many hashes are remembered. */
const MOST_HASHES = 10_000;

/** How long a hash counts of a file that may change without its times showing it. */
const IN_DOUBT_MS = 1000;

interface Hashed {
  readonly identity: string;
  readonly hash: string;
  readonly untilMs: number;
}

export class FileHashes {
  readonly #options: FileHashesOptions;
  readonly #hashes = new Map<string, Hashed>();
  readonly #onTheWay = new Map<string, Promise<void>>();
  /** Present while nobody may be kept waiting: what was not hashed for that reason. */
  #left: HashTask[] | undefined;

  constructor(options: FileHashesOptions) {
    this.#options = options;
  }

  look(filePath: string): BigIntStats | undefined {
    try {
      const { disk } = this.#options;
      const stat = disk.statSync(filePath, { bigint: true, throwIfNoEntry: false });
      return stat?.isFile() === true ? stat : undefined;
    } catch {
      return undefined;
    }
  }

  /** A file that has just changed may change again without its times showing it. */
  isSettled(stat: BigIntStats): boolean {
    return isAtRest(stat, this.#options.now());
  }

  /** Does something without hashing large files; returns which ones would have to be. */
  quickly<T>(action: () => T): { readonly value: T; readonly left: readonly HashTask[] } {
    const outer = this.#left;
    const left: HashTask[] = [];
    this.#left = left;
    try {
      return { value: action(), left };
    } finally {
      this.#left = outer;
    }
  }

  /** Returns a hash, computed at once. What failed is not remembered: it may go well the next time. */
  hashOf(filePath: string, stat: BigIntStats, form: HashForm, mostBytes = 0): string | undefined {
    const task = { filePath, stat, form, mostBytes };
    const known = this.#known(task);
    if (known !== undefined || this.#leave(task)) return known;
    try {
      const bytes = this.#options.files.use(filePath, (file) =>
        isSame(file, stat) ? file.read() : undefined,
      );
      return bytes && this.#remember(task, hashOfBytes(bytes, task));
    } catch {
      return undefined;
    }
  }

  /** Hashes without keeping others waiting, once for all who ask; it is known afterwards. */
  async hashLater(task: HashTask): Promise<void> {
    if (this.#known(task) !== undefined) return;
    const key = `${keyOf(task)}\0${identityOf(task.stat)}`;
    const begun =
      this.#onTheWay.get(key) ?? this.#hash(task).finally(() => this.#onTheWay.delete(key));
    this.#onTheWay.set(key, begun);
    await begun;
  }

  #known(task: HashTask): string | undefined {
    const known = this.#hashes.get(keyOf(task));
    const isTrusted =
      known?.identity === identityOf(task.stat) && this.#options.now() < known.untilMs;
    return isTrusted ? known.hash : undefined;
  }

  #leave(task: HashTask): boolean {
    const isLarge = task.stat.size > LARGE_BYTES || task.mostBytes > LARGE_BYTES;
    if (this.#left === undefined || !isLarge) return false;
    this.#left.push(task);
    return true;
  }

  async #hash(task: HashTask): Promise<void> {
    const { disk, files } = this.#options;
    let file: OpenFile | undefined;
    try {
      file = files.open(task.filePath);
      if (!isSame(file, task.stat)) return;
      const hash = await hashOfOpen(file.descriptor, task, this.#options.hashAside);
      // what was changed meanwhile was not read as a whole
      const after = disk.fstatSync(file.descriptor, { bigint: true });
      if (identityOf(after) === identityOf(task.stat)) this.#remember(task, hash);
    } catch {
      // what can't be read is not proven
    } finally {
      if (file !== undefined) disk.closeSync(file.descriptor);
    }
  }

  #remember(task: HashTask, hash: string): string {
    if (this.#hashes.size >= MOST_HASHES) this.#hashes.clear();
    const { stat } = task;
    const now = this.#options.now();
    const untilMs = this.isSettled(stat) ? Number.POSITIVE_INFINITY : now + IN_DOUBT_MS;
    this.#hashes.set(keyOf(task), { identity: identityOf(stat), hash, untilMs });
    return hash;
  }
}

/** What was opened is what was looked at. */
function isSame(file: OpenFile, stat: BigIntStats): boolean {
  return identityOf(file.stat) === identityOf(stat);
}

function keyOf({ filePath, form, mostBytes }: HashTask): string {
  return form === 'content' ? filePath : `${filePath}\0${form}${mostBytes}`;
}
