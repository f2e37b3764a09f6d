// A lock that processes share: a file beside the one that is written, which tells whose it is.
import { attempt } from '../core/attempt.ts';
import { sleep } from '../core/turns.ts';
import { errorCode } from '../errors.ts';
import type { Disk, DiskTools } from './disk.ts';
import { isOwnerDead, uniqueMark } from './temporary.ts';

/** A lock that is older was left behind, whoever has it. */
const EXPIRES_MS = 60_000;
const WAIT_MS = 20;

type LockPlace = Omit<DiskTools, 'random'>;

/**
 * Takes a lock at once, that of a dead process too; returns whether that could be. One that is too old is
 * removed, and the next who asks gets it.
 */
export function takeLock(lock: string, place: LockPlace, expiresMs: number = EXPIRES_MS): boolean {
  const { disk } = place;
  if (isCreated(lock, disk)) return true;
  const owner = attempt(() => disk.readFileSync(lock, 'utf8'));
  const isDead = typeof owner === 'string' && isOwnerDead(owner) === true;
  if (!isDead && !isExpired(lock, place, expiresMs)) return false;
  disk.rmSync(lock, { force: true });
  return isDead && isCreated(lock, disk);
}

function isCreated(lock: string, disk: Disk): boolean {
  try {
    const file = disk.openSync(lock, 'wx');
    // a full disk refuses the text, and the lock holds without it
    attempt(() => disk.writeFileSync(file, uniqueMark()));
    disk.closeSync(file);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return false;
  }
}

function isExpired(lock: string, { disk, now }: LockPlace, expiresMs: number): boolean {
  const stat = disk.statSync(lock, { throwIfNoEntry: false });
  return stat !== undefined && now() - stat.mtimeMs > expiresMs;
}

/** Does something while no other process holds the lock of a file; returns whether that could be. */
export function tryLocked(file: string, place: LockPlace, action: () => void): boolean {
  const lock = `${file}.lock`;
  if (!takeLock(lock, place)) return false;
  try {
    action();
    return true;
  } finally {
    place.disk.rmSync(lock, { force: true });
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
