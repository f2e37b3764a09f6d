// The conversion cache on disk: one file that every process appends to and reads on from.
import * as path from 'node:path';
import type { Reporter } from '../core/report.ts';
import { errorText } from '../errors.ts';
import { appendLine } from './append.ts';
import type { ConversionCache } from './cache.ts';
import { type CacheLine, HEADER, readLine, readValue, writeLine } from './cache-lines.ts';
import { compactIfWorthwhile, readRange, type Snapshot } from './compaction.ts';
import type { Disk } from './disk.ts';
import { fileIdOf } from './identity.ts';

const FILE_NAME = 'conversions.txt';

export interface DiskCacheOptions {
  readonly dir: string;
  readonly disk: Disk;
  readonly reporter: Reporter;
  readonly random: () => string;
  readonly now: () => number;
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
 * ours is put aside; a disk that can't be written is not tried again. Each is said once.
 */
export class DiskCache implements ConversionCache {
  readonly #options: DiskCacheOptions;
  readonly #file: string;
  readonly #lines = new Map<string, CacheLine>();
  #position: Position = { file: '', offset: 0 };
  /** Of the line that was written last; no two lines of one process have the same. */
  #stamp = 0;
  #isUsable = true;

  constructor(options: DiskCacheOptions) {
    this.#options = options;
    this.#file = path.join(path.resolve(options.dir), FILE_NAME);
    this.#attempt(() => {
      this.#readOn();
      this.#compact();
    });
  }

  get(key: string): unknown {
    this.#attempt(() => this.#readOn());
    return this.#known(key);
  }

  recall(key: string): unknown {
    return this.#lines.has(key) ? this.#known(key) : this.get(key);
  }

  #known(key: string): unknown {
    const line = this.#lines.get(key);
    return line && readValue(line);
  }

  set(key: string, value: unknown): void {
    this.#append(key, value);
  }

  delete(key: string): void {
    this.#append(key, undefined);
  }

  keys(prefix: string): string[] {
    this.#attempt(() => this.#readOn());
    const lines = [...this.#lines.values()].filter(({ key }) => key.startsWith(prefix));
    return lines.filter((line) => readValue(line) !== undefined).map(({ key }) => key);
  }

  #append(key: string, value: unknown): void {
    // what others have written is older than what we write now
    this.#attempt(() => this.#readOn());
    this.#stamp = Math.max(this.#stamp + 1, this.#options.now() * 1000);
    const line = writeLine(key, this.#stamp, value);
    this.#take(line);
    this.#attempt(() => {
      // a compaction may put another file in place while we write: then our line is written again
      while (!this.#write(line.line));
    });
  }

  /** Answers whether the file that was written is still the one that others read. */
  #write(line: string): boolean {
    const { fileId, sizeBefore, sizeAfter, isAlone, isCurrent } = appendLine(
      this.#options.disk,
      this.#file,
      HEADER,
      line,
    );
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
    const stat = disk.statSync(this.#file, { bigint: true, throwIfNoEntry: false });
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
        for (const line of lines) this.#take(readLine(line));
        this.#position = { file: fileIdOf(stat), offset: from + end };
      } else this.#putAside(lines[0] ?? '', fileIdOf(stat));
    } finally {
      disk.closeSync(file);
    }
  }

  /** Keeps a line unless a younger one of its key is known. */
  #take(line: CacheLine | undefined): void {
    if (line === undefined) return;
    // what we write from now on is younger than all that we know
    this.#stamp = Math.max(this.#stamp, line.stamp);
    const known = this.#lines.get(line.key);
    if (known === undefined || known.stamp <= line.stamp) this.#lines.set(line.key, line);
  }

  #putAside(firstLine: string, id: string): void {
    const { disk, random, reporter } = this.#options;
    const now = disk.statSync(this.#file, { bigint: true, throwIfNoEntry: false });
    // another process may have put it aside meanwhile, and made a new one
    if (now === undefined || fileIdOf(now) !== id) return;
    const isOurs = firstLine.startsWith(HEADER.replace(/\d+$/, ''));
    const reason = isOurs ? 'another version wrote it' : 'it is not a conversion cache';
    disk.renameSync(this.#file, `${this.#file}.${random()}.aside`);
    reporter.warnOnce(
      `cache ${this.#file}`,
      `The conversion cache "${this.#file}" is put aside, because ${reason}. It is built anew.`,
    );
  }

  #compact(): void {
    compactIfWorthwhile({ ...this.#options, file: this.#file, snapshot: () => this.#snapshot() });
  }

  /** What the file holds, and what of it counts, as it is now. */
  #snapshot(): Snapshot {
    this.#readOn();
    const lines = [...this.#lines.values()].map(({ line }) => line);
    return { lines: [HEADER, ...lines], readBytes: this.#position.offset };
  }

  /** A cache that can't be read or written costs time, never a page. */
  #attempt(action: () => void): void {
    if (!this.#isUsable) return;
    try {
      action();
    } catch (error) {
      this.#isUsable = false;
      this.#options.reporter.warnOnce(
        `cache ${this.#file}`,
        `Cannot use the conversion cache "${this.#file}": ${errorText(error)}. ` +
          'This process works from memory. Check the disk and the rights, or set "cacheDir".',
      );
    }
  }
}
