// One template, one folder of files, every host: the same page, and files that can be fetched.
import * as assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createSite } from '../support/site.ts';

type Options = { outDir: string; cacheDir: string; conversion: 'inline' };

/** A host that serves: a listener for Node's server. */
const servers: Readonly<Record<string, (app: never) => Promise<RequestListener>>> = {
  express: async (app: RequestListener) => app,
  fastify: async (app: { ready(): Promise<void>; routing: RequestListener }) => {
    await app.ready();
    return app.routing;
  },
  koa: async (app: { callback(): RequestListener }) => app.callback(),
  hono: async (app: { fetch: Parameters<typeof getRequestListener>[0] }) =>
    getRequestListener(app.fetch),
  'node-http': async (app: Server) => (request, response) =>
    void app.emit('request', request, response),
};

/** A host that answers a text. */
const renderers = ['metalsmith', 'precompiled', 'no-server'];

function load(name: string): Promise<{
  createApp(options: Options): unknown;
  render(options: Options): Promise<string> | string;
}> {
  return import(path.resolve('examples/hosts', `${name}.js`));
}

const URLS = [
  '/css/base_page.VERSION.css',
  '/img/mysprite.VERSION.gif',
  '/js/page.VERSION.js',
  '/img/mysprite.VERSION.gif',
];

function urlsIn(html: string): string[] {
  return [...html.matchAll(/\/(?:css|img|js)\/[^"<]+/g)].map(([url]) => url);
}

describe('the same template on every host', function () {
  this.timeout(60_000);
  const pages = new Map<string, string>();

  function options(): Options {
    const { outDir, dir } = createSite();
    // a server that does not wait for minifiers has another page at first
    return { outDir, cacheDir: path.join(dir, 'cache'), conversion: 'inline' };
  }

  for (const [name, listenerOf] of Object.entries(servers)) {
    it(`renders and serves with ${name}`, async () => {
      const { createApp } = await load(name);
      const server = createServer(await listenerOf((await createApp(options())) as never));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      try {
        const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const html = await (await fetch(origin)).text();
        pages.set(name, html.trim());
        for (const url of urlsIn(html)) {
          const response = await fetch(origin + url);
          assert.equal(response.status, 200, url);
          assert.match(response.headers.get('cache-control') ?? '', /immutable/);
          await response.arrayBuffer();
        }
        const missing = await fetch(`${origin}/img/none.123456789abc.gif`);
        assert.equal(missing.status, 404);
        assert.equal(missing.headers.get('cache-control'), 'no-store');
      } finally {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    });
  }

  for (const name of renderers) {
    it(`renders with ${name}`, async () => {
      const { render } = await load(name);
      pages.set(name, (await render(options())).trim());
    });
  }

  it('gives the same page everywhere', () => {
    const [first = ''] = pages.values();
    const plain = urlsIn(first).map((url) => url.replace(/[0-9a-f]{12}/, 'VERSION'));
    assert.deepEqual(plain, URLS);
    for (const [name, html] of pages) assert.equal(html, first, name);
    assert.equal(pages.size, Object.keys(servers).length + renderers.length);
  });
});
