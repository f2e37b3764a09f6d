// Asks a server for names that are none of its: `node nonsense-client.js PORT COUNT PATH…`.
import http from 'node:http';

const [, , port, count, ...paths] = process.argv;
const agent = new http.Agent({ keepAlive: true, maxSockets: 10 });

const ask = (path) =>
  new Promise((resolve, reject) => {
    http
      .get({ port, path, agent }, (response) => response.resume().on('end', resolve))
      .on('error', reject);
  });

const names = Array.from({ length: Number(count) }, (_, at) => {
  const version = at.toString(16).padStart(12, '0');
  return paths[at % paths.length].replace(/(\.\w+)$/, `.${version}$1`);
});
await Promise.all(names.map(ask));
agent.destroy();
