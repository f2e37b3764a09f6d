// What keeps its plain name is copied to `outDir` with all that it names: a server that has nothing else answers.
import assert from 'node:assert/strict';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';

const FILES = {
  'css/a.css': '@import "deep/b.css"; a { background: url(img/x.gif?v=1#f) }',
  'css/deep/b.css':
    '@import "../a.css"; b { src: url("../../font.woff2"); background: url(none.gif) }',
  'css/img/x.gif': 'gif',
  'font.woff2': 'font',
  'a.js': 'import "./b.js"; import("https://other.test/x.js")',
  'b.js': 'import "./a.js"; new URL("./data.json", import.meta.url)',
  'data.json': '{}',
  'unused.gif': 'unused',
};
const SHEETS = ['css/a.css', 'css/deep/b.css', 'css/img/x.gif', 'font.woff2'];
const SCRIPTS = ['a.js', 'b.js', 'data.json'];

const WAYS: Record<string, InstanceOptions> = {
  'nothing is converted': { enabled: false },
  'nothing is converted, in production': { enabled: false, debug: false },
  'another tool has named all': { versioned: () => false },
  'another tool has named all, in production': { versioned: () => false, debug: false },
};

describe('what a plain file names', () => {
  for (const [way, options] of Object.entries(WAYS)) {
    it(`is copied with it where ${way}`, () => {
      const { staticfiles, site } = makeInstance(FILES, options);
      assert.equal(staticfiles.staticfile('/css/a.css'), '/css/a.css');
      assert.deepEqual(site.list('out'), SHEETS);
      assert.equal(staticfiles.staticfile('/a.js'), '/a.js');
      assert.deepEqual(site.list('out'), [...SCRIPTS, ...SHEETS].sort());
      for (const name of [...SCRIPTS, ...SHEETS]) {
        assert.equal(site.read(`out/${name}`), FILES[name as keyof typeof FILES]);
      }
    });
  }

  for (const way of ['nothing is converted', 'another tool has named all']) {
    it(`follows edits, with debug, where ${way}`, () => {
      const { staticfiles, site } = makeInstance(FILES, WAYS[way]);
      staticfiles.staticfile('/css/a.css');
      site.write('css/img/x.gif', 'another gif');
      staticfiles.staticfile('/css/a.css');
      assert.equal(site.read('out/css/img/x.gif'), 'another gif');
    });
  }

  it('is copied where a sheet names it that is converted, through others', () => {
    const files = { ...FILES, 'top.css': '@import "css/deep/b.css"; t { u: url(unused.gif) }' };
    const versioned = (path: string) => path !== '/css/a.css';
    const { staticfiles, site } = makeInstance(files, { versioned });
    staticfiles.staticfile('/top.css');
    const plain = site.list('out').filter((name) => !/[.][0-9a-f]{12}[.]/.test(name));
    assert.deepEqual(plain, SHEETS);
  });

  it('is copied where a combination names it and nothing is converted', () => {
    const files = { ...FILES, 'css/c.css': 'c { d: e }' };
    const { staticfiles, site } = makeInstance(files, { enabled: false });
    staticfiles.staticfile(['/css/a.css', '/css/c.css']);
    for (const name of ['css/img/x.gif', 'font.woff2', 'css/deep/b.css']) {
      assert.ok(site.list('out').includes(name), name);
    }
  });

  it('is left alone where it leads out of the roots', () => {
    const files = {
      'a.css': 'a { b: url(../../secret.gif) } c { d: url(.hidden.gif) }',
      '.hidden.gif': 'h',
    };
    const { staticfiles, site } = makeInstance(files, { enabled: false });
    staticfiles.staticfile('/a.css');
    assert.deepEqual(site.list('out'), ['a.css']);
  });

  it('does not keep the page from its URL where it can not be copied', () => {
    const { staticfiles, site, disk, log } = makeInstance(FILES, { enabled: false });
    disk.before = (name, first) => {
      if (name === 'mkdirSync' && first.endsWith('img')) throw new Error('refused');
    };
    assert.equal(staticfiles.staticfile('/css/a.css'), '/css/a.css');
    assert.deepEqual(log.warnings, []);
    assert.deepEqual(site.list('out'), ['css/a.css', 'css/deep/b.css', 'font.woff2']);
  });
});
