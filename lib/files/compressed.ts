// Compressed files beside outputs: what they are made of, how they are made (in a worker thread) and written.
import { contentHash, integrityOf } from '../core/names.ts';
import { zlib } from '../core/packages.cjs';
import { type Disk, nodeDisk } from './disk.ts';
import { identityOf } from './identity.ts';
import type { Proof } from './proof.ts';
import { writeWhole } from './temporary.ts';

/** A compressed copy lies beside its output. */
export const COMPRESSED: RegExp = /\.(?:br|gz)$/;
/** What compression makes smaller; pictures, fonts and films are compressed already. */
export const COMPRESSIBLE: RegExp =
  /\.(?:css|m?js|json|map|svg|html?|xml|txt|md|wasm|ico|webmanifest|ttf|otf|eot)$/i;

export interface CompressedTools {
  readonly disk: Disk;
  readonly proof: Proof;
  readonly random: () => string;
}

/** Writes a compressed file whole or not at all, and records it under its path. */
export function writeCompressed(
  { disk, proof, random }: CompressedTools,
  path: string,
  filePath: string,
  bytes: Uint8Array,
): void {
  writeWhole(disk, filePath, bytes, random());
  const identity = identityOf(disk.statSync(filePath, { bigint: true }));
  proof.record(path, { hash: contentHash(bytes), sizeBytes: bytes.length, identity });
}

export interface CompressRequest {
  readonly filePath: string;
  /** Of the bytes that are meant: SHA-256 in hex, or `sha384-…`, as manifests have it. */
  readonly hash: string;
  readonly extension: '.br' | '.gz';
}

/** More costs ten times the time, and gains a few hundredths. */
const BROTLI_LEVEL = 9;
const GZIP_LEVEL = 9;

/** Returns what a file is compressed to; `undefined` where that is no smaller, or the file is another. */
export function compressFile({
  filePath,
  hash,
  extension,
}: CompressRequest): Uint8Array | undefined {
  const bytes = nodeDisk.readFileSync(filePath);
  const hashOf = hash.startsWith('sha384-') ? integrityOf : contentHash;
  if (hashOf(bytes) !== hash) return undefined;
  const small = extension === '.br' ? brotli(bytes) : zlib().gzipSync(bytes, { level: GZIP_LEVEL });
  return small.length < bytes.length ? small : undefined;
}

function brotli(bytes: Buffer): Buffer {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib().constants;
  const params = { [BROTLI_PARAM_QUALITY]: BROTLI_LEVEL, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return zlib().brotliCompressSync(bytes, { params });
}
