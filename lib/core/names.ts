// Versioned names: `/img/x.gif` + version ↔ `/img/x.<version>.gif`, and names of combinations.
import { createHash } from 'node:crypto';
import { baseOf, extensionOf, folderOf } from './paths.ts';

/** Hex digits of SHA-256 in a name: 48 bits, so that two contents of one file never meet. */
const VERSION_LENGTH = 12;

/** Hex digits that keep two combinations apart whose stems are the same. */
const MEMBERS_HASH_LENGTH = 6;

/** Joins the stems of a combination, as django-static does. */
const STEM_JOINER = '_';

/** Computes the version of an output from its bytes: the first 12 hex digits of SHA-256. */
export function contentVersion(bytes: Uint8Array | string): string {
  return versionOf(contentHash(bytes));
}

/** Takes a version from a content hash. */
export function versionOf(hash: string): string {
  return hash.slice(0, VERSION_LENGTH);
}

/** Computes SHA-256, in hex. */
export function contentHash(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Puts a version into a path: `/img/x.gif` → `/img/x.<version>.gif`. */
export function versionedPath(path: string, version: string): string {
  const extension = rawExtension(path);
  return `${path.slice(0, path.length - extension.length)}.${version}${extension}`;
}

/** Takes a version out of a path, the inverse of {@link versionedPath}; `undefined` without one. */
export function parseVersionedPath(path: string): { path: string; version: string } | undefined {
  // `/img/x.0123456789ab.gif` and `/LICENSE.0123456789ab` match, `/img/x.gif` does not
  const match = /^(.*\/[^/]+)\.([0-9a-f]{12})(\.[^./]+)?$/.exec(path);
  if (!match) return undefined;
  const [, stem = '', version = '', extension = ''] = match;
  return { path: stem + extension, version };
}

/**
 * Names a combination: the stems joined, in the shortest folder of its members.
 *
 * Six hex digits of all member paths are added where the joined stems alone could be those of
 * another combination: cut at `maxLength`, from different folders, or with `_` in a stem.
 */
export function combinedPath(paths: readonly string[], maxLength: number): string {
  const folders = paths.map(folderOf);
  const folder = folders.reduce((a, b) => (b.length < a.length ? b : a));
  const stems = paths.map((path) => baseOf(path).slice(0, -extensionOf(path).length));
  const joined = stems.join(STEM_JOINER);
  const unique =
    joined.length <= maxLength &&
    folders.every((each) => each === folder) &&
    !stems.some((stem) => stem.includes(STEM_JOINER));
  const stem = unique ? joined : cutStem(joined, maxLength, paths);
  return `${folder}/${stem}${extensionOf(paths[0] ?? '')}`;
}

function cutStem(joined: string, maxLength: number, paths: readonly string[]): string {
  const hash = contentVersion(paths.join('\0')).slice(0, MEMBERS_HASH_LENGTH);
  const room = Math.max(0, maxLength - hash.length - 1);
  const cut = [...joined].slice(0, room).join('');
  return cut === '' ? hash : `${cut}-${hash}`;
}

function rawExtension(path: string): string {
  const length = extensionOf(path).length;
  return length === 0 ? '' : path.slice(-length);
}
