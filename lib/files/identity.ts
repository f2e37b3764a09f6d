// What tells one state of a file from another, and one file from another.
import type { BigIntStats } from 'node:fs';
import { attempt } from '../core/attempt.ts';
import type { Disk } from './disk.ts';

/** Writes size, modification time, change time (both in ns) and inode as one text. */
export function identityOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return `${size}-${mtimeNs}-${ctimeNs}-${ino}`;
}

/** Reads the size, in bytes, out of an identity. */
export function sizeOf(identity: string): number {
  return Number(partsOf(identity).size);
}

/** Reads the modification time, in seconds since 1970, out of an identity. */
export function modifiedSeconds(identity: string): number {
  // "12-1795395600123456789-…": the last nine digits are no seconds; times before 1970 are negative
  const from = identity.indexOf('-') + 1;
  const to = identity.indexOf('-', from + 1);
  return Math.max(0, Number(identity.slice(from, to).slice(0, -9)) || 0);
}

export function withoutChangeTime(identity: string): string {
  const { size, modified, inode } = partsOf(identity);
  return `${size}-${modified}-${inode}`;
}

export function hasInode(identity: string, inode: bigint): boolean {
  return partsOf(identity).inode === String(inode);
}

/** How long a file may change without its times showing it: ext4 keeps them to 4 ms, FAT to 2 s. */
const COARSEST_CLOCK_MS = 2000;

/** Checks whether nothing changed a file just now, so that another state has another identity. */
export function isAtRest({ ctimeMs, mtimeMs }: BigIntStats, nowMs: number): boolean {
  return Number(ctimeMs > mtimeMs ? ctimeMs : mtimeMs) + COARSEST_CLOCK_MS < nowMs;
}

/** Tells files apart; one made anew may get the inode of the one that was deleted. */
export function fileIdOf({ dev, ino, birthtimeNs }: BigIntStats): string {
  return `${dev}-${ino}-${birthtimeNs}`;
}

function partsOf(identity: string): { size: string; modified: string; inode: string } {
  // times before 1970 are negative: "12--5000-17000-99"
  const match = /^(\d+)-(-?\d+)-(?:-?\d+)-(\d+)$/.exec(identity);
  const [, size = '0', modified = '0', inode = ''] = match ?? [];
  return { size, modified, inode };
}

/** Seconds; disks that keep even ones only keep this, too. */
const BACK = 10;

/** Dates a file back that was just written: an edit in the same tick of the disk's clock has another time. */
export function dateBack(disk: Disk, file: string, nowMs: number): void {
  const seconds = 2 * Math.floor(nowMs / 2000) - BACK;
  // where that is refused, the file has no lasting identity
  attempt(() => disk.utimesSync(file, seconds, seconds));
}

/** Returns the identity of a file; empty where an edit might not change it, or it can't be looked at. */
export function lastingIdentity(disk: Disk, file: string, nowMs: number): string {
  const stat = attempt(() => disk.statSync(file, { bigint: true }));
  if (stat instanceof Error || Number(stat.mtimeMs) + COARSEST_CLOCK_MS >= nowMs) return '';
  return identityOf(stat);
}
