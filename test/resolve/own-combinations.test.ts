// What was made stays as it is where outputs lie in a root, whatever it was made of.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { hash, makeInstance } from '../support/instance.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'css/a.css': '.a { b: url(../img/x.gif) }',
  'css/b.css': '.b { }',
  'js/a.js': 'a ( 1 )',
  'js/b.js': 'b ( 1 )',
  'img/x.gif': 'gif',
};
const ASKED = ['/css/a.css; /css/b.css', '/js/a.js; /js/b.js'];

type Options = Parameters<typeof makeInstance>[1];

const places: Record<string, (root: string) => Options> = {
  'beside its sources': () => ({ outDir: false }),
  'in an outDir that is a root': (root) => ({ outDir: root }),
  'behind a media URL': () => ({ outDir: false, mediaUrl: '/shop' }),
  'behind a prefix': () => ({ outDir: false, namePrefix: '/forever' }),
  'where that folder is the prefix': (root) => ({
    outDir: path.join(root, 'forever'),
    namePrefix: '/forever',
  }),
  'without debug': () => ({ outDir: false, debug: false }),
  'with a source map': () => ({ outDir: false, sourceMap: true }),
};

function made(optionsFor: (root: string) => Options, cache = 'cache') {
  const site = createSite(FILES);
  const root = path.join(site.dir, 'root');
  const cacheDir = cache !== '' && path.join(site.dir, cache);
  const make = () =>
    makeInstance({}, { cacheDir, ...optionsFor(root), roots: [root] } as Options, site);
  return { root, make, ...make() };
}

describe('a combination that lies in a root', () => {
  for (const [place, optionsFor] of Object.entries(places)) {
    for (const find of ['staticfile', 'slimfile'] as const) {
      it(`comes back as it is, ${place}: ${find}`, () => {
        const { staticfiles, site, log } = made(optionsFor);
        const urls = ASKED.map((each) => staticfiles[find](each));
        const before = site.list('root');
        assert.deepEqual(
          urls.map((url) => staticfiles[find](url)),
          urls,
        );
        assert.deepEqual(site.list('root'), before);
        assert.deepEqual(log.warnings, []);
      });
    }

    it(`stays as it is in a page, and nothing is written, ${place}`, () => {
      const { staticfiles, site } = made(optionsFor);
      const page =
        '<link rel="stylesheet" href="/css/a.css"><link rel="stylesheet" href="/css/b.css">';
      const first = staticfiles.page(page, { url: '/index.html' });
      const before = site.list('root');
      assert.equal(staticfiles.page(first, { url: '/index.html' }), first);
      assert.equal(staticfiles.staticall(first), first);
      assert.deepEqual(site.list('root'), before);
    });

    for (const cache of ['cache', '']) {
      it(`comes back as it is in the next process, ${place}, ${cache ? 'with' : 'without'} a cache`, () => {
        const { staticfiles, site, make } = made(optionsFor, cache);
        const urls = ASKED.map((each) => staticfiles.staticfile(each));
        const before = site.list('root');
        const next = make().staticfiles;
        assert.deepEqual(
          urls.map((url) => next.staticfile(url)),
          urls,
        );
        assert.deepEqual(site.list('root'), before);
      });
    }
  }

  it('is known once its sources are others', () => {
    const { staticfiles, site, make } = made(() => ({ outDir: false }));
    const url = staticfiles.staticfile('/css/a.css; /css/b.css');
    site.write('css/b.css', '.c { }');
    assert.equal(make().staticfiles.staticfile(url), url);
  });

  it('may be part of another combination', () => {
    const { staticfiles, site } = made(() => ({ outDir: false }));
    const url = staticfiles.staticfile('/js/a.js; /js/b.js');
    site.write('js/c.js', 'c ( 1 )');
    const all = staticfiles.staticfile([url, '/js/c.js']);
    assert.match(
      fs.readFileSync(path.join(site.dir, 'root', all), 'utf8'),
      /a \( 1 \)[\s\S]*b \( 1 \)[\s\S]*c \( 1 \)/,
    );
  });
});

describe('an output in a root', () => {
  it('comes back as it is where it is a map', () => {
    const { staticfiles, site, root } = made(() => ({ outDir: false, sourceMap: true }));
    for (const each of [...ASKED, '/js/a.js']) staticfiles.slimfile(each);
    const maps = site.list('root').filter((each) => each.endsWith('.map'));
    assert.ok(maps.length > 0, root);
    for (const each of maps.map((map) => `/${map.replaceAll(path.sep, '/')}`)) {
      assert.equal(staticfiles.staticfile(each), each);
    }
  });

  it('is a source where nothing proves that it is ours', () => {
    const name = `a_b.${hash('other')}.css`;
    const { staticfiles } = makeInstance(
      { ...FILES, [`css/${name}`]: '.own { }' },
      { outDir: false },
    );
    const url = staticfiles.staticfile(`/css/${name}`);
    assert.equal(url, `/css/a_b.${hash('other')}.${hash('.own { }')}.css`);
  });

  it('is a source where its bytes are what its name says, but outputs lie elsewhere', () => {
    const path = `/js/own.${hash('own()')}.js`;
    const { staticfiles, site } = makeInstance({ [path.slice(1)]: 'own()' });
    assert.ok(!staticfiles.isVersioned(path));
    const url = staticfiles.staticfile(path);
    assert.equal(url, path.replace(/js$/, `${hash('own()')}.js`));
    assert.equal(site.read(`out${url}`), 'own()');
  });

  it('is a source where its bytes are what its name says, but URLs of ours begin otherwise', () => {
    const path = `/css/own.${hash('.own { }')}.css`;
    const options = { outDir: false, namePrefix: '/forever' } as const;
    const { staticfiles, log } = makeInstance({ [path.slice(1)]: '.own { }' }, options);
    const versioned = path.replace(/css$/, `${hash('.own { }')}.css`);
    assert.equal(staticfiles.staticfile(path), `/forever${versioned}`);
    assert.deepEqual(log.warnings, []);
  });

  it('is a source again once somebody has edited it', () => {
    const { staticfiles, root, make } = made(() => ({ outDir: false, sourceMap: false }));
    const url = staticfiles.staticfile('/css/a.css; /css/b.css');
    fs.writeFileSync(path.join(root, url), '.edited { }');
    const next = make().staticfiles.staticfile(url);
    assert.equal(next, url.replace(/css$/, `${hash('.edited { }')}.css`));
  });
});
