// The body of an upload: the very bytes that were hashed, or none.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errorCode, errorText, quote } from '../../errors.ts';
import { MISSING_FILE, MOST_BYTES, StoreFailure, type Upload } from '../cdn/store.ts';
import { SPOILT } from './failures.ts';

/** Larger files are read in pieces, twice: to hash them, and to send them. */
const LARGE_BYTES = 16 * 1024 * 1024;

/** A small file is read sooner than a promise is kept. */
const SMALL_BYTES = 128 * 1024;

/** What is sent at once, between two looks at the time. */
const PIECE_BYTES = 64 * 1024;

export interface Body {
  readonly body: Buffer | Readable;
  readonly sizeBytes: number;
  /** SHA-256 of what is to arrive: the store refuses other bytes. */
  readonly sha256: Buffer;
  readonly close: () => void;
}

/**
 * Opens the body of an upload; for each attempt anew. Rejects when the file is another one than was
 * converted, or can't be read.
 *
 * @param onProgress - Called with each piece that is sent.
 */
export async function bodyOf(upload: Upload, onProgress: () => void): Promise<Body> {
  const { text, filePath = '', contentHash } = upload;
  if (text !== undefined) return toBody(Buffer.from(text), onProgress);
  try {
    const body = await open(filePath, onProgress);
    if (contentHash === undefined || body.sha256.toString('hex').startsWith(contentHash))
      return body;
    body.close();
  } catch (error) {
    if (error instanceof StoreFailure) throw error;
    const message = `Cannot read ${quote(filePath)}: ${errorText(error)}. It is not uploaded.`;
    const subject = errorCode(error) === 'ENOENT' ? MISSING_FILE : 'unreadable file';
    throw new StoreFailure('file', subject, message, { cause: error });
  }
  throw new StoreFailure(
    'file',
    'changed file',
    `${quote(filePath)} is not what was converted: somebody has changed it. It is not uploaded.`,
  );
}

/** Returns the failure of an upload; where other bytes arrived, the file may have changed meanwhile. */
export async function blamed(error: unknown, upload: Upload): Promise<unknown> {
  if (!(error instanceof StoreFailure) || error.subject !== SPOILT) return error;
  try {
    (await bodyOf(upload, () => {})).close();
    return error;
  } catch (cause) {
    const message = `${quote(upload.key)} has changed while it was being sent. It is not uploaded.`;
    return new StoreFailure('file', 'changed file', message, { cause });
  }
}

async function open(filePath: string, onProgress: () => void): Promise<Body> {
  const { size } = statSync(filePath);
  if (size > MOST_BYTES) {
    const message = `${quote(filePath)} has more than 5 GB, which S3 does not take at once: it stays here.`;
    throw new StoreFailure('rejected', 'too large', message);
  }
  if (size <= SMALL_BYTES) return toBody(readFileSync(filePath), onProgress);
  if (size <= LARGE_BYTES) return toBody(await readFile(filePath), onProgress);
  const hash = createHash('sha256');
  await pipeline(createReadStream(filePath), hash);
  const stream = createReadStream(filePath, { end: size - 1, highWaterMark: PIECE_BYTES });
  stream.on('data', onProgress).pause();
  return { body: stream, sizeBytes: size, sha256: hash.digest(), close: () => stream.destroy() };
}

/** The bytes that are hashed are those that are sent: who changes the file meanwhile changes nothing. */
function toBody(bytes: Buffer, onProgress: () => void): Body {
  const sha256 = createHash('sha256').update(bytes).digest();
  const about = { sizeBytes: bytes.length, sha256 };
  if (bytes.length <= PIECE_BYTES) return { body: bytes, ...about, close: () => {} };
  const stream = Readable.from(piecesOf(bytes, onProgress), { objectMode: false });
  return { body: stream, ...about, close: () => stream.destroy() };
}

function* piecesOf(bytes: Buffer, onProgress: () => void): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    onProgress();
    yield bytes.subarray(at, at + PIECE_BYTES);
  }
}
