// What really lies below the roots: links followed, and proven again for a file that is open.
import { type BigIntStats, constants } from 'node:fs';
import * as path from 'node:path';
import { errorCode, quote, StaticfileError } from '../errors.ts';
import type { Disk } from './disk.ts';

/** A regular file below the roots that is open for reading. */
export interface OpenFile {
  readonly descriptor: number;
  readonly stat: BigIntStats;
  readonly read: () => Buffer;
}

/** Where a flag is missing (Windows), the checks of what was opened are all there is. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
/** Without it, to open a named pipe waits until somebody writes into it. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
/** The codes of Linux and macOS, and of FreeBSD. */
const IS_LINK = ['ELOOP', 'EMLINK'];
/** How often a file is opened anew that is another one by the time it is open. */
const MOST_ATTEMPTS = 5;

export class Containment {
  readonly #dirs: readonly string[];
  readonly #disk: Disk;
  /** Present while one look at each folder is enough: where folders really lie. */
  #seen: Map<string, string> | undefined;

  /** @param dirs - Absolute; one that is a link may lead elsewhere at any time. */
  constructor(dirs: readonly string[], disk: Disk) {
    this.#dirs = dirs;
    this.#disk = disk;
  }

  /** Does something short, for which it is enough to look at each folder once. */
  together<T>(action: () => T): T {
    this.#seen = new Map();
    try {
      return action();
    } finally {
      this.#seen = undefined;
    }
  }

  /** Checks whether a file or folder lies below a root now, links followed. */
  holds(filePath: string): boolean {
    return this.#isBelow(this.#disk.realpathSync.native(filePath));
  }

  /** Checks whether a folder lies below a root, or is one. */
  holdsFolder(folder: string): boolean {
    return this.#isBelow(path.join(this.#realDir(folder), 'file'));
  }

  /**
   * Does something with a file that is opened, and closed afterwards.
   *
   * @throws `ERR_STATICFILE_FORBIDDEN` where it is no regular file below a root; what the disk says.
   */
  use<T>(filePath: string, action: (file: OpenFile) => T): T {
    const file = this.open(filePath);
    try {
      return action(file);
    } finally {
      this.#disk.closeSync(file.descriptor);
    }
  }

  /** Opens a file for whoever closes it; see {@link Containment.use}. */
  open(filePath: string): OpenFile {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      const file = this.#openOnce(filePath);
      if (file !== undefined) return file;
    }
    throw refused(filePath, 'It leads out of the roots, or is another file at each look.');
  }

  #openOnce(filePath: string): OpenFile | undefined {
    const descriptor = this.#openUnfollowed(filePath);
    if (descriptor === undefined) return undefined;
    let file: OpenFile | undefined;
    try {
      file = this.#proven(filePath, descriptor);
    } finally {
      if (file === undefined) this.#disk.closeSync(descriptor);
    }
    return file;
  }

  /** A link is followed by hand, so that where it leads is known before anything is opened. */
  #openUnfollowed(filePath: string): number | undefined {
    try {
      return this.#disk.openSync(filePath, FLAGS | NO_FOLLOW);
    } catch (error) {
      if (!IS_LINK.includes(errorCode(error) ?? '')) throw error;
    }
    const real = this.#disk.realpathSync.native(filePath);
    if (!this.#isBelow(real)) throw refused(filePath, 'It leads out of the roots.');
    try {
      return this.#disk.openSync(real, FLAGS | NO_FOLLOW);
    } catch (error) {
      // the link leads elsewhere by now
      if ([...IS_LINK, 'ENOENT'].includes(errorCode(error) ?? '')) return undefined;
      throw error;
    }
  }

  /** Returns the open file where it is one of the roots, `undefined` where it may have been swapped. */
  #proven(filePath: string, descriptor: number): OpenFile | undefined {
    const stat = this.#disk.fstatSync(descriptor, { bigint: true });
    if (!stat.isFile()) throw refused(filePath, 'It is not a regular file.');
    const real = this.#pathOf(descriptor);
    const isInside = real === undefined ? this.#isSeen(filePath, stat) : this.#isBelow(real);
    const read = () => this.#disk.readFileSync(descriptor);
    return isInside ? { descriptor, stat, read } : undefined;
  }

  /** Linux tells where an open file lies: nobody can swap that. */
  #pathOf(descriptor: number): string | undefined {
    if (process.platform !== 'linux') return undefined;
    try {
      const real = this.#disk.readlinkSync(`/proc/self/fd/${descriptor}`);
      return path.isAbsolute(real) ? real : undefined;
    } catch {
      // a sandbox without /proc
      return undefined;
    }
  }

  /** What lies at the file's real path, below a root, is the very file that is open. */
  #isSeen(filePath: string, { dev, ino }: BigIntStats): boolean {
    const real = this.#disk.realpathSync.native(filePath);
    if (!this.#isBelow(real)) return false;
    const now = this.#disk.lstatSync(real, { bigint: true });
    // Windows tells another device of a path than of an open file
    const isOnDevice = process.platform === 'win32' || now.dev === dev;
    return isOnDevice && now.ino === ino && this.holds(filePath);
  }

  #isBelow(realPath: string): boolean {
    return this.#dirs.some((dir) => {
      try {
        const real = this.#realDir(dir);
        return realPath.startsWith(real.endsWith(path.sep) ? real : real + path.sep);
      } catch {
        // a root that is not there holds nothing
        return false;
      }
    });
  }

  #realDir(dir: string): string {
    const real = this.#seen?.get(dir) ?? this.#disk.realpathSync.native(dir);
    this.#seen?.set(dir, real);
    return real;
  }
}

function refused(filePath: string, reason: string): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_FORBIDDEN',
    `${quote(filePath)} is refused. ${reason} Only files below "roots" are read.`,
  );
}
