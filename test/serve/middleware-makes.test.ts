// The middleware makes what it is asked for, and keeps serving what it has made.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import express from 'express';
import { createStaticfiles } from '../support/create.ts';
import { useServers } from '../support/http.ts';
import { collectLog } from '../support/log.ts';
import { createSite, type Files } from '../support/site.ts';

type Options = Partial<Parameters<typeof createStaticfiles>[0]>;

const IMMUTABLE = 'public, max-age=31536000, immutable';
const FILES = { 'css/a.css': 'a{background:url(../img/x.gif)}', 'img/x.gif': 'GIF89a' };

/** Two instances of one site with an outDir each, as two servers have them. */
function twoServers(files: Files = FILES, options: Options = {}) {
  const site = createSite(files);
  const base = { roots: [site.root], logger: collectLog(), ...options };
  const otherDir = path.join(site.dir, 'other');
  const first = createStaticfiles({ ...base, outDir: site.outDir });
  const second = createStaticfiles({ ...base, outDir: otherDir });
  return { site, first, second, otherDir };
}

describe('middleware of a server that has not rendered', () => {
  const servers = useServers();

  it('makes and serves a picture that another server has rendered', async () => {
    const { first, second, otherDir } = twoServers();
    const server = await servers.serve(second.middleware());
    const url = first.staticfile('/img/x.gif');
    const answer = await server.get(url);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], IMMUTABLE);
    assert.equal(answer.body.toString(), 'GIF89a');
    assert.equal(fs.readFileSync(path.join(otherDir, url), 'utf8'), 'GIF89a');
  });

  it('makes and serves a sheet and then its picture', async () => {
    const { site, first, second, otherDir } = twoServers();
    const server = await servers.serve(second.middleware());
    const url = first.staticfile('/css/a.css');
    const sheet = await server.get(url);
    assert.equal(sheet.status, 200);
    assert.equal(sheet.body.toString(), site.read(`out${url}`));
    assert.equal(fs.readFileSync(path.join(otherDir, url), 'utf8'), site.read(`out${url}`));
    const reference = /url\((.*)\)/.exec(sheet.body.toString())?.[1] ?? '';
    const picture = await server.get(path.posix.join('/css', reference));
    assert.equal(picture.status, 200);
    assert.equal(picture.body.toString(), 'GIF89a');
  });

  it('does not make a version that the source does not have', async () => {
    const { site, first, second, otherDir } = twoServers();
    const server = await servers.serve(second.middleware());
    const url = first.staticfile('/img/x.gif');
    site.write('img/x.gif', 'edited on the second server');
    const answer = await server.get(url);
    assert.equal(answer.status, 404);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(fs.existsSync(path.join(otherDir, url)), false);
  });
});

describe('middleware of a server that has not rendered, asked in other ways', () => {
  const servers = useServers();

  it('knows the modules of a circle that lie beside their sources, without a cache', async () => {
    const site = createSite({ 'a.js': 'import "./b.js";a()', 'b.js': 'import "./a.js";b()' });
    // outputs lie beside the sources, and nothing is cached
    const options = { roots: [site.root], logger: collectLog() };
    const url = createStaticfiles(options).staticfile('/a.js');
    const server = await servers.serve(createStaticfiles(options).middleware());
    const answer = await server.get(url);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], IMMUTABLE);
    assert.equal(answer.body.toString(), site.read(`root${url}`));
  });

  it('serves a file of another tool that has the shape of a version as a source', async () => {
    const site = createSite({ 'a.js': 'a()', 'a.0123456789ab.js': 'other()' });
    // outputs lie beside the sources, and nothing is cached
    const options = { roots: [site.root], logger: collectLog() };
    const server = await servers.serve(createStaticfiles(options).middleware());
    const answer = await server.get('/a.0123456789ab.js');
    assert.equal(answer.body.toString(), 'other()');
    assert.equal(answer.headers['cache-control'], 'no-cache');
  });

  it('makes it after a wrong version was asked for', async () => {
    const { first, second } = twoServers();
    const server = await servers.serve(second.middleware());
    assert.equal((await server.get('/img/x.0123456789ab.gif')).status, 404);
    assert.equal((await server.get(first.staticfile('/img/x.gif'))).status, 200);
  });

  it('makes it under a name prefix', async () => {
    const { first, second, otherDir } = twoServers(FILES, { namePrefix: '/forever' });
    const server = await servers.serve(second.middleware());
    const url = first.staticfile('/img/x.gif');
    assert.match(url, /^\/forever\/img\/x\./);
    assert.equal((await server.get(url)).status, 200);
    assert.ok(fs.existsSync(path.join(otherDir, url.slice('/forever'.length))));
  });

  it('makes what two clients ask for at the same time', async () => {
    const { first, second } = twoServers();
    const server = await servers.serve(second.middleware());
    const url = first.staticfile('/css/a.css');
    const answers = await Promise.all([server.get(url), server.get(url), server.get(url)]);
    assert.deepEqual(
      answers.map((answer) => answer.status),
      [200, 200, 200],
    );
  });
});

