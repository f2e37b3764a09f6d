// A name of ours is known again by proof, and is not versioned twice.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { hash, makeInstance } from '../support/instance.ts';
import { createSite } from '../support/site.ts';

const FILES = { 'img/x.gif': 'gif', 'css/a.css': 'a{b:url(../img/x.gif)}' };
const X = `/img/x.${hash('gif')}.gif`;

const places: Record<string, { outDir?: false }> = {
  'below outDir': {},
  'beside its source': { outDir: false },
};

describe('a path that is a name of ours', () => {
  for (const [place, options] of Object.entries(places)) {
    it(`comes back as it is, ${place}`, () => {
      const { staticfiles } = makeInstance(FILES, options);
      assert.equal(staticfiles.staticfile('/img/x.gif'), X);
      assert.equal(staticfiles.staticfile(X), X);
      assert.equal(staticfiles.staticfile(`${X}?v=1`), `${X}?v=1`);
    });

    it(`comes back as it is before it was made, ${place}`, () => {
      const { staticfiles, log } = makeInstance(FILES, options);
      assert.equal(staticfiles.staticfile(X), X);
      assert.deepEqual(log.warnings, []);
    });

    it(`comes back as it is, in every circle of sheets, ${place}`, () => {
      const files = { 'a.css': '@import "b.css";', 'b.css': '@import "a.css";' };
      const { staticfiles } = makeInstance(files, options);
      const url = staticfiles.staticfile('/a.css');
      assert.equal(staticfiles.staticfile(url), url);
    });
  }

  it('gives the present version once its source has changed, from the next process on', () => {
    const { staticfiles, site } = makeInstance(FILES);
    staticfiles.staticfile('/img/x.gif');
    site.write('img/x.gif', 'edited');
    const current = `/img/x.${hash('edited')}.gif`;
    assert.equal(makeInstance({}, {}, site).staticfiles.staticfile(current), current);
  });
});

describe('a path that looks like a name of ours', () => {
  const version = hash('anything');

  it('is a file of its own where it is one', () => {
    const { staticfiles } = makeInstance({ [`x.${version}.gif`]: 'own', 'x.gif': 'gif' });
    const url = staticfiles.staticfile(`/x.${version}.gif`);
    assert.equal(url, `/x.${version}.${hash('own')}.gif`);
  });

  it('is a file of its own where there is no file without the version', () => {
    const { staticfiles } = makeInstance({ [`x.${version}.gif`]: 'own' });
    const url = staticfiles.staticfile(`/x.${version}.gif`);
    assert.equal(url, `/x.${version}.${hash('own')}.gif`);
  });

  it('is missing where it is no file', () => {
    const { staticfiles, log } = makeInstance({ 'x.gif': 'gif' });
    assert.equal(staticfiles.staticfile(`/x.${version}.gif`), `/x.${version}.gif`);
    assert.equal(log.warnings.length, 1);
  });
});

describe('a versioned name that nobody has made', () => {
  const version = hash('anything');
  const SITE = { ...FILES, 'js/a.js': 'a ( 1 )', 'css/b.css': `@import "a.${version}.css";` };

  it('makes nothing, whatever it names', () => {
    const { staticfiles, site } = makeInstance(SITE, { missing: 'ignore' });
    for (const path of [`/css/a.${version}.css`, `/js/a.${version}.js`, `/img/x.${version}.gif`]) {
      assert.equal(staticfiles.staticfile(path), path);
      assert.equal(staticfiles.slimfile(path), path);
      assert.equal(staticfiles.isVersioned(path), false);
      assert.equal(staticfiles.describe(path).state, 'missing');
    }
    assert.deepEqual(site.list('out'), []);
  });

  it('makes only the sheet that imports it', () => {
    const { staticfiles, site } = makeInstance(SITE);
    const url = staticfiles.staticfile('/css/b.css');
    assert.deepEqual(site.list('out'), [url.slice(1)]);
  });
});

describe('a versioned name that another process has made', () => {
  for (const [what, find] of [
    ['as it is', 'staticfile'],
    ['minified', 'slimfile'],
  ] as const) {
    function make(folder: string) {
      const site = createSite(FILES);
      const options = { cacheDir: path.join(site.dir, 'cache') };
      const url = makeInstance({}, options, site).staticfiles[find]('/css/a.css');
      fs.rmSync(path.join(site.dir, folder), { recursive: true });
      return { url, ...makeInstance({}, options, site) };
    }

    it(`is known by what was recorded, though the output is gone: ${what}`, () => {
      const { url, staticfiles, log } = make('out');
      assert.equal(staticfiles[find](url), url);
      assert.deepEqual(log.warnings, []);
    });

    it(`is known by the output, though no record is left: ${what}`, () => {
      const { url, staticfiles, log } = make('cache');
      assert.equal(staticfiles[find](url), url);
      assert.deepEqual(log.warnings, []);
    });
  }
});

