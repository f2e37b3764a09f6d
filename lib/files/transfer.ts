// Ways for a source that needs no conversion to get to its place without its bytes being written.
import { constants } from 'node:fs';
import { errorCode } from '../errors.ts';
import type { Disk } from './disk.ts';
import { identityOf, withoutChangeTime } from './identity.ts';
import type { LoadedSource } from './source.ts';

/** How outputs get into `outDir`. */
export type PublishMode = 'copy' | 'symlink' | 'hardlink';

/** Puts `source` at `target`, which does not exist; returns whether it could. @internal */
export type Transfer = (source: LoadedSource, target: string) => boolean;

/**
 * Returns the transfer of a mode; where it can't be done, the bytes are written instead.
 *
 * A link or clone counts only when what it leads to, or holds, is the source that was hashed.
 * @internal
 */
export function createTransfer(mode: PublishMode, disk: Disk): Transfer {
  const attempt = attemptOf(mode, disk);
  const holds = mode === 'copy' ? holdsBytes : isSourceItself;
  return (source, target) => {
    if (!attempt(source.filePath, target)) return false;
    if (holds(disk, source, target)) return true;
    // to write into what is there now could be to write into the source
    disk.rmSync(target, { force: true });
    return false;
  };
}

type Attempt = (from: string, to: string) => boolean;

function attemptOf(mode: PublishMode, disk: Disk): Attempt {
  // where the source lies now: a release folder is often reached through a link that will move on
  const real = (from: string) => disk.realpathSync.native(from);
  if (mode === 'symlink') return (from, to) => succeeds(() => disk.symlinkSync(real(from), to));
  if (mode === 'hardlink') return (from, to) => succeeds(() => disk.linkSync(real(from), to));
  return cloning(disk);
}

/** Lets the disk share the blocks of both files where it can (Btrfs, XFS, APFS, ReFS). */
function cloning(disk: Disk): Attempt {
  const flags = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE;
  let canClone = true;
  return (from, to) => {
    if (canClone) canClone = succeeds(() => disk.copyFileSync(from, to, flags));
    return canClone;
  };
}

/** Another file system, or one without links: said by an error, which is no error for us. */
function succeeds(action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    // a folder that is missing can be made
    if (errorCode(error) === 'ENOENT') throw error;
    return false;
  }
}

/** To make a hard link is a change of the source: its change time does not count. */
function isSourceItself(disk: Disk, { identity }: LoadedSource, target: string): boolean {
  const stat = disk.statSync(target, { bigint: true, throwIfNoEntry: false });
  if (!stat?.isFile()) return false;
  return withoutChangeTime(identityOf(stat)) === withoutChangeTime(identity);
}

/** The file may have been another one for the moment in which it was cloned. */
function holdsBytes(disk: Disk, { bytes }: LoadedSource, target: string): boolean {
  return disk.readFileSync(target).equals(bytes);
}
