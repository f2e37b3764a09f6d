// Sheets and modules that refer to what moves: two forms, one move, nothing lost.
import * as assert from 'node:assert/strict';
import type { StaticfilesOptions } from '../../../lib/index.ts';
import { createStaticfiles } from '../../support/create.ts';
import { collectLog } from '../../support/log.ts';
import { createSite, type Files } from '../../support/site.ts';
import { calmWorld, type OneServerOptions, oneServer } from './support/one-server.ts';

const FILES: Files = {
  'img/a.png': 'a',
  'img/b.png': 'b',
  'css/all.css': '.a{background:url(../img/a.png)}.b{background:url(../img/b.png)}',
};

function open(files: Files, options: OneServerOptions, more: Partial<StaticfilesOptions> = {}) {
  const world = options.world ?? calmWorld();
  const { proxy, puts } = oneServer({ world, isFree: true, ...options });
  const site = createSite(files);
  const log = collectLog();
  const { time } = world;
  const staticfiles = createStaticfiles(
    { roots: site.root, outDir: site.outDir, debug: false, fileProxy: proxy, logger: log, ...more },
    { now: time.now },
  );
  const settled = async () => {
    const done = staticfiles.settled({ ready: true });
    await time.pass(120_000);
    await done;
  };
  /** The sheet as a page gets it: its URL, and what it holds. */
  const sheet = (path = '/css/all.css') => {
    const url = staticfiles.staticfile(path);
    const local = staticfiles.describe(path).output ?? '';
    return { url, text: site.read(local.slice(site.dir.length + 1)) };
  };
  return { world, proxy, puts, site, log, time, staticfiles, settled, sheet };
}

