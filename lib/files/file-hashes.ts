// Hashes of files, each computed once for each state that the file is in.
import { createHash } from 'node:crypto';
import { type BigIntStats, createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { contentHash } from '../core/names.ts';
import type { Disk } from './disk.ts';
import { identityOf } from './identity.ts';
import { COARSEST_CLOCK_MS } from './source.ts';

/** Larger files are not hashed while others wait: to hash so much takes about a millisecond. */
export const LARGE_BYTES = 1_000_000n;

/** How many hashes are remembered. */
const MOST_HASHES = 10_000;

/** How long a hash counts of a file that may change without its times showing it. */
const IN_DOUBT_MS = 1000;

/** A file as it was hashed. */
interface Hashed {
  readonly identity: string;
  readonly hash: string;
  readonly untilMs: number;
}

export class FileHashes {
  readonly #disk: Disk;
  readonly #now: () => number;
  readonly #hashes = new Map<string, Hashed>();
  readonly #onTheWay = new Map<string, Promise<string | undefined>>();

  constructor({ disk, now }: { readonly disk: Disk; readonly now: () => number }) {
    this.#disk = disk;
    this.#now = now;
  }

  look(filePath: string): BigIntStats | undefined {
    try {
      const stat = this.#disk.statSync(filePath, { bigint: true, throwIfNoEntry: false });
      return stat?.isFile() === true ? stat : undefined;
    } catch {
      return undefined;
    }
  }

  /** A file that has just changed may change again without its times showing it. */
  isSettled({ ctimeMs, mtimeMs }: BigIntStats): boolean {
    const changedMs = Number(ctimeMs > mtimeMs ? ctimeMs : mtimeMs);
    return changedMs + COARSEST_CLOCK_MS < this.#now();
  }

  /** Gives the hash where it is known. */
  known(filePath: string, stat: BigIntStats): string | undefined {
    const known = this.#hashes.get(filePath);
    const isTrusted = known?.identity === identityOf(stat) && this.#now() < known.untilMs;
    return isTrusted ? known.hash : undefined;
  }

  /** Computes the hash at once. What failed is not remembered: it may go well the next time. */
  hashOf(filePath: string, stat: BigIntStats): string | undefined {
    const known = this.known(filePath, stat);
    if (known !== undefined) return known;
    try {
      return this.#remember(filePath, stat, contentHash(this.#disk.readFileSync(filePath)));
    } catch {
      return undefined;
    }
  }

  /** Computes the hash; that of a large file bit by bit, and once for all who ask. */
  async hashLater(filePath: string, stat: BigIntStats): Promise<string | undefined> {
    const known = this.known(filePath, stat);
    if (known !== undefined) return known;
    if (stat.size <= LARGE_BYTES) return this.hashOf(filePath, stat);
    const key = `${filePath}\0${identityOf(stat)}`;
    const begun = this.#onTheWay.get(key) ?? this.#hashStream(filePath, stat);
    this.#onTheWay.set(key, begun);
    return begun.finally(() => this.#onTheWay.delete(key));
  }

  async #hashStream(filePath: string, stat: BigIntStats): Promise<string | undefined> {
    try {
      const digest = createHash('sha256');
      await pipeline(createReadStream(filePath), digest);
      const after = this.look(filePath);
      // what was changed meanwhile was not read as a whole
      const isSame = after !== undefined && identityOf(after) === identityOf(stat);
      return isSame ? this.#remember(filePath, stat, digest.digest('hex')) : undefined;
    } catch {
      return undefined;
    }
  }

  #remember(filePath: string, stat: BigIntStats, hash: string): string {
    if (this.#hashes.size >= MOST_HASHES) this.#hashes.clear();
    const untilMs = this.isSettled(stat) ? Number.POSITIVE_INFINITY : this.#now() + IN_DOUBT_MS;
    this.#hashes.set(filePath, { identity: identityOf(stat), hash, untilMs });
    return hash;
  }
}
