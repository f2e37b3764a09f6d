// The body of an upload: the very bytes that were hashed, or none.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { StoreFailure, type Upload } from '../cdn/store.ts';

/** Larger files are read in pieces; up to here the SDK can send them again by itself. */
const LARGE_BYTES = 16 * 1024 * 1024;

/** A small file is read sooner than a promise is kept. */
const SMALL_BYTES = 128 * 1024;

export interface Body {
  readonly body: Buffer | ReturnType<typeof createReadStream>;
  readonly sizeBytes: number;
  readonly close: () => void;
}

/** Opens the body of an upload; for each attempt anew. Rejects when the file is another one. */
export async function bodyOf({ text, filePath = '', contentHash }: Upload): Promise<Body> {
  if (text !== undefined) return toBody(Buffer.from(text));
  const { size } = statSync(filePath);
  if (size <= LARGE_BYTES) {
    const bytes = size <= SMALL_BYTES ? readFileSync(filePath) : await readFile(filePath);
    check(filePath, createHash('sha256').update(bytes).digest('hex'), contentHash);
    return toBody(bytes);
  }
  const hash = createHash('sha256');
  await pipeline(createReadStream(filePath), hash);
  check(filePath, hash.digest('hex'), contentHash);
  const stream = createReadStream(filePath, { end: size - 1 });
  return { body: stream, sizeBytes: size, close: () => stream.destroy() };
}

function toBody(bytes: Buffer): Body {
  return { body: bytes, sizeBytes: bytes.length, close: () => {} };
}

function check(filePath: string, hash: string, expected = ''): void {
  if (hash.startsWith(expected)) return;
  throw new StoreFailure(
    'file',
    'changed file',
    `"${filePath}" is not what was converted: somebody has changed it. It is not uploaded.`,
  );
}
