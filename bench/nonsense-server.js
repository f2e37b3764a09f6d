// Prints how long the loop of a server was held, in ms, while another process asks it for 1,000
// nonsense names of nine files of 2 MB: `node bench/nonsense-server.js`, after `npm run build`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { createStaticfiles } from 'nunjucks-staticfile';
import { fixture } from '../scripts/fixtures.js';
import { computedMs } from './computed-time.js';
import { freshFolder } from './tree.js';

const COUNT = 1000;
const SIZE_BYTES = 2_000_000;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Real code, as often as it takes, and different in each file. */
function textOf(file, mark) {
  const text = readFileSync(fixture(file), 'utf8');
  return `/* ${mark} */\n${text.repeat(Math.floor(SIZE_BYTES / text.length))}`;
}

const folder = freshFolder();
const root = join(folder, 'root');
mkdirSync(root);
const paths = [];
const write = (name, content) => {
  writeFileSync(join(root, name), content);
  paths.push(`/${name}`);
};
for (const mark of [1, 2, 3]) {
  write(`s${mark}.js`, textOf('lodash/lodash.js', mark));
  write(`c${mark}.css`, textOf('bootstrap/dist/css/bootstrap.css', mark));
  write(`p${mark}.png`, Buffer.alloc(SIZE_BYTES, mark));
}
const staticfiles = createStaticfiles({
  roots: root,
  outDir: join(folder, 'out'),
  cacheDir: join(folder, 'cache'),
  debug: false,
});
const handler = staticfiles.middleware();
const server = http.createServer((request, response) =>
  handler(request, response, () => response.writeHead(404).end()),
);
await once(server.listen(0), 'listening');
const args = [here('nonsense-client.js'), server.address().port, COUNT, ...paths];
// to start a process holds this one, too: the client asks for nothing until it is there
const client = spawn(process.execPath, args, { stdio: 'inherit' });
let longestComputedMs = 0;
let isWatched = true;
let beforeMs = computedMs();
(function watchTurn() {
  const nowMs = computedMs();
  longestComputedMs = Math.max(longestComputedMs, nowMs - beforeMs);
  beforeMs = nowMs;
  if (isWatched) setImmediate(watchTurn);
})();
const histogram = monitorEventLoopDelay({ resolution: 1 });
histogram.enable();
const [code] = await once(client, 'exit');
histogram.disable();
isWatched = false;
server.close();
await staticfiles.close();
const ms = (value) => Number(value.toFixed(1));
const [longestMs, p99Ms] = [histogram.max, histogram.percentile(99)].map((each) => ms(each / 1e6));
console.log(JSON.stringify({ code, p99Ms, longestMs, longestComputedMs: ms(longestComputedMs) }));
