// Compresses a file, in a worker thread.
import { contentHash, integrityOf } from '../core/names.ts';
import { zlib } from '../core/packages.cjs';
import { nodeDisk } from './disk.ts';

/** A request to a worker. */
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
