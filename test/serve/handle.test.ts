// handle() answers a Request with what the middleware would have sent.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { createStaticfiles } from '../support/create.ts';
import { type Headers as GivenHeaders, useServers } from '../support/http.ts';
import { createSite } from '../support/site.ts';

const SHEET = 'a { color: red }\n'.repeat(40);

/** Headers that belong to a connection or a moment, not to the answer. */
const OF_THE_CONNECTION = ['connection', 'date', 'keep-alive', 'transfer-encoding'];

interface Asked {
  readonly method?: string;
  readonly target: string;
  readonly headers?: GivenHeaders;
}

function makeSite() {
  const site = createSite({ 'css/a.css': SHEET, 'img/x.gif': '0123456789' });
  const staticfiles = createStaticfiles({ roots: [site.root], outDir: site.outDir });
  const sheet = staticfiles.staticfile('/css/a.css');
  fs.writeFileSync(path.join(site.outDir, `${sheet}.br`), zlib.brotliCompressSync(SHEET));
  return { staticfiles, sheet, picture: staticfiles.staticfile('/img/x.gif') };
}

type Instance = ReturnType<typeof makeSite>['staticfiles'];

function handle(staticfiles: Instance, { method = 'GET', target, headers = {} }: Asked) {
  return staticfiles.handle(new Request(`http://127.0.0.1${target}`, { method, headers }));
}

function ofTheAnswer(headers: Iterable<[string, string]>): Record<string, string> {
  const kept = new Map([...headers].sort());
  for (const name of OF_THE_CONNECTION) kept.delete(name);
  if (kept.get('content-length') === '0') kept.delete('content-length');
  return Object.fromEntries(kept);
}

describe('handle', () => {
  const servers = useServers();

  /** Asks both ways, compares, and answers the status. */
  async function assertSame(staticfiles: Instance, asked: Asked): Promise<number> {
    const server = await servers.serve(staticfiles.middleware());
    const expected = await server.request(asked.method ?? 'GET', asked.target, asked.headers);
    const answer = await handle(staticfiles, asked);
    assert.ok(answer instanceof Response);
    assert.equal(answer.status, expected.status);
    const wanted = ofTheAnswer(Object.entries(expected.headers));
    assert.deepEqual(ofTheAnswer(answer.headers), wanted);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), Buffer.from(expected.body));
    return answer.status;
  }

  it('answers a versioned output', async () => {
    const { staticfiles, picture } = makeSite();
    assert.equal(await assertSame(staticfiles, { target: picture }), 200);
  });

  it('answers a source', async () => {
    const { staticfiles } = makeSite();
    assert.equal(await assertSame(staticfiles, { target: '/img/x.gif' }), 200);
  });

  it('answers a range', async () => {
    const { staticfiles, picture } = makeSite();
    const asked = { target: picture, headers: { range: 'bytes=2-4' } };
    assert.equal(await assertSame(staticfiles, asked), 206);
  });

  it('answers a range behind the end', async () => {
    const { staticfiles, picture } = makeSite();
    const asked = { target: picture, headers: { range: 'bytes=10-' } };
    assert.equal(await assertSame(staticfiles, asked), 416);
  });

  it('answers HEAD', async () => {
    const { staticfiles, picture } = makeSite();
    assert.equal(await assertSame(staticfiles, { method: 'HEAD', target: picture }), 200);
  });

  it('answers 304', async () => {
    const { staticfiles, picture } = makeSite();
    const headers = { 'if-none-match': '*' };
    assert.equal(await assertSame(staticfiles, { target: picture, headers }), 304);
  });

  it('answers a precompressed file', async () => {
    const { staticfiles, sheet } = makeSite();
    const headers = { 'accept-encoding': 'br' };
    assert.equal(await assertSame(staticfiles, { target: sheet, headers }), 200);
  });
});

describe('the Response of handle', () => {
  it('has the body and the headers of a versioned output', async () => {
    const { staticfiles, picture } = makeSite();
    const answer = await handle(staticfiles, { target: picture });
    const cacheControl = answer?.headers.get('cache-control');
    assert.equal(cacheControl, 'public, max-age=31536000, immutable');
    assert.equal(answer?.headers.get('content-type'), 'image/gif');
    assert.equal(await answer?.text(), '0123456789');
  });

  it('has the compressed body of a precompressed file', async () => {
    const { staticfiles, sheet } = makeSite();
    const headers = { 'accept-encoding': 'br' };
    const answer = await handle(staticfiles, { target: sheet, headers });
    assert.ok(answer);
    assert.equal(answer.headers.get('content-encoding'), 'br');
    const body = Buffer.from(await answer.arrayBuffer());
    assert.equal(zlib.brotliDecompressSync(body).toString(), SHEET);
  });

  it('has no body for HEAD', async () => {
    const { staticfiles, picture } = makeSite();
    const answer = await handle(staticfiles, { method: 'HEAD', target: picture });
    assert.equal(answer?.headers.get('content-length'), '10');
    assert.equal(await answer?.text(), '');
  });

  it('is made for a versioned output that was never rendered here', async () => {
    const { staticfiles, picture } = makeSite();
    const site = createSite({ 'img/x.gif': '0123456789' });
    const other = createStaticfiles({ roots: [site.root], outDir: site.outDir });
    const answer = await handle(other, { target: picture });
    assert.equal(answer?.status, 200);
    assert.equal(site.read(`out${picture}`), '0123456789');
    assert.equal((await handle(staticfiles, { target: picture }))?.status, 200);
  });
});

describe('handle answers undefined', () => {
  it('for what is not there', async () => {
    const { staticfiles } = makeSite();
    assert.equal(await handle(staticfiles, { target: '/img/no.gif' }), undefined);
    assert.equal(await handle(staticfiles, { target: '/' }), undefined);
    assert.equal(await handle(staticfiles, { target: '/img' }), undefined);
  });

  it('for a versioned name that is not ours', async () => {
    const { staticfiles } = makeSite();
    assert.equal(await handle(staticfiles, { target: '/img/x.0123456789ab.gif' }), undefined);
    assert.equal(await handle(staticfiles, { target: '/img/no.0123456789ab.gif' }), undefined);
  });

  it('for other methods', async () => {
    const { staticfiles, picture } = makeSite();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      assert.equal(await handle(staticfiles, { method, target: picture }), undefined);
      assert.equal(await handle(staticfiles, { method, target: '/img/x.gif' }), undefined);
    }
  });
});
