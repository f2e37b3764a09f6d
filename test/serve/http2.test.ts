// middleware() serves HTTP/2 as well, through the compatibility API of node:http2.
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createStaticfiles } from '../support/create.ts';
import { createSite } from '../support/site.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const FILES = { 'css/a.css': 'a{b:url(../img/x.gif)}', 'img/x.gif': '0123456789' };

interface Answer {
  readonly status: number;
  readonly headers: http2.IncomingHttpHeaders;
  readonly body: string;
}

type Send = (path: string, headers?: http2.OutgoingHttpHeaders) => Promise<Answer>;

const open: { server: http2.Http2Server; session: http2.ClientHttp2Session }[] = [];

async function closeAll(): Promise<void> {
  for (const { server, session } of open.splice(0)) {
    await new Promise<void>((resolve) => session.close(resolve));
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

async function serve(staticfiles: ReturnType<typeof createStaticfiles>): Promise<Send> {
  const middleware = staticfiles.middleware();
  const server = http2.createServer((request, response) => {
    const [req, res] = [request, response] as unknown as [IncomingMessage, ServerResponse];
    middleware(req, res, (error) => {
      response.statusCode = error === undefined ? 404 : 500;
      response.end('next handler');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const session = http2.connect(`http://127.0.0.1:${port}`);
  open.push({ server, session });
  return (path, headers = {}) => send(session, { ':path': path, ...headers });
}

function send(
  session: http2.ClientHttp2Session,
  requestHeaders: http2.OutgoingHttpHeaders,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const stream = session.request(requestHeaders);
    const chunks: Buffer[] = [];
    let answered: (http2.IncomingHttpHeaders & http2.IncomingHttpStatusHeader) | undefined;
    stream.on('response', (headers) => {
      answered = headers;
    });
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', reject);
    stream.on('end', () => {
      const status = answered?.[':status'] ?? 0;
      resolve({ status, headers: answered ?? {}, body: Buffer.concat(chunks).toString() });
    });
    stream.end();
  });
}

function makeSite() {
  const site = createSite(FILES);
  const staticfiles = createStaticfiles({ roots: [site.root], outDir: site.outDir });
  return { site, staticfiles, picture: staticfiles.staticfile('/img/x.gif') };
}

describe('middleware in an HTTP/2 server', () => {
  afterEach(closeAll);

  it('serves a versioned output for ever', async () => {
    const { staticfiles, picture } = makeSite();
    const { status, headers, body } = await (await serve(staticfiles))(picture);
    assert.equal(status, 200);
    assert.equal(headers['cache-control'], IMMUTABLE);
    assert.equal(headers['content-type'], 'image/gif');
    assert.equal(headers['content-length'], '10');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(body, '0123456789');
  });

  it('serves a source with no-cache and an ETag', async () => {
    const request = await serve(makeSite().staticfiles);
    const { status, headers, body } = await request('/img/x.gif');
    assert.equal(status, 200);
    assert.equal(headers['cache-control'], 'no-cache');
    assert.ok(headers.etag);
    assert.equal(body, '0123456789');
    const again = await request('/img/x.gif', { 'if-none-match': headers.etag });
    assert.deepEqual([again.status, again.body], [304, '']);
  });

  it('makes an output that was never rendered here', async () => {
    const { picture } = makeSite();
    const site = createSite(FILES);
    const other = createStaticfiles({ roots: [site.root], outDir: site.outDir });
    const { status, body } = await (await serve(other))(picture);
    assert.deepEqual([status, body], [200, '0123456789']);
  });

  it('serves a sheet and a range', async () => {
    const { site, staticfiles, picture } = makeSite();
    const request = await serve(staticfiles);
    const sheet = staticfiles.staticfile('/css/a.css');
    assert.equal((await request(sheet)).body, site.read(`out${sheet}`));
    const part = await request(picture, { range: 'bytes=2-4' });
    assert.deepEqual([part.status, part.body], [206, '234']);
    assert.equal(part.headers['content-range'], 'bytes 2-4/10');
  });

  it('answers HEAD, and a range behind the end', async () => {
    const { staticfiles, picture } = makeSite();
    const request = await serve(staticfiles);
    const head = await request(picture, { ':method': 'HEAD' });
    assert.deepEqual([head.status, head.body], [200, '']);
    assert.equal(head.headers['content-length'], '10');
    const behind = await request(picture, { range: 'bytes=10-' });
    assert.equal(behind.status, 416);
    assert.equal(behind.headers['content-range'], 'bytes */10');
  });

  it('hands on what is not there, and versions that are not ours with no-store', async () => {
    const request = await serve(makeSite().staticfiles);
    const missing = await request('/img/no.gif');
    assert.deepEqual([missing.status, missing.body], [404, 'next handler']);
    const stranger = await request('/img/x.0123456789ab.gif');
    assert.deepEqual([stranger.status, stranger.body], [404, 'next handler']);
    assert.equal(stranger.headers['cache-control'], 'no-store');
  });
});
