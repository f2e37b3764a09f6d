// The headers that an object is stored with.
import { closeSync, openSync, readSync } from 'node:fs';
import mime from 'mime-types';
import { attempt } from '../../core/attempt.ts';
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

/**
 * Makes the headers of an object of a key.
 *
 * @param filePath - The file that it is made of; a sheet may name another encoding than UTF-8.
 */
export function headersFor(
  key: string,
  options: HeaderOptions = {},
  filePath?: string,
): UploadHeaders {
  const { contentType, cacheControl = FOR_EVER } = options;
  const asked = typeof contentType === 'function' ? contentType(key) : contentType;
  const charset = /\.css$/i.test(key) && filePath ? charsetIn(filePath) : undefined;
  const usual = charset
    ? `text/css; charset=${charset}`
    : mime.contentType(key.slice(key.lastIndexOf('/') + 1));
  return {
    contentType: asked ?? (usual || 'application/octet-stream'),
    cacheControl,
    // it is packed, and browsers take it for a drawing only where they are told
    ...(/\.svgz$/i.test(key) && { contentEncoding: 'gzip' }),
  };
}

/** What `@charset` names at the very beginning of a sheet; `undefined`: nothing, or UTF-8. */
function charsetIn(filePath: string): string | undefined {
  const start = attempt(() => startOf(filePath));
  const [, name] = start instanceof Error ? [] : (/^@charset "([\w.:-]{1,40})";/.exec(start) ?? []);
  return name === undefined || /^utf-?8$/i.test(name) ? undefined : name.toLowerCase();
}

function startOf(filePath: string): string {
  const file = openSync(filePath, 'r');
  try {
    const bytes = Buffer.alloc(64);
    return bytes.toString('latin1', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}
