// Asks a server for something small all the time, and once, when it is told to, for its first page.
import http from 'node:http';

const port = Number(process.argv[2]);
const agent = new http.Agent({ keepAlive: true });
const PAUSE_MS = 5;

const ask = (path) =>
  new Promise((resolve, reject) => {
    const startMs = performance.now();
    http
      .get({ port, path, agent }, (response) =>
        response.resume().on('end', () => resolve(performance.now() - startMs)),
      )
      .on('error', reject);
  });

process.on('message', async () => process.send(await ask('/')));
await ask('/ping');
process.send('ready');
const timer = setInterval(() => ask('/ping').catch(() => {}), PAUSE_MS);
process.on('disconnect', () => {
  clearInterval(timer);
  agent.destroy();
});
