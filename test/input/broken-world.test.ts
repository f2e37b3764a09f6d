// A world that refuses what programs take for granted: a page, a server and a build go on.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Disk, nodeDisk } from '../../lib/files/disk.ts';
import { createStaticfiles } from '../support/create.ts';
import { diskError } from '../support/disk.ts';
import { useServers } from '../support/http.ts';
import { hash, makeInstance } from '../support/instance.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const SIZE_BYTES = 3 * 1024 ** 3;

/** Where `statx` is refused, Node says with `throwIfNoEntry: false` that there is no file. */
function diskWithout(calls: readonly (keyof Disk)[], code: string): { disk: Disk; asked: number } {
  const counted = { disk: nodeDisk, asked: 0 };
  const refuse = (_file: unknown, options?: { throwIfNoEntry?: boolean }) => {
    counted.asked += 1;
    if (options?.throwIfNoEntry === false) return undefined;
    throw diskError(code);
  };
  counted.disk = { ...nodeDisk, ...Object.fromEntries(calls.map((call) => [call, refuse])) };
  return counted;
}

describe('where a file may not be looked at', () => {
  for (const code of ['EPERM', 'ENOSYS']) {
    for (const calls of [['statSync'], ['statSync', 'lstatSync', 'fstatSync']] as const) {
      it(`a render returns, and next to nothing is written: ${calls.join(', ')} ${code}`, () => {
        const site = createSite({ 'a.gif': 'a', 'a.css': 'a{b:url(a.gif)}' });
        const { disk } = diskWithout(calls, code);
        const cacheDir = path.join(site.dir, 'cache');
        let ms = Date.now();
        const options = { roots: site.root, outDir: site.outDir, cacheDir, logger: collectLog() };
        const staticfiles = createStaticfiles(options, { disk, now: () => ms });
        for (let times = 0; times < 20; times += 1) {
          assert.match(staticfiles.staticfile('/a.css'), /^\/a(?:\.[0-9a-f]{12})?\.css$/);
          assert.match(staticfiles.slimfile('/a.css'), /^\/a(?:\.[0-9a-f]{12})?\.css$/);
          ms += 1500;
        }
        const sizes = site.list('cache').map((name) => fs.statSync(path.join(cacheDir, name)).size);
        assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 20_000, `${sizes}`);
      });
    }
  }
});

describe('a file of more than 2 GiB', () => {
  const servers = useServers();

  function makeLarge() {
    const instance = makeInstance({ 'film.mp4': '' }, { debug: false });
    fs.truncateSync(path.join(instance.site.root, 'film.mp4'), SIZE_BYTES);
    return instance;
  }

  it('gets its plain URL, and the page says why', () => {
    const { staticfiles, log } = makeLarge();
    assert.equal(staticfiles.staticfile('/film.mp4'), '/film.mp4');
    assert.match(log.warnings.join(), /"\/film\.mp4" .*2 GiB/);
  });

  it('is served in ranges, by both handlers', async () => {
    const { staticfiles } = makeLarge();
    const from = SIZE_BYTES - 10;
    const headers = { Range: `bytes=${from}-` };
    const server = await servers.serve(staticfiles.middleware());
    const answer = await server.get('/film.mp4', headers);
    assert.equal(answer.status, 206);
    assert.deepEqual(answer.body, Buffer.alloc(10));
    assert.equal(answer.headers['content-range'], `bytes ${from}-${SIZE_BYTES - 1}/${SIZE_BYTES}`);
    const response = await staticfiles.handle(new Request('http://site/film.mp4', { headers }));
    assert.equal(response?.status, 206);
    assert.equal((await response?.arrayBuffer())?.byteLength, 10);
  });
});

describe('a name with letters that headers do not take', () => {
  const servers = useServers();
  type Parts = { stem: string; ext: string; version: string };
  const namings: Readonly<Record<string, (parts: Parts) => string>> = {
    'that can be read': ({ stem, ext, version }) => `${stem}.ж"${version}${ext}`,
    'that can not': ({ stem, ext, version }) => `${stem}${stem}ж"${version}${ext}`,
  };

  for (const [name, naming] of Object.entries(namings)) {
    it(`is served with an ETag, to both handlers: ${name}`, async () => {
      const { staticfiles } = makeInstance({ 'a.gif': 'gif' }, { naming });
      const url = staticfiles.staticfile('/a.gif');
      assert.ok(url.includes(hash('gif')));
      const server = await servers.serve(staticfiles.middleware());
      const answer = await server.get(url);
      assert.deepEqual([answer.status, answer.body.toString()], [200, 'gif']);
      assert.match(answer.headers.etag ?? '', /^"[\x21\x23-\x7e]+"$/);
      const again = await server.get(url, { 'If-None-Match': answer.headers.etag ?? '' });
      assert.equal(again.status, 304);
      const response = await staticfiles.handle(new Request(`http://site${url}`));
      assert.equal(await response?.text(), 'gif');
    });
  }
});

describe('what others vary their answers by', () => {
  const servers = useServers();
  const cases: Readonly<Record<string, string>> = {
    Origin: 'Origin, Accept-Encoding',
    'accept-encoding': 'accept-encoding',
    '*': '*',
  };

  for (const [before, after] of Object.entries(cases)) {
    it(`is extended: ${before}`, async () => {
      const { staticfiles, site } = makeInstance({ 'a.css': 'a{b:c}'.repeat(100) });
      const url = staticfiles.staticfile('/a.css');
      const { gzipSync } = await import('node:zlib');
      fs.writeFileSync(path.join(site.outDir, `${url}.gz`), gzipSync('a{b:c}'.repeat(100)));
      const serve = staticfiles.middleware();
      const server = await servers.serve((request, response, next) => {
        response.setHeader('Vary', before);
        serve(request, response, next);
      });
      const answer = await server.get(url, { 'Accept-Encoding': 'gzip' });
      assert.deepEqual([answer.status, answer.headers.vary], [200, after]);
    });
  }
});
