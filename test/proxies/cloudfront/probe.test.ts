// What the default probe takes for an answer of the CDN, and what it does not.
import * as assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { probeEdge } from '../../../lib/proxies/cloudfront/probe.ts';
import { restoreEnvironment } from '../../support/environment.ts';

describe('a proxy between this site and the CDN', () => {
  let before: NodeJS.ProcessEnv;
  let server: Server;
  beforeEach(() => {
    before = { ...process.env };
  });
  afterEach(() => {
    restoreEnvironment(before);
    server.close();
  });

  for (const status of [403, 407]) {
    it(`refuses with ${status}: that is no answer of the CDN`, async () => {
      server = createServer();
      server.on('connect', (_request, socket) => {
        socket.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\n\r\n`);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      process.env['HTTPS_PROXY'] = `http://127.0.0.1:${port}`;
      await assert.rejects(probeEdge('https://cdn.invalid/a.png'), {
        message: `the proxy on the way answers ${status}`,
      });
    });
  }
});