describe('isVersioned', () => {
  it('is true for a name that was made, and for one that would be made', () => {
    const { staticfiles } = makeInstance(FILES);
    assert.equal(staticfiles.isVersioned(X), true);
    assert.equal(staticfiles.isVersioned(staticfiles.staticfile('/css/a.css')), true);
    assert.equal(staticfiles.isVersioned(X.slice(1)), true);
    assert.equal(staticfiles.isVersioned(`${X}?v=1`), true);
  });

  it('is true for an old name that is still on disk', () => {
    const { staticfiles, site } = makeInstance(FILES);
    staticfiles.staticfile('/img/x.gif');
    site.write('img/x.gif', 'edited');
    staticfiles.staticfile('/img/x.gif');
    assert.equal(staticfiles.isVersioned(X), true);
  });

  it('is true for an old name of a circle that is still on disk', () => {
    const files = { 'a.css': '@import "b.css";', 'b.css': '@import "a.css";' };
    const { staticfiles, site } = makeInstance(files);
    const before = staticfiles.staticfile('/a.css');
    site.write('b.css', '@import "a.css";b{}');
    assert.notEqual(staticfiles.staticfile('/a.css'), before);
    assert.equal(staticfiles.isVersioned(before), true);
  });

  it('is true for an encoded name, and for one behind a prefix', () => {
    const { staticfiles } = makeInstance({ 'a b.gif': '' }, { namePrefix: '/forever' });
    const url = staticfiles.staticfile('/a b.gif');
    assert.match(url, /^\/forever\/a%20b\./);
    assert.equal(staticfiles.isVersioned(url), true);
    assert.equal(staticfiles.isVersioned(url.slice('/forever'.length)), false);
  });

  it('is true for every URL that is handed out, whatever the file is called', () => {
    const names = ['LICENSE', 'x.tar.gz', 'a b#c%e.gif', 'chunk.0123456789ab', 'é.X'];
    if (process.platform !== 'win32') names.push('a?b.gif', 'x.');
    const files = Object.fromEntries(names.map((name) => [`d/${name}`, name]));
    const { staticfiles } = makeInstance(files);
    for (const name of names) {
      const url = staticfiles.staticfile([`/d/${encodeURIComponent(name)}`]);
      assert.equal(staticfiles.isVersioned(url), true, url);
    }
  });

  it('is true for combinations that were handed out', () => {
    const { staticfiles } = makeInstance({ 'a.js': '', 'b.js': '', 'c/d.js': '' });
    for (const each of ['/a.js;/b.js', '/a.js;/c/d.js']) {
      assert.equal(staticfiles.isVersioned(staticfiles.staticfile(each)), true);
    }
  });

  it('is true for a combination whose output was removed, which is made when it is asked for', async () => {
    const { staticfiles, site } = makeInstance({ 'a.js': 'a()', 'b.js': 'b()' });
    const url = staticfiles.staticfile('/a.js;/b.js');
    fs.rmSync(path.join(site.outDir, url));
    assert.equal(staticfiles.isVersioned(url), true);
    assert.equal(fs.existsSync(path.join(site.outDir, url)), false);
    const response = await staticfiles.handle(new Request(`http://site${url}`));
    assert.equal(await response?.text(), 'a()\n;\nb()');
  });

  it('is false for an output whose bytes are others by now', () => {
    const { staticfiles, site } = makeInstance(FILES);
    const url = staticfiles.staticfile('/css/a.css');
    fs.writeFileSync(path.join(site.outDir, url), 'edited');
    assert.equal(staticfiles.isVersioned(url), false);
  });

  for (const urlPath of [
    '/img/x.gif',
    `/img/x.${hash('other')}.gif`,
    `/img/no.${hash('gif')}.gif`,
    `/img/x.${hash('gif').slice(1)}.gif`,
    `/img/x.${hash('gif')}.png`,
    '',
    '/',
    '/../x',
    '/%00',
    '/%',
  ]) {
    it(`is false for "${urlPath}"`, () => {
      assert.equal(makeInstance(FILES).staticfiles.isVersioned(urlPath), false);
    });
  }
});

describe('versioned', () => {
  const versioned = (each: string) => !each.startsWith('/built/');
  const BUILT = {
    'built/app-4f2a.js': 'app()',
    'built/a.css': 'a{b:url(x.gif)}',
    'built/x.gif': 'x',
    'img/x.gif': 'gif',
    'b.js': 'b()',
  };

  it('leaves a path as it is where it answers false, and publishes the file under its name', () => {
    const { staticfiles, site } = makeInstance(BUILT, { versioned, mediaUrl: '//e.com' });
    assert.equal(staticfiles.staticfile('/built/app-4f2a.js?v=1'), '//e.com/built/app-4f2a.js?v=1');
    assert.equal(site.read('out/built/app-4f2a.js'), 'app()');
  });

  it('leaves the bytes of a sheet as they are, and copies what it names beside it', () => {
    const { content, site } = makeInstance(BUILT, { versioned });
    assert.equal(content('/built/a.css'), 'a{b:url(x.gif)}');
    assert.deepEqual(site.list('out'), [path.join('built', 'a.css'), path.join('built', 'x.gif')]);
  });

  it('writes nothing without outDir', () => {
    const { staticfiles, site, disk } = makeInstance(BUILT, { versioned, outDir: false });
    assert.equal(staticfiles.staticfile('/built/x.gif'), '/built/x.gif');
    assert.equal(disk.count('renameSync'), 0);
    assert.equal(site.list('root').length, Object.keys(BUILT).length);
  });

  it('versions all others, and combinations', () => {
    const { staticfiles } = makeInstance(BUILT, { versioned });
    assert.equal(staticfiles.staticfile('/img/x.gif'), X);
    assert.match(staticfiles.staticfile('/built/app-4f2a.js;/b.js'), /\.[0-9a-f]{12}\.js$/);
  });

  it('is asked for the path as roots know it', () => {
    const asked: string[] = [];
    const { staticfiles } = makeInstance(BUILT, {
      versioned: (each) => {
        asked.push(each);
        return true;
      },
    });
    staticfiles.staticfile('img/./x.gif?v=1');
    assert.deepEqual(new Set(asked), new Set(['/img/x.gif']));
  });

  it('that throws leaves the page with a URL that works', () => {
    const { staticfiles, log } = makeInstance(BUILT, {
      versioned: () => {
        throw new Error('no');
      },
    });
    assert.equal(staticfiles.staticfile('/img/x.gif'), '/img/x.gif');
    assert.equal(log.warnings.length, 1);
  });
});