function oneServer(files: Files, options: Options = {}) {
  const site = createSite(files);
  const base = { roots: [site.root], outDir: site.outDir, debug: true, ...options };
  return { site, base, staticfiles: createStaticfiles(base) };
}

describe('middleware and old versions', () => {
  const servers = useServers();

  it('serves an old version that is left on disk', async () => {
    const { site, staticfiles } = oneServer(FILES);
    const server = await servers.serve(staticfiles.middleware());
    const old = staticfiles.staticfile('/img/x.gif');
    site.write('img/x.gif', 'edited');
    assert.notEqual(staticfiles.staticfile('/img/x.gif'), old);
    const answer = await server.get(old);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], IMMUTABLE);
    assert.equal(answer.body.toString(), 'GIF89a');
  });

  it('serves it after a restart', async () => {
    const { site, base, staticfiles } = oneServer(FILES);
    const old = staticfiles.staticfile('/css/a.css');
    const bytes = site.read(`out${old}`);
    site.write('css/a.css', 'b{color:red}');
    const restarted = createStaticfiles(base);
    const server = await servers.serve(restarted.middleware());
    const answer = await server.get(old);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], IMMUTABLE);
    assert.equal(answer.body.toString(), bytes);
  });
});

describe('middleware and outputs that have been tampered with', () => {
  const servers = useServers();

  it('makes an output again that has been removed', async () => {
    const { site, staticfiles } = oneServer(FILES);
    const server = await servers.serve(staticfiles.middleware());
    const url = staticfiles.staticfile('/img/x.gif');
    fs.rmSync(site.outDir, { recursive: true });
    const answer = await server.get(url);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], IMMUTABLE);
    assert.equal(answer.body.toString(), 'GIF89a');
  });

  it('does not serve an old version that is torn', async () => {
    const { site, base, staticfiles } = oneServer(FILES);
    const old = staticfiles.staticfile('/img/x.gif');
    site.write('img/x.gif', 'edited');
    fs.writeFileSync(path.join(site.outDir, old), 'GIF');
    const server = await servers.serve(createStaticfiles(base).middleware());
    const answer = await server.get(old);
    assert.equal(answer.status, 404);
    assert.equal(answer.headers['cache-control'], 'no-store');
  });

  it('serves the right bytes where a torn output was left before the start', async () => {
    const { site, base, staticfiles } = oneServer(FILES);
    const url = staticfiles.staticfile('/img/x.gif');
    fs.writeFileSync(path.join(site.outDir, url), 'GIF');
    const server = await servers.serve(createStaticfiles(base).middleware());
    const answer = await server.get(url);
    assert.equal(answer.status, 200);
    assert.equal(answer.body.toString(), 'GIF89a');
  });
});

describe('middleware without an outDir', () => {
  const servers = useServers();

  async function beside() {
    const site = createSite(FILES);
    const staticfiles = createStaticfiles({ roots: [site.root], debug: true });
    return { site, staticfiles, server: await servers.serve(staticfiles.middleware()) };
  }

  it('serves outputs beside their sources for ever', async () => {
    const { site, staticfiles, server } = await beside();
    const url = staticfiles.staticfile('/css/a.css');
    const answer = await server.get(url);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], IMMUTABLE);
    assert.equal(answer.body.toString(), site.read(`root${url}`));
  });

  it('serves sources with no-cache', async () => {
    const { staticfiles, server } = await beside();
    staticfiles.staticfile('/img/x.gif');
    const answer = await server.get('/img/x.gif');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], 'no-cache');
  });

  it('serves an old version that is left beside the source', async () => {
    const { site, staticfiles, server } = await beside();
    const old = staticfiles.staticfile('/img/x.gif');
    site.write('img/x.gif', 'edited');
    staticfiles.staticfile('/img/x.gif');
    const answer = await server.get(old);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], IMMUTABLE);
    assert.equal(answer.body.toString(), 'GIF89a');
  });
});

describe('middleware under a name prefix and a path', () => {
  const servers = useServers();

  it('serves the uri with the name prefix, from a file without it', async () => {
    const { site, staticfiles } = oneServer(FILES, { namePrefix: '/forever' });
    const server = await servers.serve(staticfiles.middleware());
    const url = staticfiles.staticfile('/img/x.gif');
    assert.ok(fs.existsSync(path.join(site.outDir, url.replace(/^\/forever/, ''))));
    const answer = await server.get(url);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], IMMUTABLE);
  });

  it('serves under the path that Express mounts it at', async () => {
    const { staticfiles } = oneServer(FILES, { mediaUrl: '/shop' });
    const app = express();
    app.use('/shop', staticfiles.middleware());
    const server = await servers.serve((req, res) => app(req, res));
    const url = staticfiles.staticfile('/img/x.gif');
    assert.match(url, /^\/shop\/img\/x\./);
    assert.equal((await server.get(url)).headers['cache-control'], IMMUTABLE);
    assert.equal((await server.get('/shop/img/x.gif')).status, 200);
    assert.equal((await server.get('/img/x.gif')).status, 404);
  });
});
