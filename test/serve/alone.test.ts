// Handlers that no other one follows, as `http.createServer` calls them.
import assert from 'node:assert/strict';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeInstance } from '../support/instance.ts';

function open() {
  const { staticfiles } = makeInstance({ 'img/x.gif': 'gif' }, { debug: false });
  const url = staticfiles.staticfile('/img/x.gif');
  const handlers = {
    files: staticfiles.middleware(),
    status: staticfiles.statusPage({ guard: () => false }),
  };
  return { url, ...handlers };
}

async function answerOf(handler: unknown, path: string, method = 'GET') {
  const server = http.createServer(handler as http.RequestListener).listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const { status, headers } = await fetch(`http://127.0.0.1:${port}${path}`, { method });
    return { status, cacheControl: headers.get('cache-control') };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a handler without a next one', () => {
  it('serves a file', async () => {
    const { files, url } = open();
    assert.equal((await answerOf(files, url)).status, 200);
  });

  it('answers 404 for what is not there', async () => {
    const { files } = open();
    assert.equal((await answerOf(files, '/none.gif')).status, 404);
    assert.equal((await answerOf(files, '/img/x.gif', 'POST')).status, 404);
    const stranger = await answerOf(files, '/img/x.0123456789ab.gif');
    assert.deepEqual(stranger, { status: 404, cacheControl: 'no-store' });
  });

  it('answers 404 for a status page that is not for everybody', async () => {
    assert.equal((await answerOf(open().status, '/')).status, 404);
  });

  it('answers 500 where a guard fails', async () => {
    const guard = () => {
      throw new Error('no');
    };
    const { staticfiles } = makeInstance({});
    assert.equal((await answerOf(staticfiles.statusPage({ guard }), '/')).status, 500);
  });
});

describe('a range that a file does not have', () => {
  it('gets none of the headers that tell how long the host keeps its pages', async () => {
    const { files, url } = open();
    const server = http
      .createServer((request, response) => {
        response.setHeader('Cache-Control', 'public, max-age=3600');
        response.setHeader('Expires', new Date(4e12).toUTCString());
        response.setHeader('Surrogate-Control', 'max-age=3600');
        response.setHeader('X-Frame-Options', 'DENY');
        files(request, response);
      })
      .listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      const headers = { range: 'bytes=100-200' };
      const answer = await fetch(`http://127.0.0.1:${port}${url}`, { headers });
      assert.equal(answer.status, 416);
      assert.equal(answer.headers.get('content-range'), 'bytes */3');
      assert.equal(answer.headers.get('x-frame-options'), 'DENY');
      for (const name of ['cache-control', 'expires', 'surrogate-control', 'etag']) {
        assert.equal(answer.headers.get(name), null, name);
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
