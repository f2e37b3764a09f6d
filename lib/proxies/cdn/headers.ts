// The headers that an object is stored with.
import mime from 'mime-types';
import type { UploadHeaders } from './store.ts';

/** Headers that are stored with an object; they take the place of the usual ones. */
export interface HeaderOptions {
  cacheControl?: string;
  /** A content type, or a function of the key; `undefined` means the usual one. */
  contentType?: string | ((key: string) => string | undefined);
}

/** A name with a version is good for ever: one year is what RFC 9111 and caches take for that. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Returns what the metadata of our objects hold: only what has it is ever deleted. Sites with a prefix inside of
 * another one's have another mark.
 */
export function markOf(prefix: string): string {
  return `prefix=${encodeURIComponent(prefix)}`;
}

/** Makes the headers of an object of a key. */
export function headersFor(key: string, options: HeaderOptions = {}): UploadHeaders {
  const { contentType, cacheControl = FOR_EVER } = options;
  const asked = typeof contentType === 'function' ? contentType(key) : contentType;
  const usual = mime.contentType(key.slice(key.lastIndexOf('/') + 1));
  return { contentType: asked ?? (usual || 'application/octet-stream'), cacheControl };
}
