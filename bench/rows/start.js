// What an import of each entry point adds to a process: CPU time of whole processes, in turn with an empty one.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { compare } from '../compare.js';

const ROUNDS = 15;
const TOLD =
  'const { userCPUTime, systemCPUTime } = process.resourceUsage();' +
  'process.stdout.write(String((userCPUTime + systemCPUTime) / 1000));';

function row(entry) {
  return {
    name: `start, import ${entry} / an empty process`,
    measure: () => {
      let spentMs = 0;
      const run = (program) => {
        const args = ['--input-type=module', '--eval', program + TOLD];
        spentMs += Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
      };
      const file = new URL(`../../dist/${entry}.js`, import.meta.url);
      return compare({
        subject: () => run(`import ${JSON.stringify(fileURLToPath(file))};`),
        baseline: () => run(''),
        rounds: ROUNDS,
        clock: () => spentMs,
      });
    },
  };
}

export const rows = ['index', 'eleventy', 'cloudfront'].map(row);
