// Writes outputs where they are served from: through a temporary file and a rename, never half.
import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import { baseOf } from '../core/paths.ts';
import { errorCode, errorText, quote, StaticfileError } from '../errors.ts';
import { below } from './below.ts';
import { Containment } from './containment.ts';
import type { Disk, DiskTools } from './disk.ts';
import { dateBack, hasInode, lastingIdentity } from './identity.ts';
import { makeFolder } from './make-folder.ts';
import { Overlap } from './overlap.ts';
import type { Root } from './roots.ts';
import type { LoadedSource } from './source.ts';
import { removeAbandoned } from './temporary.ts';
import { createTransfer, type PublishMode, type Transfer } from './transfer.ts';

export interface PublisherOptions extends DiskTools {
  readonly roots: readonly Root[];
  /** Where outputs go; absent: beside their sources. */
  readonly outDir: string | undefined;
  readonly publish: PublishMode;
}

export class Publisher {
  readonly outDir: string | undefined;
  readonly mode: PublishMode;
  readonly overlap: Overlap;
  readonly #disk: Disk;
  /** Part of the names of temporary files, which no other process uses. */
  readonly #random: string;
  readonly #now: () => number;
  /** Folders that were made, or found. */
  readonly #folders = new Set<string>();
  #written = 0;
  readonly #transfer: Transfer;
  /** The entry may be a link that leads elsewhere. */
  readonly #own: Containment;

  constructor(options: PublisherOptions) {
    this.outDir = options.outDir && path.resolve(options.outDir);
    this.#disk = options.disk;
    this.#random = options.random();
    this.#now = options.now;
    this.mode = options.publish;
    this.overlap = new Overlap(options);
    this.#transfer = createTransfer(options.publish, options.disk);
    const dirs = options.roots.map(({ dir }) => path.resolve(dir));
    this.#own = new Containment([...dirs, this.outDir ?? []].flat(), options.disk);
  }

  /** Returns where the output of a path lies: below `outDir`, or in the folder of its source. */
  locate(outputPath: string, sourceFolder: string): string {
    return this.outDir === undefined
      ? path.join(sourceFolder, baseOf(outputPath))
      : below(this.outDir, outputPath);
  }

  /**
   * Writes the bytes, unless exactly they are there already.
   *
   * @param source - The source whose bytes these are, where nothing was converted.
   * @param isOurs - What is there is an output, however it looks like a source.
   * @returns The identity of the file.
   * @throws `ERR_STATICFILE_PUBLISH` when the disk refuses; then nothing is left behind.
   */
  publish(filePath: string, bytes: Buffer, source?: LoadedSource, isOurs = false): string {
    const isSourceItself = source !== undefined && source.filePath === filePath;
    if (isSourceItself || this.holds(filePath, bytes, source)) return this.#identityOf(filePath);
    if (!isOurs && this.has(filePath) && this.overlap.has(filePath)) throw sourceError(filePath);
    this.#written += 1;
    const name = `.${this.#random}-${this.#written}.tmp`;
    const folder = path.dirname(filePath);
    const temporary = below(folder, `/${name}`);
    try {
      this.#write(temporary, folder, bytes, source);
      this.#disk.renameSync(temporary, filePath);
      // a rename onto another name of the very same file does nothing, and leaves both
      if (this.mode === 'hardlink') this.#remove(temporary);
    } catch (error) {
      this.#remove(temporary);
      // on Windows a rename fails while another process has the very same output open
      if (!this.holds(filePath, bytes)) throw publishError(filePath, error);
    }
    return this.#identityOf(filePath);
  }

  /** Dates an output that gives way to another one: how long pages may still name it counts from now on. */
  retire(outputPath: string): void {
    const { outDir } = this;
    // a link has the times of its source, and sources keep theirs
    if (outDir === undefined || this.mode !== 'copy' || this.overlap.isAny) return;
    const filePath = attempt(() => below(outDir, outputPath));
    if (typeof filePath === 'string') dateBack(this.#disk, filePath, this.#now());
  }

  /** Where it is empty, nothing but its bytes proves the file. */
  #identityOf(filePath: string): string {
    return lastingIdentity(this.#disk, filePath, this.#now());
  }

  has(filePath: string, sizeBytes?: number): boolean {
    try {
      const stat = this.#disk.statSync(filePath, { throwIfNoEntry: false });
      return stat?.isFile() === true && stat.size === (sizeBytes ?? stat.size);
    } catch {
      return false;
    }
  }

  #write(temporary: string, folder: string, bytes: Buffer, source: LoadedSource | undefined): void {
    if (!this.#folders.has(folder)) {
      makeFolder(this.#disk, folder);
      removeAbandoned(folder, this.#disk, this.#now);
    }
    this.#folders.add(folder);
    try {
      const isTransferred = source !== undefined && this.#transfer(source, temporary);
      // what is linked has the times of its source
      if (isTransferred && this.mode !== 'copy') return;
      if (!isTransferred) this.#disk.writeFileSync(temporary, bytes);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      makeFolder(this.#disk, folder);
      this.#disk.writeFileSync(temporary, bytes);
    }
    dateBack(this.#disk, temporary, this.#now());
  }

  /** Checks whether exactly these bytes are there, in a file of their own. */
  holds(filePath: string, bytes: Buffer, source?: LoadedSource): boolean {
    if (!this.has(filePath, bytes.length)) return false;
    try {
      if (this.mode === 'copy' && this.#isLinked(filePath, source)) return false;
      return this.#own.use(filePath, (file) => file.read().equals(bytes));
    } catch {
      return false;
    }
  }

  /** A link of another mode would follow the next edit of its source. */
  #isLinked(filePath: string, source: LoadedSource | undefined): boolean {
    const stat = this.#disk.lstatSync(filePath, { bigint: true });
    return stat.isSymbolicLink() || (source !== undefined && hasInode(source.identity, stat.ino));
  }

  #remove(temporary: string): void {
    try {
      this.#disk.rmSync(temporary, { force: true });
    } catch {
      // the disk that refused the write may refuse this too; the name is hidden and never served
    }
  }
}

function sourceError(filePath: string): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_PUBLISH',
    `${quote(filePath)} is not written, because a file is there that may be a source. ` +
      'The page gets the plain URL. Rename that file, or set "outDir" to a folder of its own.',
  );
}

function publishError(filePath: string, cause: unknown): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_PUBLISH',
    `Cannot write ${quote(filePath)} (${errorCode(cause) ?? errorText(cause)}). ` +
      'The page gets the plain URL. Check the disk and the rights, or set "outDir".',
    { cause },
  );
}
