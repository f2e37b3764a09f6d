// The conversion cache on disk: one file that every process appends to and reads on from.
import * as path from 'node:path';
import type { Reporter } from '../core/report.ts';
import { errorCode, errorText } from '../errors.ts';
import type { ConversionCache } from './cache.ts';
import { HEADER, type RawLine, readKey, readValue, writeLine } from './cache-lines.ts';
import { compactIfWorthwhile, readRange } from './compaction.ts';
import type { Disk } from './disk.ts';

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
  readonly inode: bigint;
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
  readonly #lines = new Map<string, RawLine>();
  #position: Position = { inode: 0n, offset: 0 };
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
    if (!this.#lines.has(key)) this.#attempt(() => this.#readOn());
    const line = this.#lines.get(key);
    return line && readValue(line);
  }

  set(key: string, value: unknown): void {
    this.#append({ key, line: writeLine(key, value) });
  }

  delete(key: string): void {
    this.#append({ key, line: writeLine(key, undefined) });
  }

  keys(prefix: string): string[] {
    this.#attempt(() => this.#readOn());
    const lines = [...this.#lines.values()].filter(({ key }) => key.startsWith(prefix));
    return lines.filter((line) => readValue(line) !== undefined).map(({ key }) => key);
  }

  #append(raw: RawLine): void {
    this.#lines.set(raw.key, raw);
    this.#attempt(() => {
      // a compaction may put another file in place while we write: then our line is written again
      while (!this.#write(raw.line));
    });
  }

  /** Answers whether the file that was written is still the one that others read. */
  #write(line: string): boolean {
    const { disk } = this.#options;
    const file = this.#openToAppend();
    try {
      const { size, ino } = disk.fstatSync(file, { bigint: true });
      // one call, so that appends do not mix; the first line end seals what a crash may have torn
      disk.writeSync(file, `${size === 0n ? HEADER : ''}\n${line}\n`);
      return disk.statSync(this.#file, { bigint: true, throwIfNoEntry: false })?.ino === ino;
    } finally {
      disk.closeSync(file);
    }
  }

  #openToAppend(): number {
    const { disk } = this.#options;
    try {
      return disk.openSync(this.#file, 'a');
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      disk.mkdirSync(path.dirname(this.#file), { recursive: true });
      return disk.openSync(this.#file, 'a');
    }
  }

  /** Reads what was appended since; all of it when the file is another one. */
  #readOn(): void {
    const { disk } = this.#options;
    const stat = disk.statSync(this.#file, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined || stat.size === 0n) return;
    const { inode, offset } = this.#position;
    const isSame = inode === stat.ino && Number(stat.size) >= offset;
    if (isSame && Number(stat.size) === offset) return;
    this.#read(isSame ? offset : 0);
  }

  #read(from: number): void {
    const { disk } = this.#options;
    const file = disk.openSync(this.#file, 'r');
    try {
      const { size, ino } = disk.fstatSync(file, { bigint: true });
      const bytes = readRange(disk, file, from, Number(size));
      // a line without an end is still being written
      const end = bytes.lastIndexOf('\n') + 1;
      const lines = bytes.toString('utf8', 0, end).split('\n');
      if (from > 0 || lines[0] === HEADER) {
        for (const line of lines) this.#take(line);
        this.#position = { inode: ino, offset: from + end };
      } else this.#putAside(lines[0] ?? '');
    } finally {
      disk.closeSync(file);
    }
  }

  #take(line: string): void {
    const raw = readKey(line);
    if (raw !== undefined) this.#lines.set(raw.key, raw);
  }

  #putAside(firstLine: string): void {
    const { disk, random, reporter } = this.#options;
    const isOurs = firstLine.startsWith(HEADER.replace(/\d+$/, ''));
    const reason = isOurs ? 'another version wrote it' : 'it is not a conversion cache';
    disk.renameSync(this.#file, `${this.#file}.${random()}.aside`);
    reporter.warnOnce(
      `cache ${this.#file}`,
      `The conversion cache "${this.#file}" is put aside, because ${reason}. It is built anew.`,
    );
  }

  #compact(): void {
    const lines = [...this.#lines.values()];
    compactIfWorthwhile({
      ...this.#options,
      file: this.#file,
      content: () => contentOf(lines.filter((line) => readValue(line) !== undefined)),
      readBytes: this.#position.offset,
      liveBytes: lines.reduce((sum, { line }) => sum + line.length, 0),
    });
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

function contentOf(lines: readonly RawLine[]): string {
  return [HEADER, ...lines.map(({ line }) => line), ''].join('\n');
}
