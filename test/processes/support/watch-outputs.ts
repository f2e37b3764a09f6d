// Reads a folder of outputs over and over, and prints every one whose bytes are not those that its
// name says; ends when it is told to.
// Arguments: the folder.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { print } from './print.ts';

const [dir = ''] = process.argv.slice(2);
let isTold = false;
once(process.stdin, 'data').then(() => {
  isTold = true;
});
print('ready');
let looks = 0;
let reads = 0;
while (!isTold) {
  looks += 1;
  for (const name of namesIn(dir)) {
    reads += 1;
    const bytes = fs.readFileSync(path.join(dir, name));
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    if (!name.includes(`.${hash}.`)) print(`torn ${name}, ${bytes.length} bytes`);
    if (reads % 50 === 0) await turn();
  }
  await turn();
}
print(`looks ${looks}, reads ${reads}`);
process.stdin.destroy();

/** The files that a server would serve: not those whose names begin with a dot. */
function namesIn(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /^[^.].*\.\w+$/.test(path.basename(name)));
}
