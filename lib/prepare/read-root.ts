// A root that can't be read is said before anything is made: its files would all be missing.
import { errorText, quote, StaticfileError } from '../errors.ts';
import type { Disk } from '../files/disk.ts';
import type { Root } from '../files/roots.ts';

/**
 * Lists the roots' entries, for nothing but to see that it can be done.
 *
 * @throws `ERR_STATICFILE_UNREADABLE` where it can't.
 */
export function checkRoots(roots: readonly Root[], disk: Disk): void {
  for (const root of roots) readRoot(root, () => disk.readdirSync(root.dir));
}

/** Does something that reads a root. */
export function readRoot<T>({ dir }: Root, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw new StaticfileError(
      'ERR_STATICFILE_UNREADABLE',
      `Cannot read the root ${quote(dir)}: ${errorText(cause)}. ` +
        'Check "roots", and the rights of its folders.',
      { cause },
    );
  }
}
