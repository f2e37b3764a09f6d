// Content hashes, and the names of combinations.
import type * as Crypto from 'node:crypto';
import { once } from './lazy.ts';
import { baseOf, extensionOf, folderOf } from './paths.ts';

/** Hex digits that keep two combinations apart whose stems are the same. */
const MEMBERS_HASH_LENGTH = 6;

/** Joins the stems of a combination, as django-static does. */
const STEM_JOINER = '_';

/** Node's own, which takes 3 ms to load: an import of the package is done without. */
export const nodeCrypto: () => typeof Crypto = once(() => process.getBuiltinModule('node:crypto'));

/** Computes SHA-256, in hex. */
export function contentHash(bytes: Uint8Array | string): string {
  return nodeCrypto().hash('sha256', bytes, 'hex');
}

/** What browsers compare files by (Subresource Integrity, 3.2). */
export type IntegrityAlgorithm = 'sha256' | 'sha384' | 'sha512';

/** Computes what a browser compares with the bytes that it got: `sha384-…`. */
export function integrityOf(bytes: Uint8Array, algorithm: IntegrityAlgorithm = 'sha384'): string {
  return `${algorithm}-${nodeCrypto().hash(algorithm, bytes, 'base64')}`;
}

/**
 * Names a combination: the stems joined, in the shortest folder of its members.
 *
 * Six hex digits of all member paths are added where the joined stems alone could be those of
 * another combination: cut at `maxLength`, from different folders, with `_` or such digits in a stem,
 * or with an extension in capitals; and where a file has that name (`isTaken`).
 */
export function combinedPath(
  paths: readonly string[],
  maxLength: number,
  isTaken: (path: string) => boolean,
): string {
  const folders = paths.map(folderOf);
  const folder = folders.reduce((a, b) => (b.length < a.length ? b : a));
  const stems = paths.map((path) => baseOf(path).slice(0, -extensionOf(path).length));
  const extension = extensionOf(paths[0] ?? '');
  const joined = stems.join(STEM_JOINER);
  const unique =
    joined.length <= maxLength &&
    folders.every((each) => each === folder) &&
    !stems.some((stem) => stem.includes(STEM_JOINER)) &&
    !/-[0-9a-f]{6}$/.test(joined) &&
    paths.every((path) => path.endsWith(extension)) &&
    !isTaken(`${folder}/${joined}${extension}`);
  const stem = unique ? joined : cutStem(joined, maxLength, paths);
  return `${folder}/${stem}${extension}`;
}

function cutStem(joined: string, maxLength: number, paths: readonly string[]): string {
  const hash = contentHash(paths.join('\0')).slice(0, MEMBERS_HASH_LENGTH);
  const room = Math.max(0, maxLength - hash.length - 1);
  const cut = [...joined].slice(0, room).join('');
  return cut === '' ? hash : `${cut}-${hash}`;
}
