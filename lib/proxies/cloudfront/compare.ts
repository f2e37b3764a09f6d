// Whether an object in the bucket holds the bytes of a file here: by size, MD5 or SHA-256, unread.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { errorCode, errorText, quote } from '../../errors.ts';
import { type Comparison, type StoredBytes, StoreFailure } from '../cdn/store.ts';
import type { S3Head } from './s3-head.ts';

/** An ETag of an upload in parts, or of an encrypted object, is no MD5 of its bytes. */
const MD5 = /^[0-9a-f]{32}$/i;
/** A checksum of checksums of parts ends with their count. */
const SHA256 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * @param known - What a listing has told of it: where size and MD5 fit, nothing is asked.
 * @param head - Asks for the object.
 */
export async function compare(
  filePath: string,
  known: StoredBytes | undefined,
  head: () => Promise<S3Head | undefined>,
): Promise<Comparison> {
  const sizeBytes = await sizeOf(filePath);
  // with no file here any more there is nothing to compare: what is there is ready
  if (sizeBytes === undefined) return known || (await head()) ? 'same' : 'gone';
  if (isOther(known?.sizeBytes, sizeBytes)) return 'other';
  if (await hasMd5(filePath, known)) return 'same';
  const found = await head();
  if (found === undefined) return 'gone';
  if (isOther(found.bytes?.sizeBytes, sizeBytes)) return 'other';
  if (found.sha256 !== undefined && SHA256.test(found.sha256)) {
    return (await hashOf(filePath, 'sha256', 'base64')) === found.sha256 ? 'same' : 'other';
  }
  if (await hasMd5(filePath, found.bytes)) return 'same';
  return MD5.test(found.bytes?.etag ?? '') ? 'other' : 'unknown';
}

function isOther(there: number | undefined, here: number): boolean {
  return there !== undefined && there !== here;
}

async function hasMd5(filePath: string, { etag = '' }: StoredBytes = {}): Promise<boolean> {
  return MD5.test(etag) && (await hashOf(filePath, 'md5', 'hex')) === etag.toLowerCase();
}

/** Returns the size in bytes; `undefined` where there is no such file. */
async function sizeOf(filePath: string): Promise<number | undefined> {
  const size = stat(filePath).then((found) => found.size);
  return await readable(
    filePath,
    size.catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }),
  );
}

async function hashOf(filePath: string, name: string, form: 'hex' | 'base64'): Promise<string> {
  const hash = createHash(name);
  await readable(filePath, pipeline(createReadStream(filePath), hash));
  return hash.digest(form);
}

async function readable<R>(filePath: string, work: Promise<R>): Promise<R> {
  try {
    return await work;
  } catch (error) {
    const message = `Cannot read ${quote(filePath)}: ${errorText(error)}. It stays on this site.`;
    throw new StoreFailure('file', 'unreadable file', message, { cause: error });
  }
}
