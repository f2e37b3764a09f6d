// The URL that a page gets is the URL that is served: under a media URL, a prefix, and wherever the handler is mounted.
import assert from 'node:assert/strict';
import express from 'express';
import type { StaticfilesOptions } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { useServers } from '../support/http.ts';
import { createSite } from '../support/site.ts';

function makeSite(options: Partial<StaticfilesOptions>) {
  const site = createSite({
    'img/x.gif': 'plain',
    'shop/img/x.gif': 'in shop',
    'css/a.css': 'a { background: url(../img/x.gif) }',
  });
  return createStaticfiles({ roots: [site.root], outDir: site.outDir, ...options });
}

/** Options, and where the handler is mounted besides `/`. */
const KINDS: readonly [options: Partial<StaticfilesOptions>, mount: string][] = [
  [{}, '/'],
  [{ mediaUrl: '/shop' }, '/shop'],
  [{ mediaUrl: '/shop/' }, '/shop/'],
  [{ mediaUrl: '/büro/a b' }, '/'],
  [{ namePrefix: '/assets' }, '/assets'],
  [{ mediaUrl: '/shop', namePrefix: '/assets' }, '/shop'],
  [{ mediaUrl: '/shop', namePrefix: '/assets' }, '/shop/assets'],
];

describe('the URL of a page is served', () => {
  const servers = useServers();

  for (const [options, mount] of KINDS) {
    for (const at of new Set(['/', mount])) {
      it(`${JSON.stringify(options)} with the handler at ${at}`, async () => {
        const staticfiles = makeSite(options);
        const app = express();
        app.use(at, staticfiles.middleware());
        const server = await servers.serve(app);
        for (const [path, body] of [
          ['/img/x.gif', 'plain'],
          ['/shop/img/x.gif', 'in shop'],
        ] as const) {
          const answer = await server.get(encodeURI(staticfiles.staticfile(path)));
          assert.deepEqual([answer.status, answer.body.toString()], [200, body]);
          assert.match(answer.headers['cache-control'] ?? '', /immutable/);
        }
        const sheet = await server.get(encodeURI(staticfiles.staticfile('/css/a.css')));
        assert.equal(sheet.status, 200);
      });
    }
  }

  it('also by handle()', async () => {
    for (const [options] of KINDS) {
      const staticfiles = makeSite(options);
      for (const path of ['/img/x.gif', '/shop/img/x.gif']) {
        const url = new URL(staticfiles.staticfile(path), 'http://site');
        assert.equal((await staticfiles.handle(new Request(url)))?.status, 200, url.href);
      }
    }
  });

  it('under a media URL that has a host and a path', async () => {
    const staticfiles = makeSite({ mediaUrl: 'https://cdn.example.com/base' });
    const server = await servers.serve(staticfiles.middleware());
    const { pathname } = new URL(staticfiles.staticfile('/img/x.gif'));
    assert.match(pathname, /^\/base\/img\//);
    assert.equal((await server.get(pathname)).status, 200);
  });

  it('in the absolute form that proxies send', async () => {
    const staticfiles = makeSite({});
    const server = await servers.serve(staticfiles.middleware());
    const url = staticfiles.staticfile('/img/x.gif');
    for (const origin of ['http://localhost', 'https://example.com:8443', 'HTTP://[::1]']) {
      assert.equal((await server.get(origin + url)).body.toString(), 'plain');
      assert.equal((await server.get(`${origin}/img/x.gif?a=1`)).body.toString(), 'plain');
      assert.equal((await server.get(origin)).status, 404);
    }
  });

  it('no-store says of a name that is not ours, once for all that it may mean', async () => {
    const staticfiles = makeSite({ mediaUrl: '/shop', namePrefix: '/assets' });
    const app = express();
    app.use('/shop', staticfiles.middleware());
    const server = await servers.serve(app);
    const answer = await server.get('/shop/assets/img/x.0123456789ab.gif');
    assert.deepEqual([answer.status, answer.headers['cache-control']], [404, 'no-store']);
  });
});
