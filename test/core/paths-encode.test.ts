// A path on disk is written as a URL that leads back to it.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodePath, encodeUnsafe, parsePath } from '../../lib/core/paths.ts';

const encoded: Record<string, string> = {
  '/img/x-1_2.3~4.gif': '/img/x-1_2.3~4.gif',
  '/img/a b@2x,3.gif': '/img/a%20b@2x,3.gif',
  '/é.gif': '/%C3%A9.gif',
  '/😀.gif': '/%F0%9F%98%80.gif',
  '/100%.gif': '/100%25.gif',
  '/a%20b.gif': '/a%2520b.gif',
  '/a?b#c;d.gif': '/a%3Fb%23c%3Bd.gif',
  '/a"b\'c<d>.gif': '/a%22b%27c%3Cd%3E.gif',
  '/a(1).gif': '/a%281%29.gif',
  '/a\\b.gif': '/a%5Cb.gif',
  '/a:b&c=d+e$.gif': '/a%3Ab%26c%3Dd%2Be%24.gif',
  '/a\nb.gif': '/a%0Ab.gif',
  '/\ud800.gif': '/%EF%BF%BD.gif',
};

/** Names that a file may have on Linux, without hidden ones. */
const segment = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((text) => !/^\.|[/\0]/.test(text) && text.isWellFormed());
const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((all) => `/${all.join('/')}`);

describe('encodePath', () => {
  for (const [text, url] of Object.entries(encoded)) {
    it(`writes ${JSON.stringify(text)} as ${url}`, () => {
      assert.equal(encodePath(text), url);
    });
  }

  it('uses only characters that mean nothing in CSS, HTML and URLs', () => {
    fc.assert(
      fc.property(path, (text) => {
        assert.match(encodePath(text), /^[\w/.~!*@,%-]*$/);
      }),
    );
  });

  it('is undone by a browser', () => {
    fc.assert(
      fc.property(path, (text) => {
        const { pathname } = new URL(encodePath(text), 'http://site');
        assert.equal(decodeURIComponent(pathname), text);
      }),
    );
  });

  it('is undone by parsePath', () => {
    fc.assert(
      fc.property(path, (text) => {
        const { candidates, suffix } = parsePath(encodePath(text));
        assert.equal(candidates.at(-1), text);
        assert.equal(suffix, '');
      }),
    );
  });
});

const harmless: Record<string, string> = {
  '/img/x.gif?a=b&c=d#e': '/img/x.gif?a=b&c=d#e',
  '/a%20b.gif': '/a%20b.gif',
  '/a b.gif': '/a%20b.gif',
  '"><script>': '%22%3E%3Cscript%3E',
  "'onload='": '%27onload=%27',
  '/\\evil.example': '/%5Cevil.example',
  'a\r\nb\0c\x7f': 'a%0D%0Ab%00c%7F',
  '/{x}|^`': '/%7Bx%7D%7C%5E%60',
  '/é.gif': '/é.gif',
};

describe('encodeUnsafe', () => {
  for (const [text, url] of Object.entries(harmless)) {
    it(`writes ${JSON.stringify(text)} as ${url}`, () => {
      assert.equal(encodeUnsafe(text), url);
    });
  }
});
