// The middleware knows conditional requests, ranges and precompressed files.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { createStaticfiles } from '../support/create.ts';
import { type Answer, useServers } from '../support/http.ts';
import { createSite } from '../support/site.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const SHEET = 'a { color: red }\n'.repeat(40);

function makeSite() {
  const site = createSite({ 'css/a.css': SHEET, 'img/x.gif': '0123456789' });
  const staticfiles = createStaticfiles({ roots: [site.root], outDir: site.outDir });
  return { site, staticfiles, url: staticfiles.staticfile('/img/x.gif') };
}

describe('middleware and conditional requests', () => {
  const servers = useServers();

  it('answers 304 for a source whose ETag is known', async () => {
    const { staticfiles } = makeSite();
    const server = await servers.serve(staticfiles.middleware());
    const etag = (await server.get('/img/x.gif')).headers.etag ?? '';
    const answer = await server.get('/img/x.gif', { 'If-None-Match': etag });
    assert.equal(answer.status, 304);
    assert.equal(answer.body.length, 0);
    assert.equal(answer.headers.etag, etag);
    assert.equal(answer.headers['cache-control'], 'no-cache');
  });

  it('answers 200 for a source whose ETag is another', async () => {
    const { staticfiles } = makeSite();
    const server = await servers.serve(staticfiles.middleware());
    const answer = await server.get('/img/x.gif', { 'If-None-Match': '"other"' });
    assert.equal(answer.status, 200);
    assert.equal(answer.body.toString(), '0123456789');
  });

  it('answers 200 with another ETag for an edited source', async () => {
    const { site, staticfiles } = makeSite();
    const server = await servers.serve(staticfiles.middleware());
    const etag = (await server.get('/img/x.gif')).headers.etag ?? '';
    site.write('img/x.gif', 'edited');
    const answer = await server.get('/img/x.gif', { 'If-None-Match': etag });
    assert.equal(answer.status, 200);
    assert.notEqual(answer.headers.etag, etag);
    assert.equal(answer.body.toString(), 'edited');
  });

  it('answers 304 for a versioned output that the client has', async () => {
    const { staticfiles, url } = makeSite();
    const server = await servers.serve(staticfiles.middleware());
    const answer = await server.get(url, { 'If-None-Match': '*' });
    assert.equal(answer.status, 304);
    assert.equal(answer.headers['cache-control'], IMMUTABLE);
    assert.equal(answer.body.length, 0);
  });
});

describe('middleware and drawings that are packed', () => {
  const servers = useServers();

  it('says so, or browsers could not read them', async () => {
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg"/>';
    const site = createSite({ 'a.svgz': zlib.gzipSync(drawing) });
    const staticfiles = createStaticfiles({ roots: [site.root], outDir: site.outDir });
    const server = await servers.serve(staticfiles.middleware());
    for (const url of ['/a.svgz', staticfiles.staticfile('/a.svgz')]) {
      const answer = await server.get(url);
      assert.equal(answer.headers['content-encoding'], 'gzip');
      assert.equal(zlib.gunzipSync(answer.body).toString(), drawing);
    }
  });
});

describe('middleware and ranges', () => {
  const servers = useServers();

  async function range(range: string, target?: string): Promise<Answer> {
    const { staticfiles, url } = makeSite();
    const server = await servers.serve(staticfiles.middleware());
    return server.get(target ?? url, { Range: range });
  }

  it('answers 206 for a part of a versioned output', async () => {
    const answer = await range('bytes=2-4');
    assert.equal(answer.status, 206);
    assert.equal(answer.headers['content-range'], 'bytes 2-4/10');
    assert.equal(answer.headers['content-length'], '3');
    assert.equal(answer.body.toString(), '234');
  });

  it('answers 206 for the last bytes', async () => {
    const answer = await range('bytes=-3');
    assert.equal(answer.status, 206);
    assert.equal(answer.body.toString(), '789');
  });

  it('answers 206 for a part of a source', async () => {
    const answer = await range('bytes=8-', '/img/x.gif');
    assert.equal(answer.status, 206);
    assert.equal(answer.headers['content-range'], 'bytes 8-9/10');
    assert.equal(answer.body.toString(), '89');
  });

  for (const target of ['output', '/img/x.gif']) {
    it(`answers a part with If-Range only for the very tag: ${target}`, async () => {
      const { staticfiles, url } = makeSite();
      const server = await servers.serve(staticfiles.middleware());
      const file = target === 'output' ? url : target;
      const tag = (await server.get(file)).headers.etag ?? '';
      const statuses = [
        tag,
        `W/${tag}`,
        `"other", ${tag}`,
        '"other"',
        new Date().toUTCString(),
      ].map(
        async (ifRange) =>
          (await server.get(file, { Range: 'bytes=2-4', 'If-Range': ifRange })).status,
      );
      assert.deepEqual(await Promise.all(statuses), [206, 200, 200, 200, 200]);
    });
  }

  it('answers 416 for a part behind the end', async () => {
    const answer = await range('bytes=10-');
    assert.equal(answer.status, 416);
    assert.equal(answer.headers['content-range'], 'bytes */10');
  });

  it('answers 416 for a source, too', async () => {
    assert.equal((await range('bytes=10-', '/img/x.gif')).status, 416);
  });
});

