// What a sheet refers to is written relative, under its versioned name, and nothing else changes.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { hash, makeInstance } from '../support/instance.ts';

const FILES = {
  'img/x.gif': 'gif',
  'img/my x.gif': 'mine',
  'img/é.gif': 'accent',
  'img/a%20b.gif': 'literal',
  'css/near.png': 'png',
  'css/b.css': 'b{}',
  'fonts/f.eot': 'eot',
  '.env': 'secret',
};

const X = `x.${hash('gif')}.gif`;
const MY_X = `my%20x.${hash('mine')}.gif`;
const B = `b.${hash('b{}')}.css`;

const rewritten: Record<string, [sheet: string, result: string]> = {
  'a file above': ['a{b:url(../img/x.gif)}', `a{b:url(../img/${X})}`],
  'a file from the root': ['a{b:url(/img/x.gif)}', `a{b:url(../img/${X})}`],
  'a neighbour': ['a{b:url(near.png)}', `a{b:url(near.${hash('png')}.png)}`],
  'a neighbour with a dot': ['a{b:url(./near.png)}', `a{b:url(near.${hash('png')}.png)}`],
  'a roundabout way': ['a{b:url(../css/../img/x.gif)}', `a{b:url(../img/${X})}`],
  'a string': ['a{b:url( "../img/x.gif" )}', `a{b:url( "../img/${X}" )}`],
  'a query': ['a{b:url(../img/x.gif?v=1)}', `a{b:url(../img/${X}?v=1)}`],
  'a query and a fragment': [
    'a{b:url(../fonts/f.eot?#iefix)}',
    `a{b:url(../fonts/f.${hash('eot')}.eot?#iefix)}`,
  ],
  'an import': ['@import "b.css" screen;', `@import "${B}" screen;`],
  'an import of a url': ['@import url(b.css);', `@import url(${B});`],
  'a string of image-set': [
    'a{b:image-set("../img/x.gif" 1x)}',
    `a{b:image-set("../img/${X}" 1x)}`,
  ],
  'an escaped space': ['a{b:url(../img/my%20x.gif)}', `a{b:url(../img/${MY_X})}`],
  'a space in quotes': ['a{b:url("../img/my x.gif")}', `a{b:url("../img/${MY_X}")}`],
  'a space behind a backslash': ['a{b:url(../img/my\\ x.gif)}', `a{b:url(../img/${MY_X})}`],
  'a name beyond ASCII': [
    'a{b:url(../img/é.gif)}',
    `a{b:url(../img/%C3%A9.${hash('accent')}.gif)}`,
  ],
  'a name that holds an escape': [
    'a{b:url(../img/a%20b.gif)}',
    `a{b:url(../img/a%2520b.${hash('literal')}.gif)}`,
  ],
  'one file twice': [
    'a{b:url(../img/x.gif)}c{d:url(/img/x.gif#e)}',
    `a{b:url(../img/${X})}c{d:url(../img/${X}#e)}`,
  ],
};

const leftAlone: Record<string, string> = {
  'another place': 'a{b:url(https://example.com/img/x.gif)}',
  'another host': 'a{b:url(//example.com/img/x.gif)}',
  'a data URL': 'a{b:url(data:image/gif;base64,R0lGOD)}',
  'a fragment': 'a{b:url(#clip)}',
  'a query alone': 'a{b:url(?x)}',
  'nothing at all': 'a{b:url()}',
  'a file that is not there': 'a{b:url( "../img/no.gif" )}',
  'a folder': 'a{b:url(../img/)}',
  'a way out of the root': 'a{b:url(../../secret.txt)}',
  'a hidden file': 'a{b:url(../.env)}',
  'a comment': '/* url(../img/x.gif) */',
  'a content string': 'a{content:"url(../img/x.gif)"}',
};

