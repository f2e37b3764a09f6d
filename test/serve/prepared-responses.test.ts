// Hosts set a status and headers before a handler is called: what a file needs is right all the same.
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { createStaticfiles } from '../support/create.ts';
import { type Handler, useServers } from '../support/http.ts';
import { createSite } from '../support/site.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';

/** What hosts and their middleware are seen to set before. */
const PREPARATIONS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'Koa with its 404': (response) => {
    response.statusCode = 404;
  },
  'a 404 with words': (response) => {
    response.statusCode = 404;
    response.statusMessage = 'Not Found';
  },
  'an error page': (response) => {
    response.statusCode = 500;
    response.setHeader('Content-Type', 'text/html');
    response.setHeader('Content-Length', '3');
  },
  'no caching at all': (response) => {
    response.setHeader('Cache-Control', 'no-store, no-cache, must-revalidate');
    response.setHeader('Pragma', 'no-cache');
    response.setHeader('Expires', '0');
    response.setHeader('Surrogate-Control', 'no-store');
  },
  'the tag of another page': (response) => {
    response.setHeader('ETag', '"page"');
    response.setHeader('Last-Modified', new Date(0).toUTCString());
  },
  'an encoding': (response) => {
    response.setHeader('Content-Encoding', 'gzip');
  },
  'a session': (response) => {
    response.setHeader('Set-Cookie', ['session=secret', 'other=1']);
  },
};

function makeSite() {
  const site = createSite({ 'img/x.gif': '0123456789' });
  const staticfiles = createStaticfiles({ roots: [site.root], outDir: site.outDir });
  return { staticfiles, url: staticfiles.staticfile('/img/x.gif') };
}

function prepared(prepare: (response: ServerResponse) => void, handler: Handler): Handler {
  return (request, response, next) => {
    response.setHeader('X-Powered-By', 'tests');
    prepare(response);
    return handler(request, response, next);
  };
}

describe('a response that the host has prepared', () => {
  const servers = useServers();

  for (const [name, prepare] of Object.entries(PREPARATIONS)) {
    it(`becomes that of an output: ${name}`, async () => {
      const { staticfiles, url } = makeSite();
      const server = await servers.serve(prepared(prepare, staticfiles.middleware()));
      const { status, headers, body } = await server.get(url);
      assert.deepEqual([status, body.toString()], [200, '0123456789']);
      const { date: _date, connection: _connection, etag, ...others } = headers;
      assert.match(etag ?? '', /^"[0-9a-f]{12}"$/);
      assert.deepEqual(others, {
        'x-powered-by': 'tests',
        'content-type': 'image/gif',
        'x-content-type-options': 'nosniff',
        'cache-control': IMMUTABLE,
        'accept-ranges': 'bytes',
        'content-length': '10',
      });
    });

    it(`is conditional, and has parts: ${name}`, async () => {
      const { staticfiles, url } = makeSite();
      const server = await servers.serve(prepared(prepare, staticfiles.middleware()));
      for (const target of [url, '/img/x.gif']) {
        const tag = (await server.get(target)).headers.etag ?? '';
        const same = await server.get(target, { 'If-None-Match': tag });
        assert.deepEqual([same.status, same.body.length], [304, 0]);
        const part = await server.get(target, { Range: 'bytes=1-2' });
        assert.deepEqual([part.status, part.body.toString()], [206, '12']);
        const behind = await server.get(target, { Range: 'bytes=20-' });
        assert.deepEqual([behind.status, behind.body.length], [416, 0]);
        assert.equal(behind.headers['content-range'], 'bytes */10');
      }
    });

    it(`is left to the next handler for what is not ours: ${name}`, async () => {
      const { staticfiles } = makeSite();
      const seen: unknown[] = [];
      const look: Handler = (_request, response) => {
        seen.push([response.statusCode, response.getHeaders()]);
        response.end();
      };
      const alone = await servers.serve(prepared(prepare, look));
      await alone.get('/');
      const server = await servers.serve(
        prepared(prepare, (request, response, _next) =>
          staticfiles.middleware()(request, response, () => look(request, response, () => {})),
        ),
      );
      await server.get('/img/none.gif');
      assert.deepEqual(seen[1], seen[0]);
    });
  }

  it('keeps the cookies of the host on a source', async () => {
    const { staticfiles } = makeSite();
    const prepare = PREPARATIONS['a session'] ?? (() => {});
    const server = await servers.serve(prepared(prepare, staticfiles.middleware()));
    const { headers } = await server.get('/img/x.gif');
    assert.equal(headers['set-cookie'], 'session=secret, other=1');
  });

  it('is not touched once it was sent', async () => {
    const { staticfiles, url } = makeSite();
    const server = await servers.serve((request, response) => {
      response.writeHead(202);
      staticfiles.middleware()(request, response, () => response.end('ours'));
    });
    const { status, body } = await server.get(url);
    assert.deepEqual([status, body.toString()], [202, 'ours']);
  });
});
