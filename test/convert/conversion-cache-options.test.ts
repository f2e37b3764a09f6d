// Instances with other options share a cache file and take nothing over that is not theirs.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import type { FileProxy, ProxyStore } from '../../lib/index.ts';
import { type Options, startServer } from '../processes/support/server.ts';
import { hash } from '../support/instance.ts';
import { createSite, type Site } from '../support/site.ts';

const SHEET = 'b { background: url(../img/x.gif) }';
const FILES = {
  'css/a.css': SHEET,
  'css/quite-a-long-name.css': 'i { color: red }',
  'img/x.gif': 'gif',
};
const PATHS = ['/css/a.css', '/img/x.gif', '/css/a.css; /css/quite-a-long-name.css'];

type Make = (site: Site) => Options;

/** Each is compared with the same options on a cache of their own. */
const others: Readonly<Record<string, Make>> = {
  'another namePrefix': () => ({ namePrefix: '/cache-forever' }),
  'another nameMaxLength': () => ({ nameMaxLength: 12 }),
  'another combineName': () => ({ combineName: () => '/css/all.css' }),
  'names by time': () => ({ naming: 'timestamp' }),
  'names by a function': () => ({ naming: ({ stem, ext, version }) => `${version}_${stem}${ext}` }),
  'another mediaUrl': () => ({ mediaUrl: '//static.example.com' }),
  'another outDir': (site) => ({ outDir: path.join(site.dir, 'elsewhere') }),
  'a mounted root': (site) => ({ roots: [{ dir: site.root, at: '/at' }, site.root] }),
  'paths that are not versioned': () => ({ versioned: (each) => !each.endsWith('.gif') }),
  'nothing enabled': () => ({ enabled: false }),
  'links instead of copies': () => ({ publish: 'symlink' }),
  debug: () => ({ debug: true }),
};

/** What the options lead to: the URLs, and the outputs by name with their content. */
function outcome(site: Site, options: Options): unknown {
  const urls = startServer(site, options).urls(PATHS);
  const bodies = urls.map((url) => {
    const name = decodeURIComponent(url).replace(/^\/\/static.example.com|^\/cache-forever/, '');
    return site.read(path.join(path.relative(site.dir, options.outDir || site.outDir), name));
  });
  return { urls, bodies };
}

describe('a process with other options on the same cache', () => {
  for (const [what, make] of Object.entries(others)) {
    it(`answers as if it were alone, and leaves the first as it was: ${what}`, () => {
      const site = createSite(FILES);
      const alone = outcome(site, { ...make(site), cacheDir: false });
      const plain = outcome(site, {});
      assert.deepEqual(outcome(site, make(site)), alone);
      assert.deepEqual(outcome(site, make(site)), alone);
      assert.deepEqual(outcome(site, {}), plain);
    });
  }

  it('takes over what options without an influence on outputs leave the same', () => {
    const site = createSite(FILES);
    startServer(site).urls(PATHS);
    const second = startServer(site, { missing: 'throw', debug: true });
    second.urls(PATHS);
    assert.equal(second.flags('a.css'), 'new checked cached');
  });

  it('is not misled by functions that read the same and answer otherwise', () => {
    const site = createSite(FILES);
    const except = (end: string): Options => ({ versioned: (each) => !each.endsWith(end) });
    for (const end of ['.gif', '.css', '.none']) {
      const alone = outcome(site, { ...except(end), cacheDir: false });
      assert.deepEqual(outcome(site, except(end)), alone, end);
    }
  });

  it('is not misled by another site with the same paths', () => {
    const [one, two] = [createSite(FILES), createSite({ ...FILES, 'img/x.gif': 'GIF' })];
    const shared = { cacheDir: path.join(one.dir, 'cache') };
    startServer(one, shared).urls(PATHS);
    const server = startServer(two, shared);
    assert.equal(server.url('/img/x.gif'), `/img/x.${hash('GIF')}.gif`);
    assert.equal(two.read(`out${server.url('/css/a.css')}`).includes(hash('GIF')), true);
  });
});

