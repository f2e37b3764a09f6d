// The conversion cache on disk: one file that every process appends to and reads on from.
import * as path from 'node:path';
import type { Reporter } from '../core/report.ts';
import { errorText, quote } from '../errors.ts';
import { appendLines, statIfThere } from './append.ts';
import type { ConversionCache } from './cache.ts';
import { CacheFacts, HEADER, readLine, whyNot, writeLine } from './cache-lines.ts';
import { compactIfWorthwhile, readRange, type Snapshot } from './compaction.ts';
import type { DiskTools } from './disk.ts';
import { fileIdOf } from './identity.ts';

const FILE_NAME = 'conversions.txt';

/** How long a disk that failed is left alone. */
const REST_MS = 1000;
/** How many lines are kept that it has refused. */
const MOST_UNWRITTEN = 10_000;
/** A compaction by another process is met once, hardly ever twice. Where files can't be told apart, always. */
const MOST_TRIES = 10;

export interface DiskCacheOptions extends DiskTools {
  readonly dir: string;
  readonly reporter: Reporter;
  /** What is set is remembered by this process only. */
  readonly isDryRun?: boolean;
}

/** Up to where which file was read. */
interface Position {
  readonly file: string;
  readonly offset: number;
}

/**
 * Keeps facts in a file below `dir`.
 *
 * Appends are atomic on local disks; on NFS they are not, and facts may be lost. A file that is not
 * ours is put aside; a disk that fails is tried again after a second. Each is said once.
 */
export class DiskCache implements ConversionCache {
  readonly #options: DiskCacheOptions;
  readonly #file: string;
  readonly #facts = new CacheFacts();
  #position: Position = { file: '', offset: 0 };
  /** Lines that wait to be written together; `undefined` when each is written at once. */
  #waiting: string[] | undefined;
  /** When the disk is tried again that failed a moment ago. */
  #restsUntilMs = Number.NEGATIVE_INFINITY;
  /** The names that it has refused. */
  #unwritten: readonly string[] = [];

  constructor(options: DiskCacheOptions) {
    this.#options = options;
    this.#file = path.join(path.resolve(options.dir), FILE_NAME);
    this.#attempt(() => {
      this.#readOn();
      if (options.isDryRun) return;
      compactIfWorthwhile({ ...options, file: this.#file, snapshot: () => this.#snapshot() });
    });
  }

  get(key: string): unknown {
    this.#attempt(() => this.#readOn());
    return this.#facts.value(key);
  }

  recall(key: string): unknown {
    const isLooked = this.#waiting !== undefined || this.#facts.has(key);
    return isLooked ? this.#facts.value(key) : this.get(key);
  }

  set(key: string, value: unknown): void {
    this.#append(key, value);
  }

  delete(key: string): void {
    this.#append(key, undefined);
  }

  keys(prefix: string): string[] {
    this.#attempt(() => this.#readOn());
    return this.#facts.keys(prefix);
  }

  together<T>(action: () => T): T {
    if (this.#waiting !== undefined) return action();
    this.#attempt(() => this.#readOn());
    const lines: string[] = [];
    this.#waiting = lines;
    try {
      return action();
    } finally {
      this.#waiting = undefined;
      this.#writeAll(lines);
    }
  }

  #append(key: string, value: unknown): void {
    // what others have written is older than what we write now
    if (this.#waiting === undefined) this.#attempt(() => this.#readOn());
    const line = writeLine(key, this.#facts.nextStamp(this.#options.now()), value);
    this.#facts.take(line);
    if (this.#waiting === undefined) this.#writeAll([line.line]);
    else this.#waiting.push(line.line);
  }

  #writeAll(lines: readonly string[]): void {
    if (lines.length === 0 || this.#options.isDryRun) return;
    // what is written later is read later: nobody waits for it
    this.#unwritten = [...this.#unwritten, ...lines].slice(-MOST_UNWRITTEN);
    this.#attempt(() => {
      // a compaction may put another file in place while we write: then all is written again
      for (let tries = 0; !this.#write(this.#unwritten.join('\n')); tries += 1) {
        if (tries >= MOST_TRIES) throw new Error('it is another file after each write');
      }
      this.#unwritten = [];
    });
  }

  /** Returns whether the file that was written is still the one that others read. */
  #write(lines: string): boolean {
    const written = appendLines(this.#options.disk, this.#file, HEADER, lines);
    const { fileId, sizeBefore, sizeAfter, isAlone, isCurrent } = written;
    // our own line need not be read, where nothing of others stands before or behind it
    const isKnown = this.#position.file === fileId && this.#position.offset === sizeBefore;
    if (isAlone && (isKnown || sizeBefore === 0)) {
      this.#position = { file: fileId, offset: sizeAfter };
    }
    return isCurrent;
  }

  /** Reads what was appended since; all of it when the file is another one. */
  #readOn(): void {
    const { disk } = this.#options;
    const stat = statIfThere(disk, this.#file);
    if (stat === undefined || stat.size === 0n) return;
    const { file, offset } = this.#position;
    const isSame = file === fileIdOf(stat) && Number(stat.size) >= offset;
    if (isSame && Number(stat.size) === offset) return;
    this.#read(isSame ? offset : 0);
  }

  #read(from: number): void {
    const { disk } = this.#options;
    const file = disk.openSync(this.#file, 'r');
    try {
      const stat = disk.fstatSync(file, { bigint: true });
      const bytes = readRange(disk, file, from, Number(stat.size));
      // a line without an end is still being written
      const end = bytes.lastIndexOf('\n') + 1;
      const lines = bytes.toString('utf8', 0, end).split('\n');
      if (from > 0 || lines[0] === HEADER) {
        for (const line of lines) this.#facts.take(readLine(line));
        this.#position = { file: fileIdOf(stat), offset: from + end };
      } else this.#putAside(lines[0] ?? '', fileIdOf(stat));
    } finally {
      disk.closeSync(file);
    }
  }

  #putAside(firstLine: string, id: string): void {
    const { disk, random, reporter, isDryRun } = this.#options;
    if (isDryRun) return;
    const now = statIfThere(disk, this.#file);
    // another process may have put it aside meanwhile, and made a new one
    if (now === undefined || fileIdOf(now) !== id) return;
    disk.renameSync(this.#file, `${this.#file}.${random()}.aside`);
    reporter.warnOnce(
      `cache ${this.#file}`,
      `The conversion cache ${quote(this.#file)} is put aside, because ${whyNot(firstLine)}. It is built anew.`,
    );
  }

  /** The lines of the file, and those of them that count now. */
  #snapshot(): Snapshot {
    this.#readOn();
    return { lines: [HEADER, ...this.#facts.lines()], readBytes: this.#position.offset };
  }

  /** A cache that can't be read or written costs time, never a page. */
  #attempt(action: () => void): void {
    if (this.#options.now() < this.#restsUntilMs) return;
    try {
      action();
    } catch (error) {
      this.#restsUntilMs = this.#options.now() + REST_MS;
      this.#options.reporter.warnOnce(
        `cache ${this.#file}`,
        `Cannot use the conversion cache ${quote(this.#file)}: ${errorText(error)}. ` +
          'Until it can, this process works from memory. Check the disk and the rights, or set "cacheDir".',
      );
    }
  }
}
