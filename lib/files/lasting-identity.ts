// Identities that prove a file from then on: whoever edits it, however soon, gives it another one.
import { attempt } from '../core/attempt.ts';
import type { Disk } from './disk.ts';
import { identityOf } from './identity.ts';
import { COARSEST_CLOCK_MS } from './source.ts';

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