/** A chain that puts pictures on another host. */
const toCdn: FileProxy = (uri) => (uri.includes('.gif') ? `https://cdn.example.com${uri}` : uri);

describe('a chain that answers otherwise in the second process', () => {
  const picture = `/img/x.${hash('gif')}.gif`;

  it('converts the sheet anew that refers to what has moved, there and back', () => {
    const site = createSite(FILES);
    const local = startServer(site).url('/css/a.css');
    const second = startServer(site, { fileProxy: toCdn });
    const moved = second.url('/css/a.css');
    assert.equal(
      site.read(`out${moved}`),
      SHEET.replace('../img/x.gif', `https://cdn.example.com${picture}`),
    );
    assert.equal(second.flags('a.css'), 'new changed checked');
    assert.equal(second.flags('x.gif'), 'new checked cached');
    const third = startServer(site);
    assert.equal(third.url('/css/a.css'), local);
    assert.equal(third.flags('a.css'), 'new changed checked');
  });

  it('takes the sheet over when it answers as before', () => {
    const site = createSite(FILES);
    const url = startServer(site, { fileProxy: toCdn }).url('/css/a.css');
    const second = startServer(site, { fileProxy: toCdn });
    assert.equal(second.url('/css/a.css'), url);
    assert.equal(second.flags('a.css'), 'new checked cached');
    assert.deepEqual(second.disk.published(), []);
  });

  it('converts a sheet of sheets anew, down to what has moved', () => {
    const site = createSite({ ...FILES, 'css/all.css': '@import "a.css";' });
    startServer(site).url('/css/all.css');
    const second = startServer(site, { fileProxy: toCdn });
    const all = second.url('/css/all.css');
    const sheet = path.posix.basename(second.url('/css/a.css'));
    assert.equal(site.read(`out${all}`), `@import "${sheet}";`);
    assert.ok(site.read(`out/css/${sheet}`).includes('https://cdn.example.com'));
  });
});

describe("a file proxy's store", () => {
  /** A proxy that hands its store out. */
  function storeOf(site: Site, options: Options = {}): ProxyStore {
    let store: ProxyStore | undefined;
    const attach: FileProxy['attach'] = (context) => {
      store = context.store;
    };
    startServer(site, { ...options, fileProxy: Object.assign((uri: string) => uri, { attach }) });
    assert.ok(store);
    return store;
  }

  it('keeps its facts over a restart', () => {
    const site = createSite(FILES);
    const first = storeOf(site);
    first.set('ready bucket/static/ x.gif', { at: 1 });
    first.set('gone', 1);
    first.delete('gone');
    const second = storeOf(site);
    assert.deepEqual([...second.entries()], [['ready bucket/static/ x.gif', { at: 1 }]]);
    assert.deepEqual(second.get('ready bucket/static/ x.gif'), { at: 1 });
    assert.equal(second.get('gone'), undefined);
  });

  it('is shared at once by processes that run', () => {
    const site = createSite(FILES);
    const [first, second] = [storeOf(site), storeOf(site)];
    first.set('ready', true);
    assert.equal(second.get('ready'), true);
    assert.equal([...second.entries()].length, 1);
  });

  it('keeps its facts when other options change every output', () => {
    const site = createSite(FILES);
    storeOf(site).set('ready', [1]);
    assert.deepEqual(
      storeOf(site, { namePrefix: '/other', naming: 'timestamp' }).get('ready'),
      [1],
    );
  });

  it('shows nothing of the conversions, and can not change them', () => {
    const site = createSite(FILES);
    startServer(site).urls(PATHS);
    const store = storeOf(site);
    assert.deepEqual([...store.entries()], []);
    store.set('../conversion', 1);
    store.delete('');
    const second = startServer(site);
    second.urls(PATHS);
    assert.equal(second.flags('a.css'), 'new checked cached');
  });

  it('keeps its facts in memory without a cache folder', () => {
    const store = storeOf(createSite(FILES), { cacheDir: false });
    store.set('ready', true);
    assert.deepEqual([...store.entries()], [['ready', true]]);
  });
});
