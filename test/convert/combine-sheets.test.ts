// Sheets that are combined mean what they mean behind each other.
import assert from 'node:assert/strict';
import { hash, makeInstance } from '../support/instance.ts';

const X = `x.${hash('gif')}.gif`;

describe('a combination of sheets', () => {
  it('has their texts in the order asked for', () => {
    const { content } = makeInstance({ 'a.css': 'a{}', 'b.css': 'b{}\n', 'c.css': 'c{}' });
    assert.equal(content('/a.css; /b.css; /c.css'), 'a{}\nb{}\n\nc{}');
    assert.equal(content(['/c.css', '/a.css']), 'c{}\na{}');
  });

  it('has its references from its own folder', () => {
    const { content, staticfiles } = makeInstance({
      'css/deep/a.css': 'a{b:url(x.gif)}',
      'css/deep/x.gif': 'gif',
      'css/b.css': 'b{c:url(../img/x.gif)}',
      'img/x.gif': 'gif',
    });
    const combination = '/css/deep/a.css;/css/b.css';
    assert.match(
      staticfiles.staticfile(combination),
      /^\/css\/a_b-[0-9a-f]{6}\.[0-9a-f]{12}\.css$/,
    );
    assert.equal(content(combination), `a{b:url(deep/${X})}\nb{c:url(../img/${X})}`);
  });

  it('has references to what is not there from its own folder, too', () => {
    const { content } = makeInstance({
      'css/a.css': 'a{b:url(no.gif?v=1#x)}',
      'b.css': 'b{c:url(/img/no.gif)}d{e:url(data:,x)}',
    });
    const a = 'a{b:url(css/no.gif?v=1#x)}';
    assert.equal(content('/css/a.css;/b.css'), `${a}\nb{c:url(/img/no.gif)}d{e:url(data:,x)}`);
  });

  it('keeps data URLs that stand behind a space', () => {
    const { content } = makeInstance({ 'css/a.css': 'a{b:url(" data:,x")}', 'b.css': 'b{}' });
    assert.equal(content('/css/a.css;/b.css'), 'a{b:url(" data:,x")}\nb{}');
  });

  it('gets another name when a picture of a member changes', () => {
    const { staticfiles, site } = makeInstance({
      'css/a.css': 'a{b:url(x.gif)}',
      'css/b.css': 'b{}',
      'css/x.gif': 'gif',
    });
    const before = staticfiles.staticfile('/css/a.css;/css/b.css');
    site.write('css/x.gif', 'another');
    assert.notEqual(staticfiles.staticfile('/css/a.css;/css/b.css'), before);
  });

  it('keeps the imports of its first sheet', () => {
    const { content } = makeInstance({
      'css/a.css': '@import "c.css";a{}',
      'b.css': 'b{}',
      'css/c.css': 'c{}',
    });
    assert.equal(content('/css/a.css;/b.css'), `@import "css/c.${hash('c{}')}.css";a{}\nb{}`);
  });

  it('has no byte-order mark but in front, and no charset but in front', () => {
    const { content } = makeInstance({
      'a.css': '\ufeffa{}',
      'b.css': '\ufeff@charset "utf-8";b{}',
    });
    assert.equal(content('/a.css;/b.css'), '@charset "utf-8";\na{}\nb{}');
  });

  it('keeps what a broken sheet leaves open from the next', () => {
    const { content } = makeInstance({ 'a.css': 'a{b:c', 'b.css': 'b{}' });
    assert.equal(content('/a.css;/b.css'), 'a{b:c}\nb{}');
  });

  it('has a sheet that is named twice once, where it comes last', () => {
    const { content } = makeInstance({ 'a.css': 'a{}', 'b.css': 'b{}' });
    assert.equal(content('/a.css;/b.css;/a.css'), 'b{}\na{}');
    assert.equal(content('/a.css;/a.css'), 'a{}');
  });

  it('of empty sheets is empty', () => {
    const { content } = makeInstance({ 'a.css': '', 'b.css': '' });
    assert.equal(content('/a.css;/b.css').trim(), '');
  });
});

/** Sheets that can't stand in one file: the combination imports them one by one. */
const apart: Record<string, [a: string, b: string]> = {
  'imports behind rules': ['a{}', '@import "c.css";b{}'],
  'declares a namespace': ['a{}', '@namespace svg "http://www.w3.org/2000/svg";b{}'],
  'has another encoding': ['a{}', '@charset "iso-8859-1";b{}'],
};

describe('a combination with a sheet that', () => {
  for (const [name, [a, b]] of Object.entries(apart)) {
    it(`${name} becomes a sheet of imports`, () => {
      const files = { 'css/a.css': a, 'b.css': b, 'c.css': 'c{}' };
      const { content, staticfiles } = makeInstance(files);
      const urls = ['/css/a.css', '/b.css'].map((path) => staticfiles.staticfile(path).slice(1));
      const imports = urls.map((url) => `@import "${url}";\n`).join('');
      assert.equal(content('/css/a.css;/b.css'), imports);
    });
  }

  const files = {
    'css/a.css': 'a{b:url(no.gif)}',
    "css/it's (b);.css": '@import "c.css";',
    'css/c.css': 'c{d:url(x.gif)}',
    'css/x.gif': 'gif',
  };
  const combination = ['/css/a.css', "/css/it's (b);.css"];

  it('imports leaves the sheets as they are, whatever they are called', () => {
    const { content, staticfiles } = makeInstance(files);
    const urls = [...content(combination).matchAll(/@import "([^"]*)"/g)].map(([, url]) => url);
    const names = combination.map((path) =>
      staticfiles.staticfile(path.replace(';', '%3B')).slice('/css/'.length),
    );
    assert.deepEqual(urls, names);
    assert.equal(content('/css/a.css'), 'a{b:url(no.gif)}');
  });

  it('imports gets another name when the picture at the end of the imports changes', () => {
    const { staticfiles, site } = makeInstance(files);
    const before = staticfiles.staticfile(combination);
    site.write('css/x.gif', 'another');
    assert.notEqual(staticfiles.staticfile(combination), before);
  });

  it('imports is joined when it does so no longer', () => {
    const { content, site } = makeInstance({ 'a.css': 'a{}', 'b.css': '@import "c.css";' });
    assert.match(content('/a.css;/b.css'), /^@import/);
    site.write('b.css', 'b{}');
    assert.equal(content('/a.css;/b.css'), 'a{}\nb{}');
  });
});
