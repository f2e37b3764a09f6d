// Several paths give one URL; what can't be combined never leaves a page without one.
import assert from 'node:assert/strict';
import { hash, makeInstance } from '../support/instance.ts';

const FILES = {
  'js/a.js': 'a()',
  'js/b.js': 'b()',
  'js/c;d.js': 'cd()',
  'css/a.css': 'a{}',
  'img/x.gif': 'x',
  'img/y.gif': 'y',
};
const A_B = `/js/a_b.${hash('a()\n;\nb()')}.js`;

const urls: Record<string, [path: string | string[], url: string]> = {
  'a semicolon': ['/js/a.js;/js/b.js', A_B],
  'a semicolon and white space': [' /js/a.js ;\n /js/b.js ', A_B],
  'a semicolon at the end': ['/js/a.js; /js/b.js;', A_B],
  'no leading slashes': ['js/a.js; js/b.js', A_B],
  'a list': [['/js/a.js', '/js/b.js'], A_B],
  'a list with white space': [[' /js/a.js', '/js/b.js '], A_B],
  'the other order': ['/js/b.js;/js/a.js', `/js/b_a.${hash('b()\n;\na()')}.js`],
  'a query behind the last': ['/js/a.js;/js/b.js?v=1;2#x', `${A_B}?v=1;2#x`],
  'a list of one': [['/js/a.js'], `/js/a.${hash('a()')}.js`],
  'one path and semicolons': [';/js/a.js;', `/js/a.${hash('a()')}.js`],
  'an escaped semicolon': ['/js/c%3Bd.js', `/js/c%3Bd.${hash('cd()')}.js`],
  'a list with a semicolon in a name': [
    ['/js/a.js', '/js/c;d.js'],
    `/js/a_c%3Bd.${hash('a()\n;\ncd()')}.js`,
  ],
  'a list of one with a semicolon in its name': [['/js/c;d.js'], `/js/c%3Bd.${hash('cd()')}.js`],
};

describe('a combination written with', () => {
  for (const [name, [path, url]] of Object.entries(urls)) {
    it(`${name} gives ${url}`, () => {
      const { staticfiles, log } = makeInstance(FILES);
      assert.equal(staticfiles.staticfile(path), url);
      assert.deepEqual(log.warnings, []);
    });
  }
});

describe('two combinations', () => {
  it('with the same stems in different folders have different names', () => {
    const { staticfiles } = makeInstance({
      'a/x.js': '',
      'a/y.js': '',
      'b/x.js': '',
      'b/y.js': '',
    });
    const urls = ['/a/x.js;/a/y.js', '/a/x.js;/b/y.js', '/b/x.js;/a/y.js'].map((path) =>
      staticfiles.staticfile(path),
    );
    assert.equal(new Set(urls).size, 3);
  });

  it('whose joined stems are the same have different names', () => {
    const { staticfiles } = makeInstance({ 'a_b.js': '', 'c.js': '', 'a.js': '', 'b_c.js': '' });
    assert.notEqual(
      staticfiles.staticfile('/a_b.js;/c.js'),
      staticfiles.staticfile('/a.js;/b_c.js'),
    );
  });

  it('whose stems are cut have different names', () => {
    const [long, longer] = ['x'.repeat(60), 'x'.repeat(61)];
    const { staticfiles } = makeInstance({ [`${long}.js`]: '', [`${longer}.js`]: '', 'b.js': '' });
    assert.notEqual(
      staticfiles.staticfile(`/${long}.js;/b.js`),
      staticfiles.staticfile(`/${longer}.js;/b.js`),
    );
  });

  it('have stems of 40 characters at most, or of nameMaxLength', () => {
    const files = { [`${'x'.repeat(60)}.js`]: '', 'b.js': '' };
    const path = `/${'x'.repeat(60)}.js;/b.js`;
    const stemOf = (url: string) => url.slice(1, url.indexOf('.'));
    assert.equal(stemOf(makeInstance(files).staticfiles.staticfile(path)).length, 40);
    const { staticfiles } = makeInstance(files, { nameMaxLength: 12 });
    assert.equal(stemOf(staticfiles.staticfile(path)).length, 12);
  });

  it('are not named like a file that is there', () => {
    const { staticfiles, site } = makeInstance({ 'a.js': '', 'b.js': '', 'a_b.js': '\n;\n' });
    const combined = staticfiles.staticfile('/a.js;/b.js');
    assert.notEqual(combined, staticfiles.staticfile('/a_b.js'));
    assert.equal(site.read(`out${combined}`), '\n;\n');
  });

  it('with members in capital and in small letters have different names', function () {
    const { staticfiles, site } = makeInstance({ 'a.js': '', 'b.js': '' });
    site.write('a.JS', '');
    if (site.list('root').length < 3) this.skip();
    assert.notEqual(staticfiles.staticfile('/a.JS;/b.js'), staticfiles.staticfile('/a.js;/b.js'));
  });
});

