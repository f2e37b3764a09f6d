// Makes folders one level at a time.
import * as path from 'node:path';
import { errorCode } from '../errors.ts';
import type { Disk } from './disk.ts';

/**
 * Makes a folder and those above it that are missing.
 *
 * Node's own `recursive` tries for ever where a file system answers ENOENT for a folder whose parent
 * is there, as `/proc` does.
 *
 * @throws The error of the file system.
 */
export function makeFolder(disk: Pick<Disk, 'mkdirSync' | 'statSync'>, folder: string): void {
  if (disk.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(disk, parent);
  try {
    disk.mkdirSync(folder);
  } catch (error) {
    // another process may have been faster
    if (errorCode(error) !== 'EEXIST' || !disk.statSync(folder).isDirectory()) throw error;
  }
}
