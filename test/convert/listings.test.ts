// Web manifests, and what tiles of Windows are made of: the icons that they name are versioned with them.
import assert from 'node:assert/strict';
import type { Staticfiles, StaticfilesOptions } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite, type Files } from '../support/site.ts';

const ICONS = {
  'icons/a.png': 'PNG a',
  'icons/ü b.png': 'PNG b',
  'shots/one.png': 'PNG one',
  'tile.png': 'PNG tile',
  'index.html': '<p>',
};
const MANIFEST = {
  name: 'Säte',
  start_url: '/index.html',
  scope: '.',
  icons: [{ src: 'icons/a.png', sizes: '1x1' }, { src: '/icons/%C3%BC%20b.png?v=1' }],
  screenshots: [{ src: './shots/one.png' }, { src: 'https://example.com/x.png' }],
  shortcuts: [{ url: 'new?x=1', icons: [{ src: 'icons/a.png' }] }],
};
const TILES = `<?xml version="1.0" encoding="utf-8"?>
<browserconfig><msapplication><tile><square150x150logo src="/tile.png"/><TileImage src='tile.png'/>
<TileColor>#fff</TileColor></tile><badge><polling-uri src="/index.html"/></badge></msapplication></browserconfig>`;

async function serve(files: Files, url: string, options: Partial<StaticfilesOptions> = {}) {
  const site = createSite({ ...ICONS, ...files });
  const log = collectLog();
  const staticfiles = createStaticfiles(
    { roots: site.root, outDir: site.outDir, logger: log, debug: false, ...options },
    { folder: site.dir },
  );
  const own = staticfiles.staticfile(url);
  const read = (path: string) => answerOf(staticfiles, path);
  return { own, text: await (await read(own)).text(), read, log, site, staticfiles };
}

async function answerOf(staticfiles: Staticfiles, path: string): Promise<Response> {
  const response = await staticfiles.handle(new Request(`http://h${path}`));
  assert.ok(response, path);
  return response;
}

const VERSION = String.raw`\.[0-9a-f]{12}`;

