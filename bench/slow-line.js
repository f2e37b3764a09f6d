// Uploads over a slow line: how long they take, and how many bytes they send, beside one stream of the
// same bytes. `node bench/slow-line.js [files] [bytes of a file] [bytes a second]`
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSite, startServer } from './cdn-site.js';
import { freshFolder } from './tree.js';

const [files = 40, sizeBytes = 1_200_000, bytesPerSecond = 800_000] = process.argv
  .slice(2)
  .map(Number);
const server = await startServer();
const shaper = fork(fileURLToPath(new URL('shaper-process.js', import.meta.url)), [
  new URL(server.s3.endpoint).port,
  String(bytesPerSecond),
]);
const [{ port, sinkPort }] = await once(shaper, 'message');

async function takenBytes() {
  shaper.send('count');
  const [bytes] = await once(shaper, 'message');
  return bytes;
}

async function measure(action) {
  const [beginMs, before] = [performance.now(), await takenBytes()];
  await action();
  return { seconds: (performance.now() - beginMs) / 1000, bytes: (await takenBytes()) - before };
}

/** One connection, which the other end closes when all has arrived. */
async function oneStream() {
  const socket = connect(sinkPort, '127.0.0.1');
  socket.end(Buffer.alloc(files * sizeBytes, 'x'));
  socket.resume();
  await once(socket, 'close');
}

const folder = freshFolder();
await mkdir(join(folder, 'root/img'), { recursive: true });
const paths = Array.from({ length: files }, (_, at) => `/img/${at}.png`);
for (const [at, path] of paths.entries()) {
  writeFileSync(join(folder, 'root', path), Buffer.alloc(sizeBytes, `${at} `));
}
const s3 = { ...server.s3, endpoint: `http://127.0.0.1:${port}` };
const site = openSite({ folder }, { ...server, s3 });
for (const path of paths) site.describe(path);

const ideal = await measure(oneStream);
const ours = await measure(async () => {
  for (const path of paths) site.staticfile(path);
  await site.settled({ ready: true });
});
const moved = paths.filter((path) => site.staticfile(path).startsWith('http')).length;
const ratio = (key) => Number((ours[key] / ideal[key]).toFixed(3));
console.log(
  JSON.stringify({ files, moved, ideal, ours, time: ratio('seconds'), bytes: ratio('bytes') }),
);
await site.close();
shaper.kill();
server.end();
