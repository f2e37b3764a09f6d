// Whether tests that are run by root can run something as another user.
import { spawnSync } from 'node:child_process';

/** Checks whether a user can start this Node and read a file: a folder above either may be closed. */
export function canReadAs(userId: number, file: string): boolean {
  const script = `require('node:fs').accessSync(${JSON.stringify(file)})`;
  return spawnSync(process.execPath, ['-e', script], { cwd: '/', uid: userId }).status === 0;
}
