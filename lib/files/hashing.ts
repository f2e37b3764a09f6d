// How files are hashed: at once, or while others go on.
import { createReadStream } from 'node:fs';
import type { BrotliDecompress, Gunzip } from 'node:zlib';
import { contentHash, integrityOf, nodeCrypto } from '../core/names.ts';
import { zlib } from '../core/packages.cjs';

/**
 * What is hashed, and how: the bytes, by SHA-256 in hex or as `integrity` has it; or by SHA-256 what
 * a compressed file unpacks to.
 */
export type HashForm = 'content' | 'integrity' | '.br' | '.gz';

export interface Hashing {
  readonly form: HashForm;
  /** More is not unpacked. */
  readonly mostBytes: number;
}

/** Hashes what is open while others go on; rejects where it can't. */
export type HashAside = (request: HashRequest) => Promise<Uint8Array>;

export interface HashRequest {
  readonly descriptor: number;
  readonly algorithm: Algorithm;
}

type Algorithm = 'sha256' | 'sha384';

/** What can't be unpacked has the hash of nothing. */
const NO_HASH = '';

export function hashOfBytes(bytes: Buffer, { form, mostBytes }: Hashing): string {
  if (form === 'content') return contentHash(bytes);
  if (form === 'integrity') return integrityOf(bytes);
  try {
    const { brotliDecompressSync, gunzipSync } = zlib();
    const unpack = form === '.br' ? brotliDecompressSync : gunzipSync;
    return contentHash(unpack(bytes, { maxOutputLength: Math.max(1, mostBytes) }));
  } catch {
    return NO_HASH;
  }
}

/** Hashes what is open, in a worker where there is one, else bit by bit. */
export async function hashOfOpen(
  descriptor: number,
  { form, mostBytes }: Hashing,
  hashAside?: HashAside,
): Promise<string> {
  if (form === '.br' || form === '.gz') {
    const unpack = form === '.br' ? zlib().createBrotliDecompress() : zlib().createGunzip();
    return unpackedHash(descriptor, unpack, mostBytes).catch(() => NO_HASH);
  }
  const algorithm = form === 'content' ? 'sha256' : 'sha384';
  const digest = await (hashAside?.({ descriptor, algorithm }).catch(() => undefined) ?? undefined);
  const bytes = Buffer.from(digest ?? (await bitByBit(descriptor, algorithm)));
  return form === 'content' ? bytes.toString('hex') : `sha384-${bytes.toString('base64')}`;
}

async function bitByBit(descriptor: number, algorithm: Algorithm): Promise<Buffer> {
  const digest = nodeCrypto().createHash(algorithm);
  const { pipeline } = await import('node:stream/promises');
  await pipeline(readFrom(descriptor), digest);
  return digest.digest();
}

async function unpackedHash(
  descriptor: number,
  unpack: Gunzip | BrotliDecompress,
  mostBytes: number,
): Promise<string> {
  const digest = nodeCrypto().createHash('sha256');
  let sizeBytes = 0;
  const { pipeline } = await import('node:stream/promises');
  await pipeline(readFrom(descriptor), unpack, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      sizeBytes += chunk.length;
      if (sizeBytes > mostBytes) throw new Error('it unpacks to more than the output has');
      digest.update(chunk);
    }
  });
  return digest.digest('hex');
}

/** Reads from the start, and leaves it open. */
function readFrom(fd: number) {
  return createReadStream('', { fd, start: 0, autoClose: false });
}
