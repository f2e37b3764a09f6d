// All files below a folder, links followed; what is hidden is left out, and what packages bring.
import type { Stats } from 'node:fs';
import * as path from 'node:path';
import { isHidden } from '../core/paths.ts';
import { errorCode } from '../errors.ts';
import { below } from './below.ts';
import type { Disk } from './disk.ts';

/** A folder on the way: its URL path below the first one, and where all of them really lie. */
interface Folder {
  readonly dir: string;
  readonly at: string;
  /** Outermost first. */
  readonly realDirs: readonly string[];
}

/**
 * Lists the URL paths of files below a folder: `/img/x.gif`.
 *
 * @param isLeftOut - Tells which folders to leave out, by where they really lie.
 * @throws What the disk says where a folder can't be read.
 */
export function* filesBelow(
  dir: string,
  disk: Disk,
  isLeftOut: (realDir: string) => boolean,
): Generator<string> {
  const folders: Folder[] = [{ dir, at: '', realDirs: [disk.realpathSync.native(dir)] }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(folder, disk)) {
      const at = `${folder.at}/${entry.name}`;
      const whole = below(folder.dir, `/${entry.name}`);
      const kind = entry.isSymbolicLink() ? targetOf(whole, disk) : entry;
      if (kind?.isFile()) yield at;
      if (!kind?.isDirectory()) continue;
      const realDir = entry.isSymbolicLink()
        ? disk.realpathSync.native(whole)
        : path.join(folder.realDirs.at(-1) ?? '', entry.name);
      // a link to a folder around it would lead on for ever
      if (folder.realDirs.includes(realDir) || isLeftOut(realDir)) continue;
      folders.push({ dir: whole, at, realDirs: [...folder.realDirs, realDir] });
    }
  }
}

function entriesOf({ dir, at }: Folder, disk: Disk) {
  try {
    const entries = disk.readdirSync(dir, { withFileTypes: true });
    return entries.filter(({ name }) => !isHidden(name) && name !== 'node_modules');
  } catch (error) {
    // it was there a moment ago
    if (at !== '' && errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Returns the target of a link; `undefined` if there is none, or it is the link itself. */
function targetOf(link: string, disk: Disk): Stats | undefined {
  try {
    return disk.statSync(link);
  } catch {
    return undefined;
  }
}
