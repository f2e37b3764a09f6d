// Uploads over a slow line: how long they take, and how many bytes they send, beside one stream of the
// same bytes. `node bench/slow-line.js [files] [bytes of a file] [bytes a second]`
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSite, startServer } from './cdn-site.js';
import { freshFolder } from './tree.js';

/** Starts the line before a server; it counts what goes through. */
async function startLine(server, bytesPerSecond) {
  const shaper = fork(fileURLToPath(new URL('shaper-process.js', import.meta.url)), [
    new URL(server.s3.endpoint).port,
    String(bytesPerSecond),
  ]);
  const [{ port, sinkPort }] = await once(shaper, 'message');
  const takenBytes = async () => {
    shaper.send('count');
    const [bytes] = await once(shaper, 'message');
    return bytes;
  };
  const measure = async (action) => {
    const [beginMs, before] = [performance.now(), await takenBytes()];
    await action();
    return { seconds: (performance.now() - beginMs) / 1000, bytes: (await takenBytes()) - before };
  };
  return { port, sinkPort, measure, end: () => shaper.kill() };
}

/** One connection, which the other end closes when all has arrived. */
async function oneStream(port, bytes) {
  const socket = connect(port, '127.0.0.1');
  socket.end(Buffer.alloc(bytes, 'x'));
  socket.resume();
  await once(socket, 'close');
}

async function makeFiles(files, sizeBytes) {
  const folder = freshFolder();
  await mkdir(join(folder, 'root/img'), { recursive: true });
  const paths = Array.from({ length: files }, (_, at) => `/img/${at}.png`);
  for (const [at, path] of paths.entries()) {
    writeFileSync(join(folder, 'root', path), Buffer.alloc(sizeBytes, `${at} `));
  }
  return { folder, paths };
}

/** Returns both, and their ratios. */
export async function measureSlowLine({ files, sizeBytes, bytesPerSecond }) {
  const [server, { folder, paths }] = [await startServer(), await makeFiles(files, sizeBytes)];
  const line = await startLine(server, bytesPerSecond);
  const s3 = { ...server.s3, endpoint: `http://127.0.0.1:${line.port}` };
  const site = openSite({ folder }, { ...server, s3 });
  for (const path of paths) site.describe(path);
  const ideal = await line.measure(() => oneStream(line.sinkPort, files * sizeBytes));
  const ours = await line.measure(async () => {
    for (const path of paths) site.staticfile(path);
    await site.settled({ ready: true });
  });
  const moved = paths.filter((path) => site.staticfile(path).startsWith('http')).length;
  const ratio = (key) => Number((ours[key] / ideal[key]).toFixed(3));
  await site.close();
  line.end();
  server.end();
  rmSync(folder, { recursive: true });
  return { files, moved, ideal, ours, time: ratio('seconds'), bytes: ratio('bytes') };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [files = 40, sizeBytes = 1_200_000, bytesPerSecond = 800_000] = process.argv
    .slice(2)
    .map(Number);
  console.log(JSON.stringify(await measureSlowLine({ files, sizeBytes, bytesPerSecond })));
}
