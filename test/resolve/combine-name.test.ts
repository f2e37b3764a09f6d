// A function of the user's names combinations; a bad answer never breaks a page.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { hash, makeInstance } from '../support/instance.ts';

const FILES = {
  'js/a.js': 'a()',
  'js/b.js': 'b()',
  'css/a.css': 'a{b:url(x.gif)}',
  'css/b.css': 'b{c:url(x.gif)}',
  'css/x.gif': 'x',
};
const PATH = '/js/a.js;/js/b.js';
const VERSION = hash('a()\n;\nb()');

describe('combineName', () => {
  it('is given the paths and names the combination', () => {
    const asked: string[][] = [];
    const combineName = (paths: readonly string[]) => {
      asked.push([...paths]);
      return '/all/site.js';
    };
    const { staticfiles, site } = makeInstance(FILES, { combineName });
    assert.equal(staticfiles.staticfile(' js/a.js; /js/../js/b.js'), `/all/site.${VERSION}.js`);
    assert.deepEqual(asked[0], ['/js/a.js', '/js/b.js']);
    assert.deepEqual(site.list('out'), [path.join('all', `site.${VERSION}.js`)]);
  });

  it('is not asked for a single file', () => {
    const combineName = () => assert.fail('asked');
    const { staticfiles } = makeInstance(FILES, { combineName });
    assert.equal(staticfiles.staticfile('/js/a.js'), `/js/a.${hash('a()')}.js`);
  });

  it('may leave out the leading slash, and name a file in the root', () => {
    const { staticfiles } = makeInstance(FILES, { combineName: () => 'all.js' });
    assert.equal(staticfiles.staticfile(PATH), `/all.${VERSION}.js`);
  });

  it('decides where references lead from', () => {
    const { content } = makeInstance(FILES, { combineName: () => '/x/y/all.css' });
    const url = `url(../../css/x.${hash('x')}.gif)`;
    assert.equal(content('/css/a.css;/css/b.css'), `a{b:${url}}\nb{c:${url}}`);
  });

  it('that gives one name to all still gives different URLs to different contents', () => {
    const { staticfiles, content } = makeInstance(FILES, { combineName: () => '/all.js' });
    assert.notEqual(staticfiles.staticfile(PATH), staticfiles.staticfile('/js/b.js;/js/a.js'));
    assert.equal(content(PATH), 'a()\n;\nb()');
    assert.equal(content('/js/b.js;/js/a.js'), 'b()\n;\na()');
  });

  it('puts a combination below the first root without outDir', () => {
    const { staticfiles, site } = makeInstance(FILES, {
      outDir: false,
      combineName: () => '/all/site.js',
    });
    const url = staticfiles.staticfile(PATH);
    assert.equal(site.read(`root${url}`), 'a()\n;\nb()');
  });
});

const bad: Record<string, () => unknown> = {
  'another extension': () => '/all.css',
  'no extension': () => '/all',
  'an empty text': () => '',
  'a folder': () => '/js/',
  'a way out of the root': () => '../all.js',
  'a hidden file': () => '/.all.js',
  'a number': () => 5,
  'no answer': () => undefined,
  'an object without a prototype': () => Object.create(null),
  'a promise': () => Promise.resolve('/all.js'),
  'an error': () => {
    throw new Error('no name');
  },
};

describe('combineName that answers', () => {
  for (const [name, combineName] of Object.entries(bad)) {
    it(`with ${name} leaves the page with a URL that works`, () => {
      const { staticfiles, site } = makeInstance(FILES, {
        combineName: combineName as () => string,
      });
      const url = staticfiles.staticfile(PATH);
      const files = [...site.list('out'), ...site.list('root')].map(
        (file) => `/${file.replaceAll(path.sep, '/')}`,
      );
      assert.ok(files.includes(url), `${url} is one of ${files}`);
    });
  }

  it('with another extension is told so, once', () => {
    const { staticfiles, log } = makeInstance(FILES, { combineName: () => '/all.css' });
    staticfiles.staticfile(PATH);
    staticfiles.staticfile(PATH);
    assert.equal(log.warnings.length, 1);
    assert.match(
      log.warnings[0] ?? '',
      /^\[ERR_STATICFILE_OPTION\] "combineName" answered "\/all\.css" for "\/js\/a\.js; \/js\/b\.js"\./,
    );
  });
});
