// References between files of one site: from text to path, and from uri to uri.
import { encodePath, folderOf, type ParsedPath, parsePath, splitSuffix } from './paths.ts';

/**
 * Tells whether a reference can name a file of this site: not empty, no scheme, no host, no bare
 * `#fragment` or `?query`.
 */
export function isLocalReference(reference: string): boolean {
  return !/^(?:$|#|\?|\/\/|\\|[a-z][a-z0-9+.-]*:)/i.test(reference);
}

/** Resolves a reference found in the file at `path`: `../img/x.gif` in `/css/a.css` → `/img/x.gif`. */
export function resolveReference(path: string, reference: string): ParsedPath {
  return parsePath(reference, folderOf(path));
}

/** Writes the reference from one uri to another: from `/css/a.css` to `/img/x.gif`: `../img/x.gif`. */
export function relativeUrl(fromUri: string, toUri: string): string {
  const from = fromUri.split('/').slice(0, -1);
  const to = toUri.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1;
  const relative = '../'.repeat(from.length - shared) + to.slice(shared).join('/');
  return relative === '' || relative.startsWith('/') ? `./${relative}` : relative;
}

/** Moves a reference that stays as written from one folder's sheet to another's. */
export function rebaseReference(fromPath: string, toPath: string, reference: string): string {
  if (!isLocalReference(reference) || reference.startsWith('/')) return reference;
  if (folderOf(fromPath) === folderOf(toPath)) return reference;
  const { head, suffix } = splitSuffix(reference);
  const resolved = new URL(head, `http://site${encodePath(fromPath)}`).pathname;
  return relativeUrl(encodePath(toPath), resolved) + suffix;
}
