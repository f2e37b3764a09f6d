// The folders that paths are searched in, in order; nothing outside of them is ever found.
import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import { type CheckedPath, checkPath, type ParsedPath, parsePath } from '../core/paths.ts';
import { resolveReference, withoutPrefix } from '../core/urls.ts';
import { errorCode, quote, StaticfileError } from '../errors.ts';
import { below } from './below.ts';
import { Containment } from './containment.ts';
import type { Disk } from './disk.ts';
import { identityOf } from './identity.ts';

/** A folder, and the URL path that it is mounted at: `''`, or `/vendor/bootstrap`. */
export interface Root {
  readonly dir: string;
  readonly at: string;
}

/** A file that a root has. */
export interface FoundSource {
  /** The path under the roots: `/img/x.gif`. */
  readonly path: string;
  /** Absolute path on disk. */
  readonly filePath: string;
  /** Size, modification time, change time and inode; another text means another state. */
  readonly identity: string;
}

/** A root may be made later, by a tool; then nothing is said of it. */
const NOT_THERE = ' (there is no such folder)';

type Look = FoundSource | 'folder' | 'outside' | 'special' | 'unreadable' | undefined;

/** @internal */
export class Roots extends Containment {
  readonly all: readonly Root[];
  readonly #disk: Disk;
  readonly #mediaPath: string;

  /**
   * @param mediaPath - What the paths of this site may have before them in references: `/shop`.
   * @param linked - Folders that links may lead to, too.
   */
  constructor(roots: readonly Root[], disk: Disk, mediaPath = '', linked: readonly Root[] = []) {
    const all = roots.map(({ dir, at }) => ({ dir: path.resolve(dir), at }));
    super(
      [...all, ...linked].map(({ dir }) => dir),
      disk,
    );
    this.all = all;
    this.#disk = disk;
    this.#mediaPath = mediaPath;
  }

  /** Resolves a reference found in the file at `path`; see {@link resolveReference}. */
  resolve(path: string, reference: string): ParsedPath {
    const whole = resolveReference(path, reference);
    const bare = withoutPrefix(this.#mediaPath, reference.trim());
    if (bare === reference.trim()) return whole;
    return { ...whole, candidates: [...whole.candidates, ...parsePath(bare).candidates] };
  }

  /**
   * Finds the first file that a path may mean, `undefined` where there is none.
   *
   * A file counts only where it really lies below a root, symbolic links followed. What a link in a
   * root leads to may be hidden, as long as it lies below a root.
   */
  find(parsed: ParsedPath): FoundSource | undefined {
    for (const look of this.#looks(parsed)) if (typeof look === 'object') return look;
    return undefined;
  }

  /** Finds the file at a path that is taken literally: `/img/x.gif`. */
  findPath(path: string): FoundSource | undefined {
    return this.find(checkPath(path));
  }

  /** Lists the paths that a file has below these folders. */
  pathsOf(filePath: string): string[] {
    const holding = this.all.filter(({ dir }) => filePath.startsWith(dir + path.sep));
    return holding.map(({ dir, at }) => at + filePath.slice(dir.length).replaceAll(path.sep, '/'));
  }

  /** Checks whether a path that is taken literally leads to something outside, by a link. */
  leadsOut(path: string): boolean {
    return [...this.#looks(checkPath(path))].includes('outside');
  }

  /** Reads a file that was found; see {@link Containment.use}. */
  read(filePath: string): Buffer {
    return this.use(filePath, (file) => file.read());
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
        `Cannot read ${quote(text)}. ${this.#lookedIn()} Check the rights of the folders.`,
      );
    }
    return new StaticfileError('ERR_STATICFILE_NOT_FOUND', this.#notFound(text, parsed, looks));
  }

  #notFound(text: string, parsed: ParsedPath, looks: readonly Look[]): string {
    if (parsed.problem === 'folder' || looks.includes('folder')) return this.#notOfFolder(text);
    if (looks.includes('special'))
      return `${quote(text)} is a pipe, a socket or a device. Name a file.`;
    if (parsed.problem !== undefined) return `${quote(text)} is not the path of a file.`;
    return `Cannot find ${quote(text)}. ${this.#lookedIn()} Check the path, or add its folder to "roots".`;
  }

  /** A slash behind the name of a file is a mistake in writing. */
  #notOfFolder(text: string): string {
    const file = text.replace(/\/(?=$|[?#])/, '');
    const isFile = file !== text && this.find(parsePath(file)) !== undefined;
    if (isFile)
      return `${quote(text)} names no file, because it ends with a slash. Write ${quote(file)}.`;
    return `${quote(text)} is a folder. Name a file in it.`;
  }

  #lookedIn(): string {
    const dirs = this.all.map(({ dir, at }) => {
      const looked = attempt(() => this.#disk.statSync(dir));
      const isMissing = errorCode(looked) === 'ENOENT';
      return `${quote(dir)}${at && ` (at ${quote(at)})`}${isMissing ? NOT_THERE : ''}`;
    });
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

  #look(candidate: CheckedPath, filePath: string): Look {
    try {
      const own = this.#disk.lstatSync(filePath, { bigint: true, throwIfNoEntry: false });
      if (own === undefined) return undefined;
      const isLink = own.isSymbolicLink();
      const stat = isLink ? this.#disk.statSync(filePath, { bigint: true }) : own;
      // for what is no link itself, its folder decides
      const isInside = isLink ? this.holds(filePath) : this.holdsFolder(path.dirname(filePath));
      if (!isInside) return 'outside';
      if (!stat.isFile()) return stat.isDirectory() ? 'folder' : 'special';
      return { path: candidate, filePath, identity: identityOf(stat) };
    } catch (error) {
      const isAbsent = ['ENAMETOOLONG', 'ENOENT', 'ENOTDIR', 'ELOOP'].includes(
        errorCode(error) ?? '',
      );
      return isAbsent ? undefined : 'unreadable';
    }
  }
}

function forbidden(text: string, reason: string): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_FORBIDDEN',
    `${quote(text)} is refused. ${reason} Only files below "roots" can be named.`,
  );
}
