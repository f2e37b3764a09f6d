// A source file, and its bytes.
import { errorCode, isStaticfileError, quote, StaticfileError } from '../errors.ts';
import { identityOf, isAtRest } from './identity.ts';
import type { FoundSource, Roots } from './roots.ts';

/** A source with its bytes, which belong to exactly this identity. */
export interface LoadedSource extends FoundSource {
  readonly bytes: Buffer;
  /** Nothing changed it just before it was read, so that another state has another identity. */
  readonly isSettled: boolean;
}

/** What it takes to find a source, and to read it. */
export interface SourceAccess {
  readonly roots: Roots;
  readonly now: () => number;
  readonly locate: (path: string) => FoundSource | undefined;
}

/**
 * Reads a source through one open file, so that bytes and identity belong together even where the
 * file is replaced meanwhile.
 *
 * @throws `ERR_STATICFILE_NOT_FOUND` when it is gone, `ERR_STATICFILE_FORBIDDEN` when it leads out of the
 *   roots by now, `ERR_STATICFILE_UNREADABLE` when it can't be read.
 */
export function loadSource(roots: Roots, found: FoundSource, nowMs: number): LoadedSource {
  try {
    return roots.use(found.filePath, ({ stat, read }) => {
      const isSettled = isAtRest(stat, nowMs);
      return { ...found, identity: identityOf(stat), isSettled, bytes: read() };
    });
  } catch (error) {
    throw isStaticfileError(error) ? error : unreadable(found, error);
  }
}

function unreadable(found: FoundSource, cause: unknown): StaticfileError {
  if (errorCode(cause) === 'ENOENT') {
    const message = `${quote(found.path)} was removed while it was read, from ${quote(found.filePath)}.`;
    return new StaticfileError('ERR_STATICFILE_NOT_FOUND', message, { cause });
  }
  const advice =
    errorCode(cause) === 'ERR_FS_FILE_TOO_LARGE'
      ? 'Files of more than 2 GiB get no version, and are served under their plain URL.'
      : 'Check the rights of the file and of its folders.';
  return new StaticfileError(
    'ERR_STATICFILE_UNREADABLE',
    `Cannot read ${quote(found.path)} (${errorCode(cause)}), found at ${quote(found.filePath)}. ${advice}`,
    { cause },
  );
}