describe('a reference of a sheet', () => {
  for (const [name, [sheet, result]] of Object.entries(rewritten)) {
    it(`is written relative and versioned: ${name}`, () => {
      const { content, staticfiles } = makeInstance({ ...FILES, 'css/a.css': sheet });
      assert.equal(content('/css/a.css'), result);
      assert.equal(staticfiles.staticfile('/css/a.css'), `/css/a.${hash(result)}.css`);
    });
  }

  for (const [name, sheet] of Object.entries(leftAlone)) {
    it(`is left as it is written: ${name}`, () => {
      const { content } = makeInstance({ ...FILES, 'css/a.css': sheet });
      assert.equal(content('/css/a.css'), sheet);
    });
  }

  it('is published with what it leads to, and nothing else is', () => {
    const { staticfiles, site } = makeInstance({ ...FILES, 'a.css': 'a{b:url(img/x.gif)}' });
    staticfiles.staticfile('/a.css');
    assert.deepEqual(site.list('out'), [
      `a.${hash(`a{b:url(img/${X})}`)}.css`,
      path.join('img', X),
    ]);
  });

  it('to a file of a mounted root leads there', () => {
    const { site } = makeInstance({ '../dist/y.css': 'y{}', 'css/a.css': '@import "/lib/y.css";' });
    const roots = [site.root, { dir: path.join(site.dir, 'dist'), at: '/lib' }];
    const { content } = makeInstance({}, { roots }, site);
    assert.equal(content('/css/a.css'), `@import "../lib/y.${hash('y{}')}.css";`);
  });

  it('stays relative under a prefix of names', () => {
    const files = { ...FILES, 'css/a.css': 'a{b:url(/img/x.gif)}' };
    const { site, staticfiles } = makeInstance(files, { namePrefix: '/forever' });
    const url = staticfiles.staticfile('/css/a.css');
    assert.match(url, /^\/forever\/css\/a\./);
    assert.equal(site.read(`out${url.slice('/forever'.length)}`), `a{b:url(../img/${X})}`);
  });

  it('keeps its query beside that of the URL which a file proxy answers', () => {
    const fileProxy = (uri: string) => (uri.endsWith('.gif') ? `https://e.com${uri}?key=1` : uri);
    const files = { ...FILES, 'css/a.css': 'a{b:url(/img/x.gif?v=2#y)}' };
    const { content } = makeInstance(files, { fileProxy });
    assert.equal(content('/css/a.css'), `a{b:url(https://e.com/img/${X}?key=1&v=2#y)}`);
  });
});

describe('a reference that matches no file', () => {
  const sheet = 'a{\n}\nb{c:url(../img/no.gif)}\n';

  it('is warned of once, with sheet and line', () => {
    const { log, staticfiles } = makeInstance({ 'css/a.css': sheet });
    for (let count = 0; count < 3; count += 1) staticfiles.staticfile('/css/a.css');
    assert.deepEqual(log.warnings, [
      '"/css/a.css" line 3 refers to "../img/no.gif", which is in none of the "roots". ' +
        'The reference stays as it is written.',
    ]);
  });

  it('is warned of once for each sheet', () => {
    const files = { 'css/a.css': `@import "b.css";${sheet}${sheet}`, 'css/b.css': sheet };
    const { log, staticfiles } = makeInstance(files);
    staticfiles.staticfile('/css/a.css');
    const places = log.warnings.map((warning) => warning.split(' refers')[0]);
    assert.deepEqual(places.sort(), ['"/css/a.css" line 3', '"/css/b.css" line 3']);
  });

  it('does not stop the references behind it', () => {
    const files = { ...FILES, 'css/a.css': 'a{b:url(no.gif)}c{d:url(../img/x.gif)}' };
    assert.equal(
      makeInstance(files).content('/css/a.css'),
      `a{b:url(no.gif)}c{d:url(../img/${X})}`,
    );
  });

  it('does not throw, even where missing files do', () => {
    const { content } = makeInstance({ 'css/a.css': sheet }, { missing: 'throw' });
    assert.equal(content('/css/a.css'), sheet);
  });
});

describe('a reference with blanks around it', () => {
  it('is versioned, as browsers drop them', () => {
    const instance = makeInstance({ '/a.css': 'a{b:url("  x.gif?v#y ")}', '/x.gif': 'x' });
    assert.equal(instance.content('/a.css'), `a{b:url("x.${hash('x')}.gif?v#y")}`);
  });
});
