// Small servers on loopback, and what all of them need.
import { createServer } from 'node:http';

/** Starts a server on a free port. */
export async function listen(handle) {
  const server = createServer((request, response) => {
    // what a handler throws at once counts like what it rejects with
    new Promise((resolve) => resolve(handle(request, response))).catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  // an example must be able to end while its servers listen, and clients hold connections
  server.unref();
  server.on('connection', (socket) => socket.unref());
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    host: `127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Reads the body of a request. */
export async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Splits a URL into its raw path and its query. */
export function splitUrl(url) {
  const at = url.indexOf('?');
  const rawPath = at < 0 ? url : url.slice(0, at);
  return { rawPath, query: new URLSearchParams(at < 0 ? '' : url.slice(at + 1)) };
}