describe('a combination with a member that is not there', () => {
  it('combines the others, with one warning', () => {
    const { content, staticfiles, log, site } = makeInstance(FILES);
    const path = '/js/a.js;/js/no.js;/js/b.js';
    assert.equal(content(path), 'a()\n;\nb()');
    assert.equal(staticfiles.staticfile(path), A_B);
    assert.deepEqual(log.warnings, [
      `[ERR_STATICFILE_NOT_FOUND] Cannot find "/js/no.js". Looked in "${site.root}". ` +
        'Check the path, or add its folder to "roots".',
    ]);
  });

  it('says nothing where missing files are ignored', () => {
    const { staticfiles, log } = makeInstance(FILES, { missing: 'ignore' });
    assert.equal(staticfiles.staticfile('/js/a.js;/js/no.js;/js/b.js'), A_B);
    assert.deepEqual(log.warnings, []);
  });

  it('combines the others also where missing files throw', () => {
    const { staticfiles, log } = makeInstance(FILES, { missing: 'throw' });
    assert.equal(staticfiles.staticfile('/js/a.js;/js/no.js;/js/b.js'), A_B);
    assert.equal(log.warnings.length, 1);
  });

  it('is the plain file where only one is there', () => {
    const { staticfiles } = makeInstance(FILES);
    assert.equal(staticfiles.staticfile('/js/no.js;/js/a.js'), `/js/a.${hash('a()')}.js`);
  });

  it('has it as soon as it is there', () => {
    const { content, site } = makeInstance(FILES);
    content('/js/a.js;/js/no.js');
    site.write('js/no.js', 'now()');
    assert.equal(content('/js/a.js;/js/no.js'), 'a()\n;\nnow()');
  });

  it('has none that leads out of the root, nor a URL of another place', () => {
    const { content, log } = makeInstance({ ...FILES, '../secret.js': 'secret' });
    assert.equal(content('/js/a.js;../secret.js;https://example.com/x.js'), 'a()');
    assert.equal(log.warnings.length, 2);
  });
});

describe('files that can not be combined', () => {
  it('give the first of them, where a value brings them, with one warning', () => {
    const { staticfiles, log } = makeInstance(FILES);
    const path = ['/js/a.js', '/css/a.css'];
    assert.equal(staticfiles.staticfile(path), `/js/a.${hash('a()')}.js`);
    staticfiles.staticfile(path);
    assert.deepEqual(log.warnings, [
      '[ERR_STATICFILE_ARGUMENT] In "/js/a.js; /css/a.css" files of different types ' +
        '(".js", ".css") can\'t be combined. The page gets the first file only.',
    ]);
  });

  it('give an error where missing files throw', () => {
    const { staticfiles } = makeInstance(FILES, { missing: 'throw' });
    assert.throws(() => staticfiles.staticfile(['/js/a.js', '/css/a.css']), {
      code: 'ERR_STATICFILE_ARGUMENT',
    });
  });

  it('give the first of several pictures', () => {
    const { staticfiles, log } = makeInstance(FILES);
    assert.equal(staticfiles.staticfile('/img/x.gif;/img/y.gif'), `/img/x.${hash('x')}.gif`);
    assert.match(log.warnings[0] ?? '', /only "\.css" and "\.js" can be combined, not "\.gif"/);
  });
});
