// The middleware serves versioned outputs for ever and sources with a check.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import express from 'express';
import type { StaticfilesOptions } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { type Handler, type TestServer, useServers } from '../support/http.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const FILES = {
  'css/a.css': 'a{background:url(../img/x.gif)}',
  'js/a.js': 'let a = 1;',
  'img/x.gif': 'GIF89a',
  'img/a b.gif': 'spaced',
  'img/x.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'page.html': '<p>é</p>',
  'lib.0123456789ab.js': 'named by another tool',
};

function makeSite(options: Partial<StaticfilesOptions> = {}) {
  const site = createSite(FILES);
  const common = { roots: [site.root], outDir: site.outDir, logger: collectLog() };
  return { site, staticfiles: createStaticfiles({ ...common, ...options }) };
}

function version(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}

/** The two ways to mount the middleware, each as a handler of a plain server. */
const hosts: Record<string, (middleware: Handler) => Handler> = {
  'node:http': (middleware) => middleware,
  'Express 5': (middleware) => {
    const app = express();
    app.use(middleware);
    return (req, res) => app(req, res);
  },
};

for (const [host, mount] of Object.entries(hosts)) {
  describe(`middleware in ${host}`, () => {
    const servers = useServers();

    async function served() {
      const { staticfiles } = makeSite();
      return { staticfiles, server: await servers.serve(mount(staticfiles.middleware())) };
    }

    it('serves a versioned output for ever', async () => {
      const { staticfiles, server } = await served();
      const answer = await server.get(staticfiles.staticfile('/img/x.gif'));
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['cache-control'], IMMUTABLE);
      assert.equal(answer.body.toString(), 'GIF89a');
    });

    it('serves a source with no-cache and an ETag', async () => {
      const { server } = await served();
      const answer = await server.get('/img/x.gif');
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['cache-control'], 'no-cache');
      assert.match(answer.headers.etag ?? '', /^(W\/)?".+"$/);
      assert.equal(answer.body.toString(), 'GIF89a');
    });

    it('answers HEAD like GET, without a body', async () => {
      const { staticfiles, server } = await served();
      const answer = await server.request('HEAD', staticfiles.staticfile('/img/x.gif'));
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-length'], '6');
      assert.equal(answer.headers['cache-control'], IMMUTABLE);
      assert.equal(answer.body.length, 0);
    });

    it('leaves what is not there to the next handler', async () => {
      const { server } = await served();
      assert.equal((await server.get('/img/no.gif')).status, 404);
    });

    it('leaves a versioned name that is not ours to the next handler, not to be stored', async () => {
      const { server } = await served();
      const answer = await server.get('/img/no.0123456789ab.gif');
      assert.equal(answer.status, 404);
      assert.equal(answer.headers['cache-control'], 'no-store');
    });
  });
}

describe('middleware with plain node:http', () => {
  const servers = useServers();

  async function served(options: Partial<StaticfilesOptions> = {}) {
    const { staticfiles } = makeSite(options);
    return { staticfiles, server: await servers.serve(staticfiles.middleware()) };
  }

  async function contentType(server: TestServer, target: string): Promise<string> {
    const answer = await server.get(target);
    assert.equal(answer.status, 200, target);
    return (answer.headers['content-type'] ?? '').toLowerCase().replaceAll(' ', '');
  }

  it('serves text with its type and charset, versioned and as a source', async () => {
    const { staticfiles, server } = await served();
    const types = {
      '/css/a.css': 'text/css;charset=utf-8',
      '/js/a.js': 'text/javascript;charset=utf-8',
      '/page.html': 'text/html;charset=utf-8',
    };
    for (const [name, type] of Object.entries(types)) {
      assert.equal(await contentType(server, name), type);
      assert.equal(await contentType(server, staticfiles.staticfile(name)), type);
    }
  });

  it('serves pictures with their type', async () => {
    const { staticfiles, server } = await served();
    assert.equal(await contentType(server, staticfiles.staticfile('/img/x.gif')), 'image/gif');
    assert.match(await contentType(server, staticfiles.staticfile('/img/x.svg')), /^image\/svg\+/);
  });

  for (const nosniff of [false, true]) {
    it(`forbids to guess the type of outputs, and of sources with nosniff: ${nosniff}`, async () => {
      const { staticfiles, server } = await served({ nosniff });
      const header = async (target: string) =>
        (await server.get(target)).headers['x-content-type-options'];
      assert.equal(await header(staticfiles.staticfile('/img/x.gif')), 'nosniff');
      assert.equal(await header('/img/x.gif'), nosniff ? 'nosniff' : undefined);
    });
  }
});

describe('middleware with plain node:http and unusual requests', () => {
  const servers = useServers();

  async function served() {
    const { staticfiles } = makeSite();
    return { staticfiles, server: await servers.serve(staticfiles.middleware()) };
  }

  it('leaves other methods to the next handler', async () => {
    const { staticfiles, server } = await served();
    const url = staticfiles.staticfile('/img/x.gif');
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      for (const target of ['/img/x.gif', url]) {
        const answer = await server.request(method, target);
        assert.equal(answer.status, 404, `${method} ${target}`);
        assert.equal(answer.body.toString(), 'next handler');
      }
    }
  });

  it('serves a name that has to be encoded', async () => {
    const { staticfiles, server } = await served();
    const url = staticfiles.staticfile('/img/a b.gif');
    assert.equal(url, `/img/a%20b.${version('spaced')}.gif`);
    assert.equal((await server.get(url)).body.toString(), 'spaced');
    assert.equal((await server.get('/img/a%20b.gif')).body.toString(), 'spaced');
  });

  it('serves a versioned output with a query', async () => {
    const { staticfiles, server } = await served();
    const answer = await server.get(`${staticfiles.staticfile('/img/x.gif')}?a=/b.c`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], IMMUTABLE);
  });
});

describe('middleware and names of the versioned shape', () => {
  const servers = useServers();

  it('does not serve a wrong version of a file that exists', async () => {
    const { site, staticfiles } = makeSite();
    const server = await servers.serve(staticfiles.middleware());
    const answer = await server.get('/img/x.0123456789ab.gif');
    assert.equal(answer.status, 404);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.body.toString(), 'next handler');
    assert.equal(fs.existsSync(path.join(site.outDir, 'img/x.0123456789ab.gif')), false);
  });

  it('serves a source that another tool has named so as a source', async () => {
    const { staticfiles } = makeSite();
    const server = await servers.serve(staticfiles.middleware());
    const answer = await server.get('/lib.0123456789ab.js');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], 'no-cache');
    assert.equal(answer.body.toString(), 'named by another tool');
  });

  it('lets the next handler answer for such a name', async () => {
    const { staticfiles } = makeSite();
    const middleware = staticfiles.middleware();
    const server = await servers.serve((req, res) => {
      middleware(req, res, () => res.end('from the next one'));
    });
    const answer = await server.get('/img/no.0123456789ab.gif');
    assert.equal(answer.status, 200);
    assert.equal(answer.body.toString(), 'from the next one');
    assert.equal(answer.headers['cache-control'], 'no-store');
  });
});
