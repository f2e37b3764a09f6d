// Whole pages: references start from the page's own place, and a second run changes nothing.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { makeInstance } from '../support/instance.ts';

const FILES = {
  'blog/post/photo.gif': 'GIF89a1',
  'blog/x.gif': 'GIF89a2',
  'x.gif': 'GIF89a3',
  'a b.gif': 'GIF89a4',
  'js/a.js': 'var a = 1; // a\n',
  'js/b.js': 'var b = 2; // b\n',
  'js/c.js': 'throw 1\n',
  'css/a.css': 'a { color: red }\n',
  'css/b.css': 'b { background: url(../x.gif) }\n',
};

const versions = (html: string) => html.replace(/\.[0-9a-f]{12}\./g, '.V.');

function open(options: object = {}) {
  const made = makeInstance(FILES, { debug: false, ...options });
  const page = (html: string, url = '/blog/post/', slim = false) =>
    versions(made.staticfiles.page(html, { url, slim }));
  return { ...made, page };
}

const FOUND: Readonly<Record<string, readonly [html: string, expected: string, url?: string]>> = {
  'a path relative to its folder': ['<img src="photo.gif">', '<img src="/blog/post/photo.V.gif">'],
  'a path relative to its file': ['<img src=x.gif>', '<img src="/blog/x.V.gif">', '/blog/post'],
  'a path up from its folder': ['<img src="../x.gif">', '<img src="/blog/x.V.gif">'],
  'a path up beyond the root, as browsers do': [
    '<img src="../../../../x.gif">',
    '<img src="/x.V.gif">',
  ],
  'a path from the root': ['<img src="/x.gif">', '<img src="/x.V.gif">'],
  'a path that is percent-encoded': ['<img src="../../a%20b.gif">', '<img src="/a%20b.V.gif">'],
  'a path with blanks': ['<img src=" ../../a b.gif ">', '<img src="/a%20b.V.gif">'],
  'a path with a query': ['<img src="./photo.gif?1#a">', '<img src="/blog/post/photo.V.gif?1#a">'],
  candidates: [
    '<img srcset="photo.gif 1x, ../x.gif 2x">',
    '<img srcset="/blog/post/photo.V.gif 1x, /blog/x.V.gif 2x">',
  ],
  'what its styles name': [
    '<style>p { background: url(photo.gif) }</style><p style="background: url(\'../x.gif\')">',
    '<style>p { background: url(/blog/post/photo.V.gif) }</style><p style="background: url(\'/blog/x.V.gif\')">',
  ],
  'what a custom property names, which may be used from another folder': [
    '<style>p { --a: url(photo.gif); --b: url(/x.gif) }</style><p style="--a: url(../x.gif)">',
    '<style>p { --a: url(photo.gif); --b: url(/x.V.gif) }</style><p style="--a: url(../x.gif)">',
  ],
  'a path relative to its base': [
    '<base href="../"><img src="x.gif">',
    '<base href="../"><img src="/blog/x.V.gif">',
  ],
  'a path relative to a whole URL': [
    '<img src="x.gif">',
    '<img src="/blog/x.V.gif">',
    'https://example.com/blog/index.html?x',
  ],
  'neighbours, which become one': [
    '<link rel="stylesheet" href="../../css/a.css">\n<link rel="stylesheet" href="/css/b.css">',
    '<link rel="stylesheet" href="/css/a_b.V.css">',
  ],
};

const STAYS: Readonly<Record<string, string>> = {
  'a relative path that matches no file': '<img src="none.gif">',
  'the link to a page': '<a href="../x.gif">x</a>',
  'a page of this site':
    '<link rel="prefetch" href="../next/"><link rel="prefetch" href="../next.html">',
  'a foreign URL': '<img src="//example.com/x.gif"><img src="data:,x">',
  'a fragment': '<use href="#a"/>',
  'all where its base is another site': '<base href="//example.com/"><img src="photo.gif">',
  'all other bytes': '<!DOCTYPE html>\r\n<P  a = b >&amp;<br/>\u00a0\0</p ></html>\n\n',
};

