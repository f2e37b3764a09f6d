// A change reaches every sheet that refers to it, through any number of imports.
import assert from 'node:assert/strict';
import { hash, makeInstance } from '../support/instance.ts';

const CHAIN = {
  'a.css': '@import "css/b.css";',
  'css/b.css': '@import url("deep/c.css") screen;',
  'css/deep/c.css': 'c{d:url(/img/x.gif)}',
  'css/other.css': 'o{p:url(../img/y.gif)}',
  'img/x.gif': 'x',
  'img/y.gif': 'y',
};
const SHEETS = ['/a.css', '/css/b.css', '/css/deep/c.css', '/img/x.gif'];
const OTHERS = ['/css/other.css', '/img/y.gif'];

describe('a chain of imports', () => {
  it('is written from its end to its begin', () => {
    const { content } = makeInstance(CHAIN);
    const c = `c{d:url(../../img/x.${hash('x')}.gif)}`;
    const b = `@import url("deep/c.${hash(c)}.css") screen;`;
    assert.equal(content('/css/deep/c.css'), c);
    assert.equal(content('/css/b.css'), b);
    assert.equal(content('/a.css'), `@import "css/b.${hash(b)}.css";`);
  });

  it('is published whole by a render of its first sheet', () => {
    const { staticfiles, site } = makeInstance(CHAIN);
    staticfiles.staticfile('/a.css');
    assert.equal(site.list('out').length, 4);
  });

  it('gets other names throughout when the picture at its end changes', () => {
    const { staticfiles, site } = makeInstance(CHAIN);
    const urls = (paths: string[]) => paths.map((path) => staticfiles.staticfile(path));
    const [before, others] = [urls(SHEETS), urls(OTHERS)];
    site.write('img/x.gif', 'another');
    const after = urls(SHEETS);
    for (const [at, url] of after.entries()) assert.notEqual(url, before[at]);
    assert.deepEqual(urls(OTHERS), others);
    assert.equal(site.read(`out${before[0]}`).includes('css/b.'), true);
  });

  it('gets other names by a render of its first sheet alone', () => {
    const { content, site } = makeInstance(CHAIN);
    const before = content('/a.css');
    site.write('img/x.gif', 'another');
    assert.notEqual(content('/a.css'), before);
  });

  it('gets its former names back with the former picture', () => {
    const { staticfiles, site } = makeInstance(CHAIN);
    const before = staticfiles.staticfile('/a.css');
    site.write('img/x.gif', 'another');
    staticfiles.staticfile('/a.css');
    site.write('img/x.gif', 'x');
    assert.equal(staticfiles.staticfile('/a.css'), before);
  });

  it('gets other names only above what changes', () => {
    const { staticfiles, site } = makeInstance(CHAIN);
    const [a, b, c, x] = SHEETS.map((path) => staticfiles.staticfile(path));
    site.write('css/b.css', '@import url("deep/c.css") print;');
    const after = SHEETS.map((path) => staticfiles.staticfile(path));
    assert.notEqual(after[0], a);
    assert.notEqual(after[1], b);
    assert.deepEqual(after.slice(2), [c, x]);
  });

  it('names what is there when its own picture goes, and when it comes back', () => {
    const { content, site } = makeInstance(CHAIN);
    const before = content('/css/other.css');
    site.write('css/other.css', 'o{p:url(../img/y.gif)}/* edited */');
    site.remove('img/y.gif');
    assert.equal(content('/css/other.css'), 'o{p:url(../img/y.gif)}/* edited */');
    site.write('img/y.gif', 'y');
    assert.equal(content('/css/other.css'), `${before}/* edited */`);
  });

  it('of 500 sheets is written', () => {
    const sheets = Array.from({ length: 500 }, (_, at) => [
      `s${at}.css`,
      `@import "s${at + 1}.css";`,
    ]);
    const { content, log } = makeInstance({ ...Object.fromEntries(sheets), 's500.css': 'z{}' });
    assert.match(content('/s0.css'), /^@import "s1\.[0-9a-f]{12}\.css";$/);
    assert.deepEqual(log.warnings, []);
  });

  it('that meets in one sheet has it once', () => {
    const { staticfiles, site } = makeInstance({
      'a.css': '@import "b.css";@import "c.css";',
      'b.css': '@import "d.css";',
      'c.css': '@import "d.css";',
      'd.css': 'd{}',
    });
    staticfiles.staticfile('/a.css');
    assert.equal(site.list('out').length, 4);
  });
});
