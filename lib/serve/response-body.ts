// The body of a `Response`, which holds a file open only while somebody reads it: hosts may never do that, or stop.
import { type BigIntStats, closeSync, read } from 'node:fs';
import type { OpenFile } from '../files/containment.ts';
import { identityOf } from '../files/identity.ts';

/** A file up to this size is read at once. */
const SMALL_BYTES = 65_536;
/** So much is read of a larger one at a time. */
const CHUNK_BYTES = 65_536;
/** Whoever reads nothing for so long may have dropped the body: the file is opened again for what comes then. */
const IDLE_MS = 5000;

/** Calls after a time, and keeps no process alive for it; returns a function that calls it off. */
type After = (delayMs: number, action: () => void) => () => void;

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
  after: After = afterIdle,
): Uint8Array<ArrayBuffer> | ReadableStream {
  const sizeBytes = Number(stat.size);
  const bounds = boundsOf(head, sizeBytes);
  if (sizeBytes > SMALL_BYTES) {
    const { ReadableStream: Stream } = process.getBuiltinModule('node:stream/web');
    return Stream.from(bytesOf(new LentFile(stat, reopen, after), bounds)) as ReadableStream;
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
async function* bytesOf(file: LentFile, { start, end }: Bounds): AsyncGenerator<Uint8Array> {
  try {
    for (let at = start; at <= end; ) {
      const chunk = await file.read(at, Math.min(CHUNK_BYTES, end + 1 - at));
      at += chunk.length;
      yield chunk;
    }
  } finally {
    file.close();
  }
}

/** A file that is open from a read until nobody has read for a while. */
class LentFile {
  readonly #stat: BigIntStats;
  readonly #reopen: () => OpenFile;
  readonly #after: After;
  #descriptor: number | undefined;
  #callOff = (): void => {};

  constructor(stat: BigIntStats, reopen: () => OpenFile, after: After) {
    this.#stat = stat;
    this.#reopen = reopen;
    this.#after = after;
  }

  async read(from: number, lengthBytes: number): Promise<Uint8Array> {
    this.#callOff();
    this.#descriptor ??= this.#open();
    const bytes = Buffer.allocUnsafe(lengthBytes);
    const bytesRead = await readInto(bytes, this.#descriptor, from);
    if (bytesRead === 0) throw changed();
    this.#callOff = this.#after(IDLE_MS, () => this.close());
    return bytes.subarray(0, bytesRead);
  }

  close(): void {
    this.#callOff();
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): number {
    const { descriptor, stat } = this.#reopen();
    if (identityOf(stat) === identityOf(this.#stat)) return descriptor;
    closeSync(descriptor);
    throw changed();
  }
}

/** Returns how many bytes were read. */
function readInto(bytes: Uint8Array, descriptor: number, from: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(descriptor, bytes, 0, bytes.length, from, (error, count) =>
      error ? reject(error) : resolve(count),
    );
  });
}

function afterIdle(delayMs: number, action: () => void): () => void {
  const timer = setTimeout(action, delayMs).unref();
  return () => clearTimeout(timer);
}

/** The headers that were sent are those of other bytes. */
function changed(): Error {
  return new Error('The file has changed since the request was answered.');
}
