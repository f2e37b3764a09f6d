// A process that starts on a site that another has converted: nothing is made twice.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheDirOf, readCache, type Server, startServer } from '../processes/support/server.ts';
import { createSite, type Site } from '../support/site.ts';

const FILES = {
  'css/main.css': '@import "base.css"; b { background: url(../img/x.gif) }',
  'css/base.css': 'i { background: url("../img/y.png?v=1#f") }',
  'css/other.css': 'a { color: red }',
  'img/x.gif': 'gif',
  'img/y.png': 'png',
  'js/a.js': 'a()',
  'js/b.js': 'b()',
};
const PATHS = [
  '/css/main.css',
  '/css/base.css',
  '/css/other.css',
  '/img/x.gif',
  '/img/y.png',
  '/js/a.js',
  '/js/a.js; /js/b.js',
  '/css/base.css; /css/other.css',
];
const OUTPUTS = PATHS.map((each) => each.split(/; .*\/|\//).at(-1) ?? '').slice(0, 6);

/** A site that a process has converted, and what that process has answered. */
function convertedSite(): { site: Site; urls: string[]; first: Server } {
  const site = createSite(FILES);
  const first = startServer(site);
  return { site, urls: first.urls(PATHS), first };
}

describe('a second process on the same site', () => {
  it('answers the same URLs and says new and cached for every output', () => {
    const { site, urls, first } = convertedSite();
    for (const name of OUTPUTS) assert.equal(first.flags(name), 'new checked', name);
    const second = startServer(site);
    assert.deepEqual(second.urls(PATHS), urls);
    for (const name of OUTPUTS) assert.equal(second.flags(name), 'new checked cached', name);
    assert.equal(second.flags('a_b.js'), 'new checked cached');
    assert.deepEqual(second.log.warnings, []);
  });

  it('writes nothing, and reads no source and no output', () => {
    const { site } = convertedSite();
    const before = readCache(site);
    const { disk, urls } = startServer(site);
    disk.reset();
    urls(PATHS);
    const calls = ['writeSync', 'writeFileSync', 'copyFileSync', 'readFileSync'] as const;
    assert.deepEqual(calls.map(disk.count), [0, 0, 0, 0]);
    assert.deepEqual(disk.published(), []);
    assert.equal(readCache(site), before);
  });

  it('is told the same files, sources and references', () => {
    const site = createSite(FILES);
    const infos = [1, 2].map(() => {
      const told: unknown[] = [];
      const server = startServer(site, {
        fileProxy: (uri, { filepath, sources, references }) => {
          told.push({ uri, filepath, sources, references });
          return uri;
        },
      });
      server.urls(PATHS);
      return told;
    });
    assert.deepEqual(infos[1], infos[0]);
  });

  it('knows what the first converts while both run', () => {
    const site = createSite(FILES);
    const [first, second] = [startServer(site), startServer(site)];
    const url = first.url('/css/main.css');
    assert.equal(second.url('/css/main.css'), url);
    assert.equal(second.flags('main.css'), 'new checked cached');
    assert.deepEqual(second.disk.published(), []);
    second.url('/js/a.js');
    first.url('/js/a.js');
    assert.equal(first.flags('a.js'), 'new checked cached');
  });

  it('has the record before the first has handed out the URL', () => {
    const site = createSite(FILES);
    const seen: string[] = [];
    const first = startServer(site, {
      fileProxy: (uri) => {
        if (!uri.includes('/x.')) return uri;
        const second = startServer(site);
        second.url('/img/x.gif');
        seen.push(second.flags('x.gif'));
        return uri;
      },
    });
    first.url('/img/x.gif');
    assert.deepEqual(seen, ['new checked cached']);
  });

  it('finds outputs that lie beside their sources', () => {
    const site = createSite(FILES);
    const roots = { roots: [site.root] };
    const plain = { ...roots, cacheDir: cacheDirOf(site), debug: false };
    const first = startServer(site, { ...plain, outDir: false }).urls(PATHS);
    const second = startServer(site, { ...plain, outDir: false });
    assert.deepEqual(second.urls(PATHS), first);
    assert.equal(second.flags('main.css'), 'new checked cached');
    assert.deepEqual(second.disk.published(), []);
  });

  it('finds the outputs of sheets that refer to each other in a circle', () => {
    const site = createSite({ 'a.css': '@import "b.css"; a {}', 'b.css': '@import "a.css"; b {}' });
    const urls = startServer(site).urls(['/a.css', '/b.css']);
    const second = startServer(site);
    assert.deepEqual(second.urls(['/a.css', '/b.css']), urls);
    assert.deepEqual(second.disk.published(), []);
    assert.equal(second.flags('a.css'), 'new checked cached');
    assert.equal(second.flags('b.css'), 'new checked cached');
  });

  it('finds outputs that are named by time', () => {
    const site = createSite(FILES);
    const first = startServer(site, { naming: 'timestamp' }).urls(PATHS);
    const second = startServer(site, { naming: 'timestamp' });
    assert.deepEqual(second.urls(PATHS), first);
    assert.equal(second.flags('main.css'), 'new checked cached');
    assert.deepEqual(second.disk.published(), []);
  });

  it('says cached once: later calls look at nothing', () => {
    const { site } = convertedSite();
    const second = startServer(site);
    second.url('/img/x.gif');
    assert.equal(second.lastFlags('x.gif'), 'new checked cached');
    second.url('/img/x.gif');
    assert.equal(second.lastFlags('x.gif'), '');
    const debugging = startServer(site, { debug: true });
    debugging.url('/img/x.gif');
    debugging.url('/img/x.gif');
    assert.equal(debugging.flags('x.gif'), 'new checked cached');
    assert.equal(debugging.lastFlags('x.gif'), 'checked');
  });
});

describe('outputs that are not what the cache says', () => {
  it('are made again when they are deleted, under the same URLs', () => {
    const { site, urls } = convertedSite();
    fs.rmSync(site.outDir, { recursive: true });
    const second = startServer(site);
    assert.deepEqual(second.urls(PATHS), urls);
    for (const url of urls) assert.ok(site.list('out').includes(url.slice(1)), url);
    assert.equal(second.flags('main.css'), 'new checked');
    assert.equal(second.flags('x.gif'), 'new checked');
  });

  it('are made again when they are cut off', () => {
    const { site, urls } = convertedSite();
    for (const url of urls) fs.truncateSync(path.join(site.outDir, url), 2);
    const second = startServer(site);
    assert.deepEqual(second.urls(PATHS), urls);
    for (const url of urls) assert.ok(site.read(`out${url}`).length > 2, url);
  });

  it('are made again when a folder lies in their place', () => {
    const { site, urls } = convertedSite();
    const [url = ''] = urls.slice(3);
    fs.rmSync(path.join(site.outDir, url));
    fs.mkdirSync(path.join(site.outDir, url));
    const second = startServer(site);
    assert.equal(second.url('/img/x.gif'), '/img/x.gif');
    assert.equal(second.log.warnings.length, 1);
    fs.rmdirSync(path.join(site.outDir, url));
    assert.equal(startServer(site).url('/img/x.gif'), url);
    assert.equal(site.read(`out${url}`), 'gif');
  });

  it('are found again by their names when the cache is deleted', () => {
    const { site, urls } = convertedSite();
    fs.rmSync(cacheDirOf(site), { recursive: true });
    const second = startServer(site);
    assert.deepEqual(second.urls(PATHS), urls);
    assert.equal(second.flags('main.css'), 'new checked');
    assert.deepEqual(second.disk.published(), []);
  });

  it('are made when the disk refuses the cache, by every process', () => {
    const { urls } = convertedSite();
    const site = createSite(FILES);
    fs.writeFileSync(cacheDirOf(site), 'a file in the place of the folder');
    for (const server of [startServer(site), startServer(site)]) {
      assert.deepEqual(server.urls(PATHS), urls);
      assert.equal(server.log.warnings.length, 1);
    }
  });
});
