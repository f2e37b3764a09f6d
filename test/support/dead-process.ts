// The mark of a process that is dead.
import { spawnSync } from 'node:child_process';
import { uniqueMark } from '../../lib/files/temporary.ts';

export function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

/** What {@link uniqueMark} gave a process of this machine that has ended. */
export function deadMark(): string {
  const [host, , random] = uniqueMark().split('-');
  return `${host}-${deadPid()}-${random}`;
}
