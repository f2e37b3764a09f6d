// Marks of processes in temporary files and locks: whose something is, and whether that process is dead.
import { readlinkSync } from 'node:fs';
import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import { contentHash, nodeCrypto } from '../core/names.ts';
import { errorCode } from '../errors.ts';
import type { Disk } from './disk.ts';

/** What a process of another machine has not finished by then, it never will. */
const ABANDONED_MS = 24 * 3600 * 1000;

const MARK = /^(?<host>[0-9a-f]{8})-(?<pid>\d{1,10})-[0-9a-f]{16}$/;
/** `.<mark>-1.tmp` of an output, `name.<mark>.tmp` of any other file. */
const NAME = /\.(?<mark>[0-9a-f]{8}-\d{1,10}-[0-9a-f]{16})(?:-\d{1,10})?\.tmp$/;

let host: string | undefined;

/** Returns a text that no other process has, and that tells which process has it. */
export function uniqueMark(): string {
  return `${hostMark()}-${process.pid}-${nodeCrypto().randomBytes(8).toString('hex')}`;
}

/** Containers of one host name each count their processes anew. */
function hostMark(): string {
  if (host !== undefined) return host;
  const space = attempt(() => readlinkSync('/proc/self/ns/pid'));
  const { hostname } = process.getBuiltinModule('node:os');
  const name = `${hostname()} ${typeof space === 'string' ? space : ''}`;
  host = contentHash(name).slice(0, 8);
  return host;
}

/** Writes a file, whole or not at all; `mark` is a text that no other process has. */
export function writeWhole(
  disk: Disk,
  file: string,
  content: string | Uint8Array,
  mark: string,
  mode?: number,
): void {
  const temporary = `${file}.${mark}.tmp`;
  try {
    disk.writeFileSync(temporary, content, { flag: 'wx', mode });
    disk.renameSync(temporary, file);
  } catch (error) {
    // where even that fails, nothing was written
    attempt(() => disk.rmSync(temporary, { force: true }));
    throw error;
  }
}

/**
 * Removes the temporary files in a folder that processes of this machine left when they died; those of
 * other machines after a day. What can't be read or removed stays.
 */
export function removeAbandoned(folder: string, disk: Disk, now: () => number): void {
  const names = attempt(() => disk.readdirSync(folder));
  if (names instanceof Error) return;
  for (const name of names) {
    const mark = name.endsWith('.tmp') ? NAME.exec(name)?.groups?.['mark'] : undefined;
    if (mark === undefined) continue;
    const file = path.join(folder, name);
    attempt(() => {
      const isLeft = isOwnerDead(mark) ?? disk.statSync(file).mtimeMs + ABANDONED_MS < now();
      if (isLeft) disk.rmSync(file, { force: true });
    });
  }
}

/** Checks whether the process that has a mark is dead; `undefined` for what no process of this machine has. */
export function isOwnerDead(mark: string): boolean | undefined {
  const owner = MARK.exec(mark)?.groups;
  return owner?.['host'] === hostMark() ? !isAlive(Number(owner['pid'])) : undefined;
}

/** A process of another user can't be told anything, and is alive. */
function isAlive(pid: number): boolean {
  const asked = attempt(() => process.kill(pid, 0));
  return !(asked instanceof Error) || errorCode(asked) !== 'ESRCH';
}