/** A rendered sheet with `.br` and `.gz` (or only one of them) beside its output. */
function precompressed(kinds: readonly ('.br' | '.gz')[]) {
  const { site, staticfiles } = makeSite();
  const url = staticfiles.staticfile('/css/a.css');
  const file = path.join(site.outDir, url);
  const made = { '.br': zlib.brotliCompressSync(SHEET), '.gz': zlib.gzipSync(SHEET) };
  for (const kind of kinds) fs.writeFileSync(file + kind, made[kind]);
  return { staticfiles, site, url };
}

describe('middleware and precompressed files', () => {
  const servers = useServers();

  async function ask(kinds: readonly ('.br' | '.gz')[], accept?: string): Promise<Answer> {
    const { staticfiles, url } = precompressed(kinds);
    const server = await servers.serve(staticfiles.middleware());
    return server.get(url, accept === undefined ? {} : { 'Accept-Encoding': accept });
  }

  function assertSheet(answer: Answer): void {
    assert.equal(answer.status, 200);
    assert.match(answer.headers['content-type'] ?? '', /^text\/css; ?charset=utf-8$/i);
    assert.equal(answer.headers['cache-control'], IMMUTABLE);
    assert.match(answer.headers.vary ?? '', /\baccept-encoding\b/i);
  }

  it('serves the .br file to a client that accepts br', async () => {
    const answer = await ask(['.br', '.gz'], 'gzip, deflate, br');
    assertSheet(answer);
    assert.equal(answer.headers['content-encoding'], 'br');
    assert.equal(zlib.brotliDecompressSync(answer.body).toString(), SHEET);
  });

  it('serves the .gz file to a client that accepts gzip only', async () => {
    const answer = await ask(['.br', '.gz'], 'gzip');
    assertSheet(answer);
    assert.equal(answer.headers['content-encoding'], 'gzip');
    assert.equal(zlib.gunzipSync(answer.body).toString(), SHEET);
  });

  const likes = {
    'br;q=0.1, gzip;q=0.9': 'gzip',
    'gzip;q=0.1, br;q=0.9': 'br',
    'gzip, br': 'br',
    '*': 'br',
    'br;q=0, *': 'gzip',
    'gzip;q=0.5, br;q=0.5, identity': undefined,
    'identity;q=0.1, gzip;q=0.2': 'gzip',
  };
  for (const [accept, encoding] of Object.entries(likes)) {
    it(`serves what the client likes best: ${accept}`, async () => {
      const answer = await ask(['.br', '.gz'], accept);
      assertSheet(answer);
      assert.equal(answer.headers['content-encoding'], encoding);
    });
  }

  it('serves neither where somebody else has put other bytes there', async () => {
    const { staticfiles, site, url } = precompressed([]);
    fs.writeFileSync(path.join(site.outDir, `${url}.br`), zlib.brotliCompressSync('foreign'));
    fs.writeFileSync(path.join(site.outDir, `${url}.gz`), 'foreign');
    const server = await servers.serve(staticfiles.middleware());
    const answer = await server.get(url, { 'Accept-Encoding': 'gzip, br' });
    assert.equal(answer.headers['content-encoding'], undefined);
    assert.equal(answer.body.toString(), SHEET);
  });

  it('serves the .gz file where there is no .br file', async () => {
    const answer = await ask(['.gz'], 'br, gzip');
    assert.equal(answer.headers['content-encoding'], 'gzip');
    assert.equal(zlib.gunzipSync(answer.body).toString(), SHEET);
  });
});

describe('middleware and clients that take no compressed file', () => {
  const servers = useServers();
  const refusals = { none: undefined, identity: 'identity', 'br;q=0, gzip;q=0': '', zstd: 'zstd' };

  for (const [name, accept] of Object.entries(refusals)) {
    it(`serves the plain file with Vary for Accept-Encoding: ${name}`, async () => {
      const { staticfiles, url } = precompressed(['.br', '.gz']);
      const server = await servers.serve(staticfiles.middleware());
      const value = accept === '' ? name : accept;
      const answer = await server.get(url, value === undefined ? {} : { 'Accept-Encoding': value });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-encoding'], undefined);
      assert.match(answer.headers.vary ?? '', /\baccept-encoding\b/i);
      assert.equal(answer.body.toString(), SHEET);
    });
  }

  it('serves the plain file where nothing lies beside it', async () => {
    const { staticfiles, url } = precompressed([]);
    const server = await servers.serve(staticfiles.middleware());
    const answer = await server.get(url, { 'Accept-Encoding': 'br, gzip' });
    assert.equal(answer.headers['content-encoding'], undefined);
    assert.equal(answer.body.toString(), SHEET);
  });
});
