// What HTML fetches, and what of it blocks version.
import assert from 'node:assert/strict';
import { makeInstance } from '../support/instance.ts';

const FILES = {
  'a.js': 'var a = 1;\n',
  'm.js': 'export {};\n',
  'a.css': 'a { color: red }\n',
  'x.gif': 'GIF89a',
  'x.svg': '<svg/>',
  'x.vtt': 'WEBVTT\n',
  'x.webmanifest': '{}',
  'page.html': '<p>a',
};

function body(html: string, options: object = {}): string {
  const { staticfiles } = makeInstance(FILES, { debug: false, ...options });
  return staticfiles.staticall(html).replace(/\.[0-9a-f]{12}\./g, '.V.');
}

const FETCHED: Readonly<Record<string, string>> = {
  object: '<object data="/x.svg"></object>',
  embed: '<embed src="/x.svg">',
  'a track': '<video><track src="/x.vtt"></video>',
  'a picture that is a button': '<input type="IMAGE" src="/x.gif">',
  'a video and its poster': '<video src="/x.gif" poster="/x.gif"></video>',
  'an audio source': '<audio><source src="/x.gif"></audio>',
  candidates: '<img srcset="/x.gif 1x, /x.svg 2x">',
  'preloaded candidates': '<link rel="preload" as="image" imagesrcset="/x.gif 1x" href="/x.gif">',
  icons: '<link rel="shortcut icon" href="/x.gif"><link rel="apple-touch-icon" href="/x.gif">',
  'a start-up image': '<link rel="apple-touch-startup-image" href="/x.gif">',
  'a preloaded module': '<link rel="modulepreload" href="/m.js">',
  'a manifest': '<link rel="manifest" href="/x.webmanifest">',
  "SVG's image, use and script":
    '<svg><image href="/x.gif"/><use xlink:href="/x.svg#a"/><script href="/a.js"/></svg>',
  'a background': '<body background="/x.gif">',
  'a picture for links to the page': '<meta property="og:image" content="/x.gif">',
  'a tile': '<meta name="msapplication-TileImage" content="/x.gif">',
  'a style attribute': '<p style="color: red; background: url(/x.gif) no-repeat">',
  'a style attribute with quotes': '<p style=\'background: url("/x.gif?a&amp;b#c")\'>',
  'a sheet': '<style>@import "/a.css"; p { background: image-set("/x.gif" 1x) }</style>',
  'a sheet in SVG': '<svg><style>p { background: url("/x.gif") }</style></svg>',
  'a module whose type has blanks around it': '<script type=" module " src="/m.js"></script>',
  'a script of an old type': '<script type="text/javascript1.5" src="/a.js"></script>',
  'a script of an old language': '<script language="JavaScript1.2" src="/a.js"></script>',
  'attributes that are asked for':
    '<img data-staticfile="data-src data-srcset" data-src="/x.gif" data-srcset="/x.gif 2x">',
};

const LEFT: Readonly<Record<string, string>> = {
  'data of a script type that is none': '<script type="text/template" src="/a.js"></script>',
  'a script type with parameters':
    '<script type="text/javascript; charset=utf-8" src="/a.js"></script>',
  'attributes that nobody asked for': '<img data-src="/x.gif">',
  'a button that is no picture': '<input type="text" src="/x.gif">',
  'a description': '<meta name="description" content="/x.gif">',
  'a page': '<object data="/page.html"></object><embed src="/page.html">',
  'a frame': '<iframe src="/x.svg"></iframe>',
  'a sheet of another type': '<style type="text/x">p { background: url(/x.gif) }</style>',
  'a relative reference of a sheet, which starts from the page':
    '<style>p { background: url(x.gif) }</style><p style="background: url(x.gif)">',
  'what names an element': '<svg><rect style="fill: url(#a)"/></svg>',
  'another host behind a backslash': '<img src="/\\host/x.gif"><img src="\\\\host/x.gif">',
  'another host behind a tab or line break': '<img src="/\t/host/x.gif"><img src="/\n/host/x.gif">',
  'a path with a line break, which browsers leave out': '<img src="/x\n.gif">',
  'paths behind a base of another site':
    '<base href="https://example.com/"><img src="/x.gif"><style>p{background:url(/x.gif)}</style>',
  'paths before a base of another site': '<img src="/x.gif"><base href="//example.com">',
};

describe('staticall', () => {
  for (const [name, html] of Object.entries(FETCHED)) {
    it(`versions ${name}`, () => {
      assert.equal(body(html), html.replace(/\/(x|a|m)\.(?=gif|svg|vtt|js|css|web)/g, '/$1.V.'));
    });
  }

  for (const [name, html] of Object.entries(LEFT)) {
    it(`leaves ${name}`, () => assert.equal(body(html), html));
  }

  it('versions what an escape names', () => {
    const html = '<p style="background: u\\72l(/x.gif)">';
    assert.equal(body(html), '<p style="background: url(/x.V.gif)">');
  });

  it('versions paths behind a base of this site', () => {
    assert.equal(
      body('<base href="/en/"><img src="/x.gif">'),
      '<base href="/en/"><img src="/x.V.gif">',
    );
  });

  it('leaves files on this site that browsers fetch from their own origin only', () => {
    const fileProxy = (uri: string) => `https://cdn.example.com${uri}`;
    const html =
      '<track src="/x.vtt"><use href="/x.svg#a"/><p style="mask: url(/x.svg); background: url(/x.gif)">' +
      '<track crossorigin src="/x.vtt">';
    assert.equal(
      body(html, { fileProxy }),
      '<track src="/x.V.vtt"><use href="/x.V.svg#a"/>' +
        '<p style="mask: url(/x.V.svg); background: url(https://cdn.example.com/x.V.gif)">' +
        '<track crossorigin src="https://cdn.example.com/x.V.vtt">',
    );
  });
});
