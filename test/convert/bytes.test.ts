// Bytes that are not ours to change pass unchanged, whatever their encoding.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { hash, makeInstance } from '../support/instance.ts';

/** Publishes `/a.css` with one picture beside it, and gives the bytes. */
function published(sheet: string | Uint8Array, files = {}): Buffer {
  const { site, staticfiles } = makeInstance({ 'a.css': sheet, 'x.gif': 'gif', ...files });
  return fs.readFileSync(path.join(site.outDir, staticfiles.staticfile('/a.css')));
}

function latin(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

const X = `x.${hash('gif')}.gif`;

const unchanged: Record<string, Buffer> = {
  'bytes that are no UTF-8': latin('a{content:"\xe9\x80\xff"}'),
  'bytes that are no UTF-8 in a name': latin('.\xe9\xa0 b{c:url(\xe9.gif)}'),
  'line ends of all kinds': latin('a{}\r\nb{}\rc{}\n\fd{}'),
  'a byte-order mark': latin('\xef\xbb\xbfa{}'),
  'a charset': latin('@charset "iso-8859-1";a{content:"\xe9"}'),
  'null bytes': latin('a{\0b:c}\0'),
  'UTF-16': Buffer.from('\ufeffa{b:url(x.gif)}', 'utf16le'),
  nothing: Buffer.alloc(0),
  'a broken sheet': latin('a{b:url("x\n'),
  'an open comment': latin('a{}/* '),
};

describe('a sheet keeps', () => {
  for (const [name, bytes] of Object.entries(unchanged)) {
    it(name, () => {
      assert.deepEqual(published(bytes), bytes);
    });
  }

  it('bytes that are no UTF-8 around a reference', () => {
    const sheet = latin('.\xe9{content:"\xff";b:url(x.gif)}\x80');
    const result = latin(`.\xe9{content:"\xff";b:url(${X})}\x80`);
    assert.deepEqual(published(sheet), result);
  });

  it('its byte-order mark where a reference is rewritten', () => {
    assert.deepEqual(
      published(latin('\xef\xbb\xbf@import "b.css";'), { 'b.css': 'b{}' }),
      latin(`\xef\xbb\xbf@import "b.${hash('b{}')}.css";`),
    );
  });

  it('its line ends where a reference is rewritten', () => {
    assert.deepEqual(
      published(latin('a{\r\n b:url(x.gif);\r\n}\r\n')),
      latin(`a{\r\n b:url(${X});\r\n}\r\n`),
    );
  });

  it('all but its references in combinations', () => {
    const files = { 'a.css': latin('a{b:"\xe9";c:url(x.gif)}'), 'b.css': latin('b{c:"\xff"}') };
    const { site, staticfiles } = makeInstance({ ...files, 'x.gif': 'gif' });
    const file = path.join(site.outDir, staticfiles.staticfile('/a.css;/b.css'));
    assert.deepEqual(fs.readFileSync(file), latin(`a{b:"\xe9";c:url(${X})}\nb{c:"\xff"}`));
  });
});

describe('a file of any other kind keeps', () => {
  for (const name of ['x.js', 'x.svg', 'x.html', 'x.json', 'LICENSE', 'x.CSS.txt']) {
    it(`every byte: ${name}`, () => {
      const bytes = latin('\xef\xbb\xbf@import "x.gif"; url(x.gif) \0\xe9');
      const { site, staticfiles } = makeInstance({ [name]: bytes, 'x.gif': '' });
      const file = path.join(site.outDir, staticfiles.staticfile(`/${name}`));
      assert.deepEqual(fs.readFileSync(file), bytes);
    });
  }

  it('a name in capital letters is a sheet like any other', () => {
    const { content } = makeInstance({ 'a.CSS': 'a{b:url(x.gif)}', 'x.gif': 'gif' });
    assert.equal(content('/a.CSS'), `a{b:url(${X})}`);
  });
});

describe('a reference to a name of ours', () => {
  const sheet = `a{b:url(${X})}`;

  it('stays as it is, and is not versioned twice', () => {
    assert.equal(published(sheet).toString(), sheet);
  });

  it('leads to the file that it was made from', () => {
    const { site, staticfiles } = makeInstance({ 'a.css': sheet, 'x.gif': 'gif' });
    staticfiles.staticfile('/a.css');
    assert.deepEqual(site.list('out').sort(), [`a.${hash(sheet)}.css`, X]);
  });

  it('of another version is a reference to a file that is not there', () => {
    const old = `a{b:url(x.${hash('old')}.gif)}`;
    assert.equal(published(old).toString(), old);
  });

  it('of the sheet itself comes to an end', () => {
    const own = `@import "a.${hash('anything')}.css";`;
    assert.equal(published(own).toString(), own);
  });

  it('of sheets that name each other so comes to an end', () => {
    const files = {
      'a.css': `@import "b.${hash('b')}.css";`,
      'b.css': `@import "a.${hash('a')}.css";`,
    };
    const { staticfiles, content } = makeInstance(files);
    assert.equal(content('/a.css'), files['a.css']);
    assert.match(staticfiles.staticfile('/b.css'), /^\/b\.[0-9a-f]{12}\.css$/);
  });
});
