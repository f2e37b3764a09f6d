// Prints how long the first page of a cold server takes, and what its loop notices until all is minified:
// `node bench/first-page-server.js [ENGINE] [WORKERS]`, after `npm run build`.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { basename, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { createStaticfiles } from 'nunjucks-staticfile';
import { fixture } from '../scripts/fixtures.js';
import { computedMs } from './computed-time.js';
import { freshFolder } from './tree.js';

const FILES = [
  'bootstrap/dist/css/bootstrap.css',
  'bootstrap/dist/js/bootstrap.bundle.js',
  'jquery/dist/jquery.js',
  'lodash/lodash.js',
  'd3/dist/d3.js',
  'vue/dist/vue.global.js',
];
const [, , engine = 'uglify-js', workers = '1'] = process.argv;

const folder = freshFolder();
mkdirSync(join(folder, 'root'));
const paths = FILES.map((file) => {
  copyFileSync(fixture(file), join(folder, 'root', basename(file)));
  return `/${basename(file)}`;
});
const system = { mostWorkers: Number(workers) };
const options = {
  roots: join(folder, 'root'),
  outDir: join(folder, 'out'),
  cacheDir: join(folder, 'cache'),
  debug: false,
  minify: { js: engine },
};
const staticfiles = createStaticfiles(options, system);
const environment = new nunjucks.Environment(null, { autoescape: true });
staticfiles.install(environment);
const tags = paths.map((path) => `{% slimfile "${path}" %}`).join('\n');
const template = nunjucks.compile(tags, environment);
const handler = staticfiles.middleware();
const server = http.createServer((request, response) => {
  if (request.url === '/ping') return response.end('pong');
  if (request.url === '/') return response.end(template.render({}));
  handler(request, response, () => response.writeHead(404).end());
});
await once(server.listen(0), 'listening');

const load = fork(fileURLToPath(new URL('./first-page-client.js', import.meta.url)), [
  String(server.address().port),
]);
await once(load, 'message');
let longestComputedMs = 0;
let beforeMs = computedMs();
// turns are short, and most of the time there is none: what is computed between two of these is one turn
const watch = setInterval(() => {
  const nowMs = computedMs();
  longestComputedMs = Math.max(longestComputedMs, nowMs - beforeMs);
  beforeMs = nowMs;
}, 1);
const histogram = monitorEventLoopDelay({ resolution: 1 });
const startMs = performance.now();
const startComputedMs = computedMs();
const cpu = process.cpuUsage();
load.send('page');
const [pageMs] = await once(load, 'message');
const pageComputedMs = computedMs() - startComputedMs;
longestComputedMs = 0;
histogram.enable();
await staticfiles.settled();
template.render({});
const settledMs = performance.now() - startMs;
const computed = process.cpuUsage(cpu);
histogram.disable();
clearInterval(watch);
const urls = template.render({}).split('\n');
const bytes = urls.reduce((sum, url) => sum + readFileSync(join(folder, 'out', url)).length, 0);
load.disconnect();
server.close();
await staticfiles.close();
const ms = (value) => Number(value.toFixed(1));
console.log(
  JSON.stringify({
    pageMs: ms(pageMs),
    pageComputedMs: ms(pageComputedMs),
    p99Ms: ms(histogram.percentile(99) / 1e6),
    longestMs: ms(histogram.max / 1e6),
    longestComputedMs: ms(longestComputedMs),
    settledMs: ms(settledMs),
    settledComputedMs: ms((computed.user + computed.system) / 1000),
    bytes,
  }),
);
