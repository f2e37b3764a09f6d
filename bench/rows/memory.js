// What is held in memory for each file, against a Map of its path and URL.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const COUNT = 10_000;
const program = fileURLToPath(new URL('../memory-per-file.js', import.meta.url));

function bytesPerFile(what) {
  const answer = execFileSync(process.execPath, ['--expose-gc', program, what, String(COUNT)]);
  return Number(answer);
}

export const rows = [
  {
    name: `memory per file, ${COUNT} files / a Map of path and URL`,
    measure: () => {
      const [subject, baseline] = [bytesPerFile('staticfiles'), bytesPerFile('map')];
      const detail = `${Math.round(subject)} bytes against ${Math.round(baseline)} bytes`;
      return { ratio: subject / baseline, detail };
    },
  },
];
