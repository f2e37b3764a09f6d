// Rewrites the file of the conversion cache when most of its lines no longer count.
import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import type { Disk, DiskTools } from './disk.ts';
import { takeLock } from './lock.ts';
import { removeAbandoned } from './temporary.ts';

/** Below this size nothing is won. */
const SMALLEST_BYTES = 1024 * 1024;

export interface Snapshot {
  /** The lines that count. */
  readonly lines: readonly string[];
  /** How many bytes of the file were read. */
  readonly readBytes: number;
}

export interface CompactionOptions extends DiskTools {
  readonly file: string;
  /** Reads the file up to its end. */
  readonly snapshot: () => Snapshot;
}

/**
 * Puts a new file in place of one that is mostly outdated. One process at a time does it; lines that
 * others append meanwhile are carried over.
 */
export function compactIfWorthwhile(options: CompactionOptions): void {
  if (!isWorthwhile(options.snapshot())) return;
  const lock = `${options.file}.lock`;
  // where there can be no lock, the file stays as it is
  if (attempt(() => takeLock(lock, options)) !== true) return;
  try {
    // another process may have compacted before we had the lock
    const snapshot = options.snapshot();
    if (isWorthwhile(snapshot)) compact(options, snapshot);
  } finally {
    options.disk.rmSync(lock, { force: true });
  }
}

function isWorthwhile({ lines, readBytes }: Snapshot): boolean {
  if (readBytes < SMALLEST_BYTES) return false;
  const liveBytes = lines.reduce((sum, line) => sum + line.length + 1, 0);
  return liveBytes * 2 < readBytes;
}

function compact(
  { file, disk, random, now }: CompactionOptions,
  { lines, readBytes }: Snapshot,
): void {
  const temporary = `${file}.${random()}.tmp`;
  removeAbandoned(path.dirname(file), disk, now);
  const old = disk.openSync(file, 'r');
  try {
    disk.writeFileSync(temporary, `${lines.join('\n')}\n`, { flag: 'wx' });
    disk.renameSync(temporary, file);
    // whoever appended to the old file before it was replaced did not see that; we do
    const size = Number(disk.fstatSync(old, { bigint: true }).size);
    const late = readRange(disk, old, readBytes, size);
    if (late.length > 0) disk.writeFileSync(file, late, { flag: 'a' });
  } finally {
    disk.closeSync(old);
    disk.rmSync(temporary, { force: true });
  }
}

export function readRange(disk: Disk, file: number, from: number, to: number): Buffer {
  const buffer = Buffer.allocUnsafe(Math.max(0, to - from));
  let filled = 0;
  while (filled < buffer.length) {
    const count = disk.readSync(file, buffer, filled, buffer.length - filled, from + filled);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}
