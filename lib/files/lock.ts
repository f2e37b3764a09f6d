// A lock that processes share: a file beside the one that is written.
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../errors.ts';
import type { Disk } from './disk.ts';

/** A lock that is older was left behind by a process that ended. */
const EXPIRES_MS = 60_000;
const WAIT_MS = 20;

export interface LockPlace {
  readonly disk: Disk;
  readonly now: () => number;
}

/** Does something while no other process holds the lock of a file; returns whether that could be. */
export function tryLocked(file: string, { disk, now }: LockPlace, action: () => void): boolean {
  const lock = `${file}.lock`;
  try {
    disk.writeFileSync(lock, '', { flag: 'wx' });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    const stat = disk.statSync(lock, { throwIfNoEntry: false });
    if (stat !== undefined && now() - stat.mtimeMs > EXPIRES_MS) disk.rmSync(lock, { force: true });
    return false;
  }
  try {
    action();
    return true;
  } finally {
    disk.rmSync(lock, { force: true });
  }
}

/** Waits for the lock, for two seconds at most. */
export async function locked(file: string, place: LockPlace, action: () => void): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (tryLocked(file, place, action)) return true;
    await sleep(WAIT_MS);
  }
  return false;
}
