// The body of a `Response`, which holds no file open until somebody reads it: hosts may never do that.
import { type BigIntStats, closeSync, createReadStream } from 'node:fs';
import { ReadableStream as WebStream } from 'node:stream/web';
import type { OpenFile } from '../files/containment.ts';
import { identityOf } from '../files/identity.ts';

/** A file up to this size is read at once. */
const SMALL_BYTES = 65_536;

/** Both ends belong to it. */
interface Bounds {
  readonly start: number;
  readonly end: number;
}

/**
 * Returns the bytes that a head announces.
 *
 * @param reopen - Opens the file again, when its bytes are asked for.
 */
export function bodyOf(
  head: Response,
  { stat, read }: OpenFile,
  reopen: () => OpenFile,
): Uint8Array<ArrayBuffer> | ReadableStream {
  const sizeBytes = Number(stat.size);
  const bounds = boundsOf(head, sizeBytes);
  if (sizeBytes > SMALL_BYTES) {
    return WebStream.from(bytesOf(stat, reopen, bounds)) as ReadableStream;
  }
  const bytes = read();
  if (bytes.length !== sizeBytes) throw changed();
  return Uint8Array.from(bytes.subarray(bounds.start, bounds.end + 1));
}

function boundsOf({ headers }: Response, sizeBytes: number): Bounds {
  // "bytes 0-9/100"
  const range = /^bytes (\d+)-(\d+)\//.exec(headers.get('content-range') ?? '');
  return range
    ? { start: Number(range[1]), end: Number(range[2]) }
    : { start: 0, end: sizeBytes - 1 };
}

/** Begins when the first chunk is asked for; closes the file at its end, at a failure, and when who reads cancels. */
async function* bytesOf(
  stat: BigIntStats,
  reopen: () => OpenFile,
  bounds: Bounds,
): AsyncGenerator<Uint8Array> {
  const { descriptor: fd, stat: now } = reopen();
  if (identityOf(now) !== identityOf(stat)) {
    closeSync(fd);
    throw changed();
  }
  yield* createReadStream('', { fd, ...bounds });
}

/** The headers that were sent are those of other bytes. */
function changed(): Error {
  return new Error('The file has changed since the request was answered.');
}
