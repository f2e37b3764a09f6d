// Ways for a source that needs no conversion to get to its place without its bytes being written.
import { constants } from 'node:fs';
import { errorCode } from '../errors.ts';
import type { Disk } from './disk.ts';
import { identityOf, type LoadedSource } from './source.ts';

/** How outputs get where they are served from. */
export type PublishMode = 'copy' | 'symlink' | 'hardlink';

/** Puts `source` at `target`, which does not exist; answers whether it could. */
export type Transfer = (source: LoadedSource, target: string) => boolean;

/** Makes the transfer of a mode; where it can't be done, the bytes are written instead. */
export function createTransfer(mode: PublishMode, disk: Disk): Transfer {
  if (mode === 'symlink')
    return (source, target) => link(() => disk.symlinkSync(source.filePath, target));
  if (mode === 'hardlink')
    return (source, target) => link(() => disk.linkSync(source.filePath, target));
  return createCloning(disk);
}

/** Another file system, or one without links: said by an error, which is no error for us. */
function link(action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    // a folder that is missing can be made
    if (errorCode(error) === 'ENOENT') throw error;
    return false;
  }
}

/**
 * Lets the disk share the blocks of both files where it can (Btrfs, XFS, APFS, ReFS). A clone is what
 * the source was at one moment: it counts only when the source is still the one that was hashed.
 */
function createCloning(disk: Disk): Transfer {
  let canClone = true;
  return (source, target) => {
    if (!canClone) return false;
    const flags = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE;
    canClone = link(() => disk.copyFileSync(source.filePath, target, flags));
    if (!canClone) return false;
    return identityOf(disk.statSync(source.filePath, { bigint: true })) === source.identity;
  };
}
