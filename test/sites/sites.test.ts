// Kinds of sites, in Chromium: the same pictures with the package, nothing that fails, and no more bytes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { contentType } from 'mime-types';
import { useBrowser } from '../examples/support/browser.ts';
import { eleventyVersions } from '../serve/eleventy/support/command.ts';
import { useFixtures } from '../support/fixtures.ts';
import { sampled } from '../support/sampled.ts';
import { buildSite, countLines, makeSite } from './support/made-site.ts';
import { useSiteProcesses } from './support/site-process.ts';
import { SITES, type SiteKind } from './support/sites.ts';

interface Look {
  readonly picture: string;
  readonly html: string;
  readonly failed: readonly string[];
  readonly bytes: number;
  readonly urls: readonly string[];
}

/** One that needs no loader and no build comes first. */
const cheapFirst = (a: SiteKind, b: SiteKind): number =>
  Number(b.name === 'koa') - Number(a.name === 'koa');
const VERSIONED = /\.[0-9a-f]{12}\.\w+$/;
const EDIT = '\nbody { background: red !important }\n';

describe('a site of the kind', function () {
  this.timeout(120_000);
  useFixtures();
  const browser = useBrowser();
  const processes = useSiteProcesses();
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
  });

  async function lookAt(origin: string): Promise<Look> {
    return browser.onPage('about:blank', async (page) => {
      const failed: string[] = [];
      const urls: string[] = [];
      const sizes: Promise<number>[] = [];
      page.on('pageerror', (error) => failed.push(error.message));
      page.on('response', (response) => {
        const { pathname } = new URL(response.url());
        urls.push(pathname);
        if (response.status() >= 400 && pathname !== '/favicon.ico') failed.push(pathname);
        sizes.push(
          response.body().then(
            ({ length }) => length,
            () => 0,
          ),
        );
      });
      await page.goto(origin, { waitUntil: 'networkidle' });
      const picture = (await page.screenshot({ animations: 'disabled' })).toString('base64');
      const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
      return { picture, html: await page.content(), failed, bytes, urls };
    });
  }

  async function serveFolder(dir: string): Promise<string> {
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://site');
      const file = path.join(dir, pathname === '/' ? 'index.html' : pathname);
      if (fs.existsSync(file)) {
        response.setHeader('Content-Type', contentType(path.basename(file)) || '');
        response.end(fs.readFileSync(file));
      } else response.writeHead(404).end();
    });
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    server.unref();
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Opens it; answers its origin, and what shows an edit. */
  async function open(kind: SiteKind, dir: string, env: NodeJS.ProcessEnv = {}, at = 0) {
    if (kind.start !== undefined) {
      const { origin } = await processes.start(dir, kind.start, env);
      return { origin, renew: () => {} };
    }
    const [first = assert.fail()] = eleventyVersions();
    const build = () => buildSite(dir, kind, eleventyVersions()[at] ?? first);
    build();
    return { origin: await serveFolder(path.join(dir, '_site')), renew: build };
  }

  function expectSame(after: Look, before: Look): void {
    assert.deepEqual(after.failed, []);
    assert.ok(after.picture === before.picture, 'pixels differ');
    const files = after.urls.filter((url) => url !== '/' && url !== '/favicon.ico');
    assert.deepEqual(
      files.filter((url) => !VERSIONED.test(url)),
      [],
    );
    assert.ok(after.urls.length <= before.urls.length, `${after.urls}, ${before.urls}`);
    // names are longer by the version, in pages and in sheets
    const names = 40 * after.urls.length + before.bytes / 1000;
    assert.ok(after.bytes <= before.bytes + names, `${after.bytes}, ${before.bytes}`);
  }

  /** What a site looks like without the package; its production looks the same. */
  const looksBefore = new Map<string, Look>();
  async function lookBefore(kind: SiteKind, at = 0): Promise<Look> {
    const key = `${kind.name} ${at}`;
    const look =
      looksBefore.get(key) ??
      (await lookAt((await open(kind, makeSite(kind, false), {}, at)).origin));
    looksBefore.set(key, look);
    return look;
  }

  for (const kind of sampled('kinds of sites', 1, [...SITES].sort(cheapFirst))) {
    const versions = kind.build?.[0] === 'ELEVENTY' ? eleventyVersions() : [{ name: 'its server' }];
    for (const [at, { name }] of versions.entries()) {
      it(`${kind.name} looks the same, and shows an edit (${name})`, async () => {
        const before = await lookBefore(kind, at);
        assert.deepEqual(before.failed, []);
        const dir = makeSite(kind, true);
        const { origin, renew } = await open(kind, dir, {}, at);
        expectSame(await lookAt(origin), before);
        fs.appendFileSync(path.join(dir, kind.sheet), EDIT);
        renew();
        const edited = await lookAt(origin);
        assert.deepEqual(edited.failed, []);
        assert.ok(edited.picture !== before.picture, 'no edit');
      });
    }

    if (kind.start === undefined) continue;
    for (const isFromManifest of sampled('ways of production', 1, [true, false])) {
      it(`${kind.name} looks the same in production${isFromManifest ? ', from a manifest' : ''}`, async () => {
        const before = await lookBefore(kind);
        const dir = makeSite(kind, true);
        if (isFromManifest) buildManifest(dir);
        const env = {
          NODE_ENV: 'production',
          ...(isFromManifest && { MANIFEST: 'manifest.json' }),
        };
        const { origin } = await open(kind, dir, env);
        expectSame(await lookAt(origin), before);
      });
    }
  }
});

function buildManifest(dir: string): void {
  const args = [
    path.resolve('dist/bin.js'),
    'build',
    '--include',
    '/**/*',
    '--manifest',
    'manifest.json',
    'views',
  ];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: dir, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

describe('the table of kinds of sites in docs/hosts.md', () => {
  const text = fs.readFileSync('docs/hosts.md', 'utf8');
  for (const kind of SITES) {
    it(`counts the lines of ${kind.name}`, () => {
      const { added, removed } = countLines(kind);
      assert.ok(text.includes(`\`${kind.name}\` | ${added} | ${removed} |`), `${added} ${removed}`);
    });
  }
});
