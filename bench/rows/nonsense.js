// How long the loop is held while another process asks for 1,000 names that are none of ours.
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';

const RUNS = 3;
/** What the longest turn may take. */
const MOST_MS = 50;
const program = fileURLToPath(new URL('../nonsense-server.js', import.meta.url));

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export const rows = [
  {
    name: 'nonsense names of files of 2 MB, longest turn / 50 ms',
    measure: () => {
      const load = loadavg()[0];
      const runs = Array.from({ length: RUNS }, () =>
        JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' })),
      );
      const of = (name) => median(runs.map((run) => run[name]));
      // on a machine that does other things, too, the clock tells of these
      const computed = runs.map(({ longestComputedMs }) => longestComputedMs / MOST_MS);
      const detail =
        `${of('longestComputedMs')} ms computed, ${of('longestMs')} ms by the clock, ` +
        `p99 ${of('p99Ms')} ms, load ${load.toFixed(1)}`;
      return {
        ratio: median(computed),
        low: Math.min(...computed),
        high: Math.max(...computed),
        detail,
      };
    },
  },
];
