// Results of minifying, kept on disk by what they were made of: a text is minified once on a machine.

import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import { contentHash } from '../core/names.ts';
import { errorCode } from '../errors.ts';
import type { Disk } from '../files/disk.ts';
import { makeFolder } from '../files/make-folder.ts';
import type { Minified } from './minifier.ts';

/** Changes whenever this package makes other results of the same text with the same engine. */
const FORMAT = 5;
/** After that a process that has begun is taken for dead. */
const LOCK_MS = 20_000;
const LOOK_AGAIN_MS = 50;
/** Results that nobody made anew for so long are removed; who needs one again makes it again. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

export interface ResultStoreOptions {
  readonly dir: string;
  readonly disk: Disk;
  readonly now: () => number;
  readonly random: () => string;
}

/**
 * Each result is a file: a line with the SHA-256 of the rest, then JSON. What does not fit its sum is
 * made anew; a disk that can't be written costs time, and nothing else.
 */
export class ResultStore {
  readonly #options: ResultStoreOptions;

  constructor(options: ResultStoreOptions) {
    this.#options = options;
  }

  /** Names the result of a text: what makes it, and what it is made of. */
  static keyOf(minifier: string, task: string): string {
    return contentHash([FORMAT, minifier, task].join('\0'));
  }

  read(key: string): Minified | undefined {
    const text = attempt(() => this.#options.disk.readFileSync(this.#fileOf(key), 'utf8'));
    if (typeof text !== 'string') return undefined;
    const at = text.indexOf('\n');
    const json = text.slice(at + 1);
    return at > 0 && text.slice(0, at) === contentHash(json) ? JSON.parse(json) : undefined;
  }

  /**
   * Returns a result, made by one of all processes that ask for it at the same time.
   *
   * Blocks while another process makes it: for worker threads only.
   */
  once(key: string, make: () => Minified): Minified {
    for (;;) {
      const known = this.read(key);
      if (known !== undefined) return known;
      const lock = this.#lock(key);
      if (lock === 'taken') sleep(LOOK_AGAIN_MS);
      else return this.#make(key, make, lock);
    }
  }

  /** Removes what is old, and what processes that were ended have left. */
  tidy(): void {
    const { dir, disk, now } = this.#options;
    attempt(() => {
      for (const name of disk.readdirSync(dir)) {
        const file = path.join(dir, name);
        const { mtimeMs } = disk.statSync(file);
        const keptMs = name.endsWith('.json') ? KEPT_MS : LOCK_MS;
        if (mtimeMs + keptMs < now()) disk.rmSync(file, { force: true });
      }
    });
  }

  #make(key: string, make: () => Minified, lock: 'ours' | 'none'): Minified {
    try {
      const made = make();
      this.#write(key, made);
      return made;
    } finally {
      const { disk } = this.#options;
      if (lock === 'ours') attempt(() => disk.rmSync(this.#lockOf(key), { force: true }));
    }
  }

  #write(key: string, made: Minified): void {
    const { disk, random } = this.#options;
    const json = JSON.stringify(made);
    const temporary = `${this.#fileOf(key)}.${random()}.tmp`;
    const written = attempt(() => {
      disk.writeFileSync(temporary, `${contentHash(json)}\n${json}`, { flag: 'wx' });
      disk.renameSync(temporary, this.#fileOf(key));
    });
    if (written instanceof Error) attempt(() => disk.rmSync(temporary, { force: true }));
  }

  /** Where there can be no lock, each process works for itself. */
  #lock(key: string): 'ours' | 'taken' | 'none' {
    const { dir, disk, now } = this.#options;
    const file = this.#lockOf(key);
    if (attempt(() => makeFolder(disk, dir)) instanceof Error) return 'none';
    try {
      disk.closeSync(disk.openSync(file, 'wx'));
      return 'ours';
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') return 'none';
      const stat = attempt(() => disk.statSync(file, { throwIfNoEntry: false }));
      if (stat instanceof Error) return 'none';
      const { mtimeMs = 0 } = (stat ?? {}) as { mtimeMs?: number };
      if (stat !== undefined && mtimeMs + LOCK_MS > now()) return 'taken';
      const removed = attempt(() => disk.rmSync(file, { force: true }));
      return removed instanceof Error ? 'none' : 'taken';
    }
  }

  #fileOf(key: string): string {
    return path.join(this.#options.dir, `${key}.json`);
  }

  #lockOf(key: string): string {
    return path.join(this.#options.dir, `${key}.lock`);
  }
}

function sleep(timeMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, timeMs);
}
