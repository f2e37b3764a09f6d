// Results of minifying, kept on disk by what they were made of: a text is minified once on a machine.
import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import { contentHash } from '../core/names.ts';
import type { DiskTools } from '../files/disk.ts';
import { takeLock } from '../files/lock.ts';
import { makeFolder } from '../files/make-folder.ts';
import { writeWhole } from '../files/temporary.ts';
import type { Minified } from './minifier.ts';

/** Changes whenever this package makes other results of the same text with the same engine. */
const FORMAT = 9;
/** After that a process of another machine that has begun is taken for dead. */
const LOCK_MS = 20_000;
const LOOK_AGAIN_MS = 50;
/** What a living process has not made by then is made twice. */
const LONGEST_WAIT_MS = 20_000;
/** Results that nobody made anew for so long are removed; who needs one again makes it again. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

export interface ResultStoreOptions extends DiskTools {
  readonly dir: string;
  /** Blocks for some time. */
  readonly pause?: (timeMs: number) => void;
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
   * Blocks while another process makes it, for 20 seconds at most: for worker threads only.
   */
  once(key: string, make: () => Minified): Minified {
    const { pause = sleep } = this.#options;
    for (let waitedMs = 0; ; waitedMs += LOOK_AGAIN_MS) {
      const known = this.read(key);
      if (known !== undefined) return known;
      const lock = this.#lock(key);
      const waits = lock === 'taken' && waitedMs < LONGEST_WAIT_MS;
      if (!waits) return this.#make(key, make, lock);
      pause(LOOK_AGAIN_MS);
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

  #make(key: string, make: () => Minified, lock: 'ours' | 'taken' | 'none'): Minified {
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
    const text = `${contentHash(json)}\n${json}`;
    attempt(() => writeWhole(disk, this.#fileOf(key), text, random()));
  }

  /** Where there can be no lock, each process works for itself. */
  #lock(key: string): 'ours' | 'taken' | 'none' {
    const { dir, disk } = this.#options;
    const isTaken = attempt(() => {
      makeFolder(disk, dir);
      return !takeLock(this.#lockOf(key), this.#options, LOCK_MS);
    });
    if (isTaken instanceof Error) return 'none';
    return isTaken ? 'taken' : 'ours';
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