describe('page()', () => {
  for (const [name, [html, expected, url]] of Object.entries(FOUND)) {
    it(`versions ${name}`, () => assert.equal(open().page(html, url), expected));
  }

  for (const [name, html] of Object.entries(STAYS)) {
    it(`leaves ${name}`, () => assert.equal(open().page(html), html));
  }

  const WHOLE = `<!doctype html><link rel=stylesheet href="/css/a.css"><link rel=stylesheet href="/css/b.css">
    <script src="../../js/a.js"></script><script src="../../js/b.js"></script><script src="/js/c.js"></script>
    <img src=photo.gif srcset="../x.gif 2x"><img src="/none.gif"><p style="background:url(/x.gif)">`;
  const PLACES: Readonly<Record<string, object>> = {
    'outputs elsewhere': {},
    'outputs beside their sources': { outDir: false },
    'a media URL that is a path': { mediaUrl: '/shop' },
    'a media URL of another host': { mediaUrl: '//static.example.com' },
    'a prefix of names': { namePrefix: '/static' },
    'names by time': { naming: 'timestamp' },
  };
  for (const [name, options] of Object.entries(PLACES)) {
    for (const slim of [false, true]) {
      it(`changes nothing a second time with ${name}${slim ? ', minified' : ''}`, () => {
        const { staticfiles, site } = open(options);
        const url = '/blog/post/';
        const first = staticfiles.page(WHOLE, { url, slim });
        assert.notEqual(first, WHOLE);
        assert.equal(staticfiles.page(first, { url, slim }), first);
        const other = makeInstance(FILES, { debug: false, ...options }, site).staticfiles;
        assert.equal(other.page(first, { url, slim }), first);
      });
    }
  }

  it('takes the media URL for a part of the paths that hold it', () => {
    const { page } = open({ mediaUrl: '/shop' });
    assert.equal(page('<img src="/shop/x.gif">'), '<img src="/shop/x.V.gif">');
    assert.equal(
      page('<img src="photo.gif">', '/shop/blog/post/'),
      '<img src="/shop/blog/post/photo.V.gif">',
    );
  });

  it('tells apart pages of one text in two places', () => {
    const { page } = open();
    assert.equal(page('<img src="x.gif">', '/'), '<img src="/x.V.gif">');
    assert.equal(page('<img src="x.gif">', '/blog/'), '<img src="/blog/x.V.gif">');
  });

  it('minifies stylesheets and scripts', () => {
    const { staticfiles } = open();
    const html = '<link rel=stylesheet href="a.css">';
    const expected = `<link rel=stylesheet href="${staticfiles.slimfile('/css/a.css')}">`;
    assert.equal(staticfiles.page(html, { url: '/css/', slim: true }), expected);
  });

  it('does what staticall does without a URL', () => {
    const { staticfiles } = open();
    const html = '<img src="x.gif"><img src="photo.gif">';
    assert.equal(staticfiles.page(html), staticfiles.staticall(html));
    assert.equal(staticfiles.page(html, { slim: true }), staticfiles.slimall(html));
  });

  it('says what is missing, and follows the option', () => {
    const { page, log } = open();
    page('<img src="none.gif">');
    assert.match(log.warnings.join(), /"\/blog\/post\/none\.gif"/);
    assert.throws(() => open({ missing: 'throw' }).page('<img src="none.gif">'), /none\.gif/);
  });

  for (const [what, name] of [
    ['relative', 'no.gif'],
    ['from the root', '/no.gif'],
  ] as const) {
    it(`names the page that names a missing file: ${what}`, () => {
      const { staticfiles, log } = open();
      const html = `<img src="${name}">`;
      staticfiles.page(html, { url: 'https://example.com/blog/a b.html?token=1' });
      assert.match(log.warnings.join(), /no\.gif".* \(in "\/blog\/a%20b\.html"\)$/);
      assert.equal(log.warnings.length, 1);
    });
  }

  it('names the page, too, where a file is removed that was there before', () => {
    const { site, staticfiles, log } = open({ debug: true });
    const html = '<link rel="stylesheet" href="/css/a.css"><img src="x.gif">';
    staticfiles.page(html, { url: '/blog/' });
    assert.deepEqual(log.warnings, []);
    fs.rmSync(path.join(site.root, 'blog/x.gif'));
    staticfiles.page(html, { url: '/blog/' });
    assert.match(log.warnings.join(), /"\/blog\/x\.gif".* \(in "\/blog\/"\)$/);
  });

  it('leaves all as it is where nothing is enabled', () => {
    assert.equal(open({ enabled: false }).page('<img src="photo.gif">'), '<img src="photo.gif">');
  });

  for (const url of [
    '//',
    '///',
    '//[',
    '/\\[',
    '//:80',
    '//h:99999/',
    'http://',
    'http://h//[',
    'foo:\\\\[',
  ]) {
    it(`takes what a visitor writes and names no place for the root: ${url}`, () => {
      const page = open().page('<img src="x.gif"><img src="/x.gif">', url);
      assert.equal(page, '<img src="/x.V.gif"><img src="/x.V.gif">');
    });
  }

  it('stands where its path says, though that begins with two slashes', () => {
    const page = open().page('<img src="x.gif">', 'http://h//blog/');
    assert.equal(page, '<img src="/blog/x.V.gif">');
  });

  it('stands somewhere whatever its URL is', () => {
    assert.equal(open().page('<img src="/x.gif">', 'foo:http://['), '<img src="/x.V.gif">');
  });

  it('reads a base that names no host', () => {
    const page = open().page('<base href="/.//["><img src="/x.gif"><img src="x.gif">', '/');
    assert.equal(page, '<base href="/.//["><img src="/x.V.gif"><img src="/x.V.gif">');
  });

  it('refuses a URL that is no text', () => {
    const { staticfiles } = open();
    const url = Object.create(null);
    assert.throws(() => staticfiles.page('', { url }), { code: 'ERR_STATICFILE_ARGUMENT' });
  });
});
