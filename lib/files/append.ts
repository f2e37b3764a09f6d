// Appends lines to a file that other processes append to, and may replace, at the same time.
import type { BigIntStats } from 'node:fs';
import * as path from 'node:path';
import { errorCode } from '../errors.ts';
import type { Disk } from './disk.ts';
import { fileIdOf } from './identity.ts';
import { makeFolder } from './make-folder.ts';

/** The state of a file after an append. */
export interface Appended {
  /** The file that was written. */
  readonly fileId: string;
  readonly sizeBefore: number;
  readonly sizeAfter: number;
  /** Nobody else wrote meanwhile: our bytes are the only ones between the sizes. */
  readonly isAlone: boolean;
  /** The file is still the one that has its name. */
  readonly isCurrent: boolean;
}

/**
 * Writes lines in one call, so that those of several processes do not mix. The line end in front
 * seals what a crash may have torn; a file that is empty gets `header` first.
 */
export function appendLines(disk: Disk, name: string, header: string, lines: string): Appended {
  const file = openToAppend(disk, name);
  try {
    const before = disk.fstatSync(file, { bigint: true });
    // where nobody may ask what has the name, nothing is written that would be written again
    statIfThere(disk, name);
    const written = disk.writeSync(file, `${before.size === 0n ? header : ''}\n${lines}\n`);
    const after = disk.fstatSync(file, { bigint: true });
    const now = statIfThere(disk, name);
    return {
      fileId: fileIdOf(before),
      sizeBefore: Number(before.size),
      sizeAfter: Number(after.size),
      isAlone: Number(after.size - before.size) === written,
      isCurrent: now !== undefined && fileIdOf(now) === fileIdOf(before),
    };
  } finally {
    disk.closeSync(file);
  }
}

function openToAppend(disk: Disk, name: string): number {
  try {
    return disk.openSync(name, 'a');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    makeFolder(disk, path.dirname(name));
    return disk.openSync(name, 'a');
  }
}

/**
 * Returns a file's state, `undefined` where there is none. Throws where it may not be asked for (EPERM,
 * ENOSYS); with `throwIfNoEntry: false` some Nodes say of that, too, that there is no file.
 */
export function statIfThere(disk: Disk, name: string): BigIntStats | undefined {
  try {
    return disk.statSync(name, { bigint: true });
  } catch (error) {
    if (ABSENT.includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

const ABSENT = ['ENOENT', 'ENOTDIR'];
