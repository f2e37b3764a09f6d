// The site behind a real nginx: who serves what, compressed, and for how long.
import * as assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer, get, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import * as path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { FileProxy, Staticfiles, StaticfilesOptions } from '../../lib/index.ts';
import { closeAll, createAws, createProxy } from '../proxies/cloudfront/support/aws.ts';
import { createSite, type Files } from '../support/site.ts';

const folder = path.resolve('examples/nginx');

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Asks as a browser does that knows gzip; `fetch` would unpack the answer. */
function ask(url: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': 'gzip', ...more };
    get(url, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body: Buffer.concat(chunks) });
      });
    }).on('error', reject);
  });
}

describe('the site behind nginx', function () {
  this.timeout(60_000);
  const open: (() => Promise<unknown>)[] = [];

  before(function () {
    if (spawnSync('nginx', ['-v']).status !== 0) {
      console.log('    SKIPPED: no nginx here; install Debian\'s "nginx-light"');
      this.skip();
    }
  });
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
    await closeAll();
  });

  /** Node, and nginx before it, with folders of their own. */
  async function start(isBuilt: boolean, fileProxy: FileProxy[] = [], files: Files = {}) {
    const { dir, outDir, root, write } = createSite(files);
    const roots = [path.resolve('examples/hosts/static'), root];
    const cacheDir = path.join(dir, 'cache');
    if (isBuilt) {
      const config = path.join(folder, 'staticfile.config.js');
      const own = path.join(dir, 'staticfile.config.mjs');
      fs.symlinkSync(path.resolve('node_modules'), path.join(dir, 'node_modules'));
      const folders = { outDir, cacheDir, templates: path.resolve('examples/hosts/views') };
      write(
        '../staticfile.config.mjs',
        `import options from ${JSON.stringify(config)};
        export default { ...options, ...${JSON.stringify(folders)} };`,
      );
      const args = [path.resolve('dist/bin.js'), 'build', '--precompress', '--config', own];
      execFileSync(process.execPath, args, { cwd: folder });
    }
    const { createApp } = (await import(path.join(folder, 'site.js'))) as {
      createApp(options: Partial<StaticfilesOptions>): {
        app: RequestListener;
        staticfiles: Staticfiles;
      };
    };
    const { app, staticfiles } = createApp({ roots, outDir, cacheDir, fileProxy });
    const asked: string[] = [];
    const node = createServer((request, response) => {
      asked.push(request.url ?? '');
      app(request, response);
    });
    await new Promise<void>((resolve) => node.listen(0, '127.0.0.1', resolve));
    open.push(async () => node.close());
    const port = (node.address() as AddressInfo).port;
    const listen = `127.0.0.1:${await freePort()}`;
    const { startNginx } = (await import(path.join(folder, 'nginx.js'))) as {
      startNginx(places: object): { end(): Promise<void> };
    };
    const nginx = startNginx({
      folder: path.join(dir, 'nginx'),
      outDir,
      node: `127.0.0.1:${port}`,
      listen,
    });
    open.push(() => nginx.end());
    const origin = `http://${listen}`;
    const html = await untilAnswered(origin);
    const urlOf = (pattern: RegExp) => origin + (pattern.exec(html)?.[0] ?? '/nothing');
    return { origin, html, urlOf, asked, staticfiles, outDir };
  }

  it('has sheets and scripts compressed from nginx, for ever, without asking Node', async () => {
    const { urlOf, asked } = await start(true);
    const before = asked.length;
    const sheet = await ask(urlOf(/\/forever\/css\/[^"]+/));
    assert.equal(sheet.status, 200);
    assert.equal(sheet.headers['content-type'], 'text/css');
    assert.equal(sheet.headers['cache-control'], 'public, max-age=31536000, immutable');
    const picture = await ask(urlOf(/\/forever\/img\/[^"]+/));
    assert.equal(picture.status, 200);
    assert.equal(asked.length, before);
    assert.equal(sheet.headers['content-encoding'], 'gzip');
    assert.match(String(gunzipSync(sheet.body)), /mysprite/);
  });

  it('has them compressed for a CDN, which is told that there are two forms', async () => {
    const { urlOf } = await start(true);
    const url = urlOf(/\/forever\/css\/[^"]+/);
    const sheet = await ask(url, { via: '1.1 cdn.test' });
    assert.equal(sheet.headers['content-encoding'], 'gzip');
    assert.match(sheet.headers.vary ?? '', /Accept-Encoding/i);
    const plain = await ask(url, { 'accept-encoding': 'identity' });
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.match(plain.headers.vary ?? '', /Accept-Encoding/i);
    assert.match(await askByHttp10(url), /^HTTP\/1\.[01] 200[\s\S]*content-encoding: gzip/i);
  });

  it('gives modules a type that browsers run', async () => {
    const { origin, staticfiles } = await start(false, [], { 'js/m.mjs': 'export const a = 1;' });
    const url = origin + staticfiles.staticfile('/js/m.mjs');
    for (let round = 0; round < 2; round += 1) {
      const module = await ask(url);
      assert.equal(module.status, 200);
      assert.match(module.headers['content-type'] ?? '', /^text\/javascript/);
    }
  });

  it('gets from Node what is not there yet, and from nginx from then on', async () => {
    const { urlOf, asked, html } = await start(false);
    assert.match(html, /\/forever\/js\/page\.[0-9a-f]{12}\.js/);
    const url = urlOf(/\/forever\/js\/[^"]+/);
    const first = await ask(url);
    assert.equal(first.status, 200);
    assert.match(first.headers['cache-control'] ?? '', /immutable/);
    const before = asked.length;
    assert.equal((await ask(url)).status, 200);
    assert.equal(asked.length, before);
  });

  it('calls nothing immutable that has no version, and nothing that is not there', async () => {
    const { origin, outDir } = await start(true);
    const plain = await ask(`${origin}/img/mysprite.gif`);
    assert.equal(plain.status, 200);
    assert.equal(plain.headers['cache-control'], 'no-cache');
    // what keeps its name may lie in the folder of outputs, too
    fs.mkdirSync(path.join(outDir, 'img'), { recursive: true });
    fs.writeFileSync(path.join(outDir, 'img/plain.gif'), 'GIF89a');
    const kept = await ask(`${origin}/forever/img/plain.gif`);
    assert.doesNotMatch(kept.headers['cache-control'] ?? '', /immutable/);
    const missing = await ask(`${origin}/forever/img/none.0123456789ab.gif`);
    assert.equal(missing.status, 404);
    assert.doesNotMatch(missing.headers['cache-control'] ?? '', /immutable/);
  });

  it('is what the article had: CSS and JS from nginx, pictures from the CDN', async () => {
    const aws = await createAws();
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const proxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0 });
    const { origin, staticfiles } = await start(true, [proxy]);
    await staticfiles.settled({ ready: true, timeoutMs: 15_000 });
    const html = await untilAnswered(origin);
    const [, picture = ''] = /<img src="([^"]+)"/.exec(html) ?? [];
    assert.ok(picture.startsWith(`http://${domain}/static/forever/img/`), picture);
    assert.equal((await ask(picture)).status, 200);
    const [sheet = ''] = /\/forever\/css\/[^"]+/.exec(html) ?? [];
    const answer = await ask(origin + sheet);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'text/css');
  });
});

/** Asks in the language of old proxies. */
function askByHttp10(url: string): Promise<string> {
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('end', () => resolve(answer)).on('error', reject);
    socket.end(`GET ${pathname} HTTP/1.0\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n`);
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** nginx says nowhere that it is ready: it is asked until it answers. */
async function untilAnswered(url: string): Promise<string> {
  for (let turn = 0; ; turn += 1) {
    try {
      return String(gunzipIfNeeded(await ask(url)));
    } catch (error) {
      if (turn > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

function gunzipIfNeeded({ body, headers }: Answer): Buffer {
  return headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}
