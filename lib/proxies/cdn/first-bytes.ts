// The beginning of a file.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** @throws Where the file can't be read. */
export function firstBytesOf(filePath: string, mostBytes: number): Buffer {
  const file = openSync(filePath, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(mostBytes, fstatSync(file).size));
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}