describe('a web manifest', () => {
  const text = JSON.stringify(MANIFEST, null, 1);

  for (const name of ['site.webmanifest', 'manifest.json', 'app/my-manifest.json']) {
    it(`names its icons, screenshots and those of shortcuts by their versions (${name})`, async () => {
      const deep = name.includes('/');
      const written = deep ? text.replaceAll(/"(?:\.\/)?(icons|shots)\//g, '"../$1/') : text;
      const { own, text: made, read, log } = await serve({ [name]: written }, `/${name}`);
      assert.match(own, new RegExp(`${VERSION}\\.(?:webmanifest|json)$`));
      const { icons, screenshots, shortcuts, ...others } = JSON.parse(made);
      assert.deepEqual(others, { name: 'Säte', start_url: '/index.html', scope: '.' });
      const at = deep ? String.raw`\.\./` : '';
      assert.match(icons[0].src, new RegExp(`^${at}icons/a${VERSION}\\.png$`));
      assert.match(icons[1].src, new RegExp(`^${at}icons/%C3%BC%20b${VERSION}\\.png\\?v=1$`));
      assert.match(screenshots[0].src, new RegExp(`^${at}shots/one${VERSION}\\.png$`));
      assert.equal(screenshots[1].src, 'https://example.com/x.png');
      assert.equal(shortcuts[0].url, 'new?x=1');
      assert.equal(shortcuts[0].icons[0].src, icons[0].src);
      for (const { src } of [...icons, screenshots[0]]) {
        const { pathname } = new URL(src, `http://h${own}`);
        assert.equal((await read(pathname)).status, 200, src);
      }
      assert.deepEqual(log.warnings, []);
    });
  }

  it('has another name when an icon is another one', async () => {
    const one = await serve({ 'site.webmanifest': text }, '/site.webmanifest');
    const other = await serve(
      { 'site.webmanifest': text, 'icons/a.png': 'new' },
      '/site.webmanifest',
    );
    assert.notEqual(one.own, other.own);
  });

  it('keeps every other byte, escapes and a byte-order mark included', async () => {
    const written = `\ufeff{ "name" : "\\u00e9\u00e9", "icons":[ {"src":"icons\\/a.png"} ] , "icons": [{"src" : "icons\\u002fa.png"}]}\n`;
    const { read, own } = await serve({ 'x.webmanifest': written }, '/x.webmanifest');
    const made = Buffer.from(await (await read(own)).arrayBuffer()).toString();
    const pattern = /"icons\/a\.[0-9a-f]{12}\.png"/;
    assert.match(made, pattern);
    assert.equal(made.replace(pattern, '"icons\\u002fa.png"'), written);
  });

  it('names pages that it still means where its folder is another', async () => {
    const { own, text: made } = await serve(
      {
        'app/x.webmanifest': JSON.stringify({
          ...MANIFEST,
          icons: [{ src: '/icons/a.png' }],
          start_url: './index.html?x',
        }),
      },
      '/app/x.webmanifest',
      { namePrefix: '/v' },
    );
    assert.match(own, /^\/v\/app\/x\./);
    const { start_url, scope, shortcuts, icons } = JSON.parse(made);
    const resolved = [start_url, scope, shortcuts[0].url].map(
      (url) => new URL(url, `http://h${own}`),
    );
    assert.deepEqual(
      resolved.map(({ pathname, search }) => pathname + search),
      ['/app/index.html?x', '/app/', '/app/new?x=1'],
    );
    assert.match(new URL(icons[0].src, `http://h${own}`).pathname, /^\/v\/icons\/a\./);
  });

  it('keeps what is not there as it is written, and warns', async () => {
    const { text: made, log } = await serve(
      { 'x.webmanifest': '{"icons":[{"src":"gone.png"}]}' },
      '/x.webmanifest',
    );
    assert.equal(made, '{"icons":[{"src":"gone.png"}]}');
    assert.match(log.warnings.join(), /gone\.png/);
  });

  const NONE = {
    'a list of outputs': '{"app.js":{"file":"assets/a.js","src":"icons/a.png"}}',
    'an extension': '{"icons":{"16":"icons/a.png"}}',
    'broken JSON': '{"icons":[{"src":"icons/a.png"}]',
    'what is no UTF-8': Buffer.from('{"icons":[{"src":"icons/a.png","x":"\xff"}]}', 'latin1'),
    'deep JSON': `{"icons":[{"src":"icons/a.png","x":${'['.repeat(5000)}${']'.repeat(5000)}}]}`,
  };
  for (const [name, text] of Object.entries(NONE)) {
    it(`is not ${name}, which stays byte for byte`, async () => {
      const { read, own } = await serve({ 'manifest.json': text }, '/manifest.json');
      const made = Buffer.from(await (await read(own)).arrayBuffer());
      assert.ok(made.equals(Buffer.from(text)));
    });
  }

  it('is versioned where a page links it', async () => {
    const { staticfiles } = await serve(
      { 'x.webmanifest': text, 'browserconfig.xml': TILES },
      '/tile.png',
    );
    const html =
      '<link rel="manifest" href="/x.webmanifest"><meta name="msapplication-config" content="/browserconfig.xml">';
    const made = staticfiles.slimall(html);
    assert.match(
      made,
      /href="\/x\.[0-9a-f]{12}\.webmanifest".*content="\/browserconfig\.[0-9a-f]{12}\.xml"/,
    );
  });

  it('is all that a manifest of a build needs, with its icons', async () => {
    const { site, staticfiles, own } = await serve({ 'x.webmanifest': text }, '/x.webmanifest');
    await staticfiles.prepare({ paths: '/x.webmanifest', manifest: 'm.json' });
    const alone = createStaticfiles(
      { manifest: 'm.json', outDir: site.outDir, logger: collectLog() },
      { folder: site.dir },
    );
    assert.equal(alone.staticfile('/x.webmanifest'), own);
    const { icons } = JSON.parse(await (await answerOf(alone, own)).text());
    const response = await alone.handle(new Request(new URL(icons[0].src, `http://h${own}`)));
    assert.equal(response?.status, 200);
  });
});

describe('browserconfig.xml', () => {
  it('names its tiles by their versions, and pages as before', async () => {
    const { text } = await serve({ 'browserconfig.xml': TILES }, '/browserconfig.xml');
    const plain = text.replaceAll(/tile\.[0-9a-f]{12}\.png/g, 'tile.png');
    assert.equal(plain, TILES.replace('src="/tile.png"', 'src="tile.png"'));
    assert.equal(text.match(/tile\.[0-9a-f]{12}\.png/g)?.length, 2);
  });
});
