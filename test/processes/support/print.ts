// How the programs of these tests speak with the test that started them.
import { once } from 'node:events';
import * as fs from 'node:fs';

/** Prints a line before it returns: a line that was printed outlives a kill. */
export function print(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  while (rest.length > 0) rest = rest.subarray(writeSome(rest));
}

/** A full pipe takes nothing for the moment. */
function writeSome(bytes: Buffer): number {
  try {
    return fs.writeSync(1, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    throw error;
  }
}

/** Says that this program is ready, and waits until all are. */
export async function waitForGo(): Promise<void> {
  print('ready');
  await once(process.stdin, 'data');
  process.stdin.destroy();
}
