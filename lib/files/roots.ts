// The folders that paths are searched in, in order; nothing outside of them is ever found.
import * as path from 'node:path';
import type { ParsedPath } from '../core/paths.ts';
import { errorCode, StaticfileError } from '../errors.ts';
import { below } from './below.ts';
import type { Disk } from './disk.ts';
import { fileIdOf, identityOf } from './identity.ts';
import type { FoundSource } from './source.ts';

/** A folder, and the URL path that it is mounted at: `''`, or `/vendor/bootstrap`. */
export interface Root {
  readonly dir: string;
  readonly at: string;
}

/** How many folders are remembered. */
const MOST_FOLDERS = 100_000;

type Look = FoundSource | 'folder' | 'outside' | 'unreadable' | undefined;

export class Roots {
  readonly all: readonly Root[];
  readonly #disk: Disk;
  /** Folders that lie below a root, links followed, as they were then. */
  readonly #insideFolders = new Map<string, string>();
  /** Those of them that need not be looked at again; `undefined`: all have to be. */
  #lookedAt: Set<string> | undefined;

  constructor(roots: readonly Root[], disk: Disk) {
    this.all = roots.map(({ dir, at }) => ({ dir: path.resolve(dir), at }));
    this.#disk = disk;
  }

  /**
   * Finds the first file that a path may mean, `undefined` where there is none.
   *
   * A file counts only where it really lies below a root, symbolic links followed.
   */
  find(parsed: ParsedPath): FoundSource | undefined {
    for (const look of this.#looks(parsed)) if (typeof look === 'object') return look;
    return undefined;
  }

  /** Finds the file at a path that is already plain: `/img/x.gif`. */
  findPath(path: string): FoundSource | undefined {
    return this.find({ candidates: [path], suffix: '' });
  }

  /** Does something short, for which it is enough to look at each folder once. */
  together<T>(action: () => T): T {
    this.#lookedAt = new Set();
    try {
      return action();
    } finally {
      this.#lookedAt = undefined;
    }
  }

  /** Explains why {@link Roots.find} finds nothing. */
  explain(text: string, parsed: ParsedPath): StaticfileError {
    const looks = [...this.#looks(parsed)];
    if (parsed.problem === 'outside' || looks.includes('outside')) {
      return forbidden(text, 'It leads out of the roots.');
    }
    if (parsed.problem === 'hidden') return forbidden(text, 'It names a hidden file.');
    if (looks.includes('unreadable')) {
      return new StaticfileError(
        'ERR_STATICFILE_UNREADABLE',
        `Cannot read "${text}". ${this.#lookedIn()} Check the rights of the folders.`,
      );
    }
    return new StaticfileError('ERR_STATICFILE_NOT_FOUND', this.#notFound(text, parsed, looks));
  }

  #notFound(text: string, parsed: ParsedPath, looks: readonly Look[]): string {
    if (parsed.problem === 'folder' || looks.includes('folder'))
      return `"${text}" is a folder. Name a file in it.`;
    if (parsed.problem !== undefined) return `"${shorten(text)}" is no path of a file.`;
    return `Cannot find "${text}". ${this.#lookedIn()} Check the path, or add its folder to "roots".`;
  }

  #lookedIn(): string {
    const dirs = this.all.map(({ dir, at }) => (at ? `"${dir}" (at "${at}")` : `"${dir}"`));
    return `Looked in ${dirs.join(', ')}.`;
  }

  *#looks(parsed: ParsedPath): Generator<Look> {
    for (const candidate of parsed.candidates) {
      for (const root of this.all) {
        if (root.at !== '' && !candidate.startsWith(`${root.at}/`)) continue;
        yield this.#look(candidate, below(root.dir, candidate.slice(root.at.length)));
      }
    }
  }

  #look(candidate: string, filePath: string): Look {
    try {
      const own = this.#disk.lstatSync(filePath, { bigint: true, throwIfNoEntry: false });
      if (own === undefined) return undefined;
      const isLink = own.isSymbolicLink();
      const stat = isLink ? this.#disk.statSync(filePath, { bigint: true }) : own;
      const isInside = isLink ? this.#isContained(filePath) : this.#isInside(filePath);
      if (!isInside) return 'outside';
      if (!stat.isFile()) return 'folder';
      return { path: candidate, filePath, identity: identityOf(stat) };
    } catch (error) {
      const isAbsent = ['ENAMETOOLONG', 'ENOENT', 'ENOTDIR', 'ELOOP'].includes(
        errorCode(error) ?? '',
      );
      return isAbsent ? undefined : 'unreadable';
    }
  }

  /** For what is no link itself, its folder decides. */
  #isInside(filePath: string): boolean {
    const folder = path.dirname(filePath);
    if (this.#lookedAt?.has(folder)) return true;
    const isInside = this.#isFolderInside(folder, filePath);
    if (isInside) this.#lookedAt?.add(folder);
    return isInside;
  }

  #isFolderInside(folder: string, filePath: string): boolean {
    const id = fileIdOf(this.#disk.statSync(folder, { bigint: true }));
    if (this.#insideFolders.get(folder) === id) return true;
    if (!this.#isContained(filePath)) return false;
    if (this.#insideFolders.size >= MOST_FOLDERS) this.#insideFolders.clear();
    this.#insideFolders.set(folder, id);
    return true;
  }

  #isContained(filePath: string): boolean {
    // a root that is a link may lead elsewhere at any time: "current" → the next release
    return isBelowOne(this.#resolveDirs(), this.#disk.realpathSync.native(filePath));
  }

  #resolveDirs(): string[] {
    return this.all.flatMap(({ dir }) => {
      try {
        return [this.#disk.realpathSync.native(dir)];
      } catch {
        return [];
      }
    });
  }
}

function isBelowOne(dirs: readonly string[], realPath: string): boolean {
  return dirs.some((dir) => {
    const prefix = dir.endsWith(path.sep) ? dir : dir + path.sep;
    if (!realPath.startsWith(prefix)) return false;
    const segments = realPath.slice(prefix.length).split(path.sep);
    return segments.every((each) => !each.startsWith('.') || each === '.well-known');
  });
}

function forbidden(text: string, reason: string): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_FORBIDDEN',
    `"${shorten(text)}" is refused. ${reason} Only files below "roots" can be named.`,
  );
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
