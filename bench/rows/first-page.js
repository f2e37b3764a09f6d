// The first page of a cold server with bootstrap, jquery, lodash, d3 and vue: whom it keeps waiting.
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { quantile } from '../compare.js';

const RUNS = 3;
/** What the page may take, and what a turn may take until all is minified. */
const MOST_PAGE_MS = 300;
const program = fileURLToPath(new URL('../first-page-server.js', import.meta.url));
const KINDS = [
  ['uglify-js', 1],
  ['uglify-js', 2],
  ['terser', 1],
  ['esbuild', 1],
  ['oxc-minify', 1],
];

function row([engine, workers]) {
  return {
    name: `first page, ${engine}, workers: ${workers} / ${MOST_PAGE_MS} ms`,
    measure: () => {
      const load = loadavg()[0];
      const args = [program, engine, String(workers)];
      const runs = Array.from({ length: RUNS }, () =>
        JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })),
      );
      const of = (name) =>
        quantile(
          runs.map((run) => run[name]),
          0.5,
        );
      const detail =
        `page ${of('pageMs')} ms, ${of('pageComputedMs')} ms of it computed; then delay p99 ` +
        `${of('p99Ms')} ms, longest turn ${of('longestComputedMs')} ms computed; all minified after ` +
        `${of('settledMs')} ms, ${of('settledComputedMs')} ms computed by all threads; load ${load.toFixed(1)}`;
      return { ratio: of('pageMs') / MOST_PAGE_MS, detail };
    },
  };
}

export const rows = KINDS.map(row);