describe('a sheet that stays, with pictures that move', () => {
  it('names them here at first, and all of them on the CDN afterwards', async () => {
    const { sheet, settled } = open(FILES, {});
    const before = sheet();
    assert.doesNotMatch(before.text, /https:/);
    await settled();
    const after = sheet();
    assert.notEqual(after.url, before.url);
    assert.match(after.url, /^\/css\//);
    assert.equal(after.text.match(/https:\/\/cdn\.test\/static\/img\/[ab]\./g)?.length, 2);
  });

  it('changes once, though its pictures arrive one after the other', async () => {
    const { sheet, time, world } = open(FILES, { concurrency: 1 });
    const urls = new Set<string>();
    const keys = () => [...world.bucket.keys()].filter((key) => key.includes('/img/')).length;
    const counts = new Set<number>();
    for (let step = 0; step < 200; step += 1) {
      urls.add(sheet().url);
      counts.add(keys());
      await time.pass(200);
    }
    assert.ok(counts.has(1) && counts.has(2), 'they did arrive one after the other');
    assert.equal(urls.size, 2);
  });

  it('is the same on every server', async () => {
    const first = open(FILES, {});
    first.sheet();
    await first.settled();
    const second = open(FILES, { world: first.world });
    second.sheet();
    await second.settled();
    assert.equal(second.sheet().url, first.sheet().url);
    assert.deepEqual(
      second.puts.filter((key) => key.includes('/img/')),
      [],
    );
  });

  it('names masks, filters and fragments here until CORS is proven', async () => {
    const files = {
      'img/a.png': 'a',
      'css/all.css':
        '.a{mask:url(../img/a.png)}.b{--x:url(../img/a.png)}.c{filter:url(../img/a.png#f)}.d{background:url(../img/a.png)}',
    };
    const { sheet, settled, proxy, time } = open(files, {});
    sheet();
    await settled();
    assert.match(sheet().text, /^\.a\{mask:url\(\.\.\/img.*--x:url\(\.\..*filter:url\(\.\./);
    assert.match(sheet().text, /\.d\{background:url\(https:\/\/cdn\.test/);
    proxy.proveCors(true);
    await time.pass(2000);
    assert.doesNotMatch(open(files, {}).sheet().text, /https/);
  });
});

describe('a sheet and what it imports', () => {
  const files = {
    'img/a.png': 'a',
    'img/b.png': 'b',
    'css/n.css': '.n{background:url(../img/b.png)}',
    'css/m.css': '@import "n.css";.m{background:url(../img/a.png)}',
  };
  const URLS = /https:\/\/cdn\.test\/static\/img\/([ab])\./g;
  const importOf = (text: string) => /@import "(n\.[0-9a-f]+\.css)"/.exec(text)?.[1] ?? '';

  for (const slow of ['a', 'b']) {
    it(`are in the same form, though "${slow}.png" arrives last`, async () => {
      const world = calmWorld();
      const put = oneServer({ world }).store.put;
      let isHeldBack = true;
      const { sheet, time, site } = open(files, {
        world,
        store: {
          put: async (upload) => {
            if (isHeldBack && upload.key.includes(`/${slow}.`)) {
              await new Promise<void>((resolve) => world.time.after(60_000, resolve));
            }
            return await put(upload);
          },
        },
      });
      const forms = new Map<string, string>();
      for (let step = 0; step < 100; step += 1) {
        sheet('/css/n.css');
        const { url, text } = sheet('/css/m.css');
        const imported = site.read(`out/css/${importOf(text)}`);
        forms.set(url, [...`${text}${imported}`.matchAll(URLS)].map(([, name]) => name).join(''));
        await time.pass(1500);
        if (step > 30) isHeldBack = false;
      }
      assert.deepEqual(
        [...forms.values()].map((names) => [...names].sort().join('')),
        ['', 'ab'],
      );
    });
  }
});

describe('a sheet that moves with its pictures', () => {
  it('goes to the CDN after them, with absolute references', async () => {
    const { sheet, settled, puts } = open(FILES, { include: 'all' });
    const before = sheet();
    assert.match(before.url, /^\/css\//);
    await settled();
    const after = sheet();
    assert.match(after.url, /^https:\/\/cdn\.test\/static\/css\/all\.[0-9a-f]{12}\.css$/);
    assert.equal(after.text.match(/https:\/\/cdn\.test\/static\/img\//g)?.length, 2);
    const files = puts.filter((key) => !key.includes('.staticfile'));
    assert.equal(files.length, 3);
    assert.match(files[2] ?? '', /\.css$/);
  });

  it('moves through imports: the innermost first', async () => {
    const files = {
      ...FILES,
      'css/outer.css': '@import "middle.css";',
      'css/middle.css': '@import "all.css";',
    };
    const { sheet, settled, puts } = open(files, { include: 'all' });
    sheet('/css/outer.css');
    await settled();
    assert.match(sheet('/css/outer.css').url, /^https:/);
    const sheets = puts
      .filter((key) => key.endsWith('.css'))
      .map((key) => /css\/(\w+)/.exec(key)?.[1]);
    assert.deepEqual(sheets, ['all', 'middle', 'outer']);
  });

  const stays: readonly [string, Files, OneServerOptions, RegExp][] = [
    [
      'refers to what is not included',
      { 'img/a.svg': '<svg/>', 'css/all.css': '.a{background:url(../img/a.svg)}' },
      { include: ['css', 'png'] },
      /img\/a\.[0-9a-f]+\.svg", which does not move/,
    ],
    [
      'refers to what is missing',
      { 'css/all.css': '.a{background:url(../img/none.png)}' },
      { include: 'all' },
      /refers to "\.\.\/img\/none\.png" on this site/,
    ],
    [
      'masks with a picture, without proven CORS',
      { 'img/a.png': 'a', 'css/all.css': '.a{mask:url(../img/a.png)}' },
      { include: 'all' },
      /refers to "\/img\/a\.[0-9a-f]+\.png" on this site/,
    ],
    [
      'imports itself in a circle',
      { 'css/all.css': '@import "b.css";', 'css/b.css': '@import "all.css";' },
      { include: 'all' },
      /on this site/,
    ],
  ];
  for (const [what, files, options, reason] of stays) {
    it(`stays when it ${what}, with one warning each`, async () => {
      const { sheet, settled, log, puts } = open(files, options);
      sheet();
      await settled();
      sheet();
      await settled();
      assert.match(sheet().url, /^\/css\/all\./);
      assert.deepEqual(
        puts.filter((key) => key.endsWith('.css')),
        [],
      );
      const warnings = log.warnings.filter((text) => text.includes('stays on this site'));
      assert.ok(
        warnings.some((text) => reason.test(text)),
        warnings.join('\n'),
      );
      assert.equal(new Set(warnings).size, warnings.length);
    });
  }

  it('stays while one of its pictures can not be uploaded', async () => {
    const { sheet, time, world } = open(FILES, { include: 'all' });
    world.faults = 1;
    sheet();
    await time.pass(3_600_000);
    assert.match(sheet().url, /^\/css\//);
    world.faults = 0;
    for (let turn = 0; turn < 5; turn += 1) {
      await time.pass(600_000);
      sheet();
    }
    assert.match(sheet().url, /^https:/);
  });
});

describe('modules that move', () => {
  const FILES_OF_MODULES = {
    'js/main.js': 'import { a } from "./a.js"; console.log(a);',
    'js/a.js': 'export const a = new URL("../img/a.png", import.meta.url);',
    'img/a.png': 'a',
  };

  it('go to the CDN after all that they import', async () => {
    const { staticfiles, settled, puts } = open(FILES_OF_MODULES, { include: 'all' });
    staticfiles.staticfile('/js/main.js');
    await settled();
    assert.match(staticfiles.staticfile('/js/main.js'), /^https:\/\/cdn\.test\/static\/js\/main\./);
    const names = puts.map((key) => /(\w+)\.[0-9a-f]{12}/.exec(key)?.[1]).filter(Boolean);
    assert.deepEqual(names, ['a', 'a', 'main']);
  });
});

describe('ahead of time, prepare()', () => {
  it('writes future URLs into sheets, and ends when all of them work', async () => {
    const { staticfiles, time, world, site } = open(FILES, { include: 'all' });
    let prepared: Promise<unknown> | undefined;
    // its code is loaded by the first call: until then the clock stands
    await new Promise((resolve) => {
      prepared = staticfiles.prepare({ paths: '/css/*.css', onProgress: resolve });
    });
    await time.pass(120_000);
    await prepared;
    const url = staticfiles.staticfile('/css/all.css');
    assert.match(url, /^https:\/\/cdn\.test\/static\/css\/all\./);
    assert.ok(world.fetch(url.slice('https://cdn.test/'.length)));
    const outputs = site.list('out').filter((name) => name.endsWith('.css'));
    assert.equal(outputs.length, 1, 'there is no local form');
  });
});

describe('a body of HTML', () => {
  it('has pictures from the CDN, and what SVG’s use names from here', async () => {
    const files = { 'img/a.png': 'a', 'img/s.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' };
    const { staticfiles, settled } = open(files, { include: 'all' });
    const body =
      '<img src="/img/a.png"><svg><use href="/img/s.svg#x"/></svg><img src="/img/s.svg">';
    staticfiles.staticall(body);
    await settled();
    const html = staticfiles.staticall(body);
    assert.match(html, /<img src="https:\/\/cdn\.test\/static\/img\/a\./);
    assert.match(html, /<use href="\/img\/s\.[0-9a-f]{12}\.svg#x"/);
    assert.match(html, /<img src="https:\/\/cdn\.test\/static\/img\/s\./);
  });
});
