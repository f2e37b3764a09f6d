// What bodies and files in pages name in less common ways.
import assert from 'node:assert/strict';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';

const FILES = {
  'x.gif': 'GIF89a1',
  'sub/x.gif': 'GIF89a2',
  'm.svg': '<svg xmlns="http://www.w3.org/2000/svg"><mask id="a"/></svg>',
  'a.js': 'var a = 1;\n',
  'm.js': 'import "/n.js";',
  'n.js': 'export const n = 1;',
  'a.css': 'a { background: url(/x.gif) }',
};

function open(options: InstanceOptions = {}) {
  const made = makeInstance(FILES, { debug: false, ...options });
  const shown = (html: string) => html.replace(/\.[0-9a-f]{12}\./g, '.V.');
  const { staticfiles } = made;
  return {
    ...made,
    body: (html: string) => shown(staticfiles.staticall(html)),
    page: (html: string, url?: string) => shown(staticfiles.page(html, { url })),
  };
}

describe('an attribute without a value', () => {
  for (const [name, tag] of Object.entries({
    'before another': '<script integrity src="/a.js"></script>',
    'at the end': '<script src=/a.js integrity></script>',
    'with a blank behind it': '<script integrity \n src="/a.js"></script>',
    'with an empty value': '<script integrity="" src="/a.js"></script>',
  })) {
    it(`gets one that can be read: ${name}`, () => {
      const { staticfiles } = open();
      const { url, integrity } = staticfiles.staticfile('/a.js', { integrity: true });
      const html = staticfiles.staticall(tag);
      assert.ok(html.includes(`integrity="${integrity}"`), html);
      assert.ok(html.includes(url), html);
      assert.match(html, /^<script (?:[a-z]+="[^"]+"\s*){2}><\/script>$/);
    });
  }
});

/** What is written, and what a body or page becomes. */
const BASES: Readonly<Record<string, readonly [html: string, expected: string]>> = {
  'from the root': [
    '<base href="/sub/"><img src="x.gif"><img src="/x.gif"><img src="../x.gif">',
    '<base href="/sub/"><img src="/sub/x.V.gif"><img src="/x.V.gif"><img src="/x.V.gif">',
  ],
  'a file from the root': [
    '<base href="/sub/page.html"><img srcset="x.gif 2x" style="background:url(x.gif)">',
    '<base href="/sub/page.html"><img srcset="/sub/x.V.gif 2x" style="background:url(/sub/x.V.gif)">',
  ],
  'relative to a page that nobody knows': [
    '<base href="sub/"><img src="x.gif"><img src="/x.gif">',
    '<base href="sub/"><img src="x.gif"><img src="/x.V.gif">',
  ],
  'a query alone, which changes nothing': [
    '<base href="?a"><img src="x.gif">',
    '<base href="?a"><img src="/x.V.gif">',
  ],
  'of another site': [
    '<base href="//example.com/"><img src="x.gif"><img src="/x.gif">',
    '<base href="//example.com/"><img src="x.gif"><img src="/x.gif">',
  ],
};

describe('a base', () => {
  for (const [name, [html, expected]] of Object.entries(BASES)) {
    it(`is what relative references start from: ${name}`, () => {
      const { body, page } = open();
      assert.equal(body(html), expected);
      assert.equal(page(html), expected);
      assert.equal(body(expected), expected);
    });
  }

  it('is read in a page, too, with what stands before its paths', () => {
    const { page } = open({ mediaUrl: '/shop' });
    const expected = '<base href="/shop/sub/"><img src="/shop/sub/x.V.gif">';
    assert.equal(page('<base href="/shop/sub/"><img src="x.gif">', '/shop/'), expected);
    assert.equal(page('<base href="/shop/sub/"><img src="x.gif">'), expected);
  });
});

describe('a page with nothing enabled', () => {
  const HTML = '<img src="x.gif"><img src="/x.gif"><img src="none.gif">';

  it('gets the media URL where that always counts', () => {
    for (const mediaUrl of ['/shop', '//static.example.com']) {
      const { page, staticfiles } = open({ mediaUrl, mediaUrlAlways: true, enabled: false });
      const html = `<img src="${mediaUrl}/sub/x.gif"><img src="${mediaUrl}/x.gif"><img src="none.gif">`;
      assert.equal(page(HTML, '/sub/'), html);
      assert.equal(page(html, '/sub/'), html);
      assert.equal(staticfiles.staticall(html), html);
    }
  });

  it('stays as it is where that does not', () => {
    assert.equal(open({ mediaUrl: '/shop', enabled: false }).page(HTML, '/sub/'), HTML);
  });
});

const NAMED: Readonly<Record<string, readonly [html: string, expected: string]>> = {
  'a background of a table': [
    '<table background="/x.gif"><tr background=/x.gif><td background="/x.gif">',
    '<table background="/x.V.gif"><tr background="/x.V.gif"><td background="/x.V.gif">',
  ],
  'properties that are attributes of SVG': [
    '<svg><path fill="url(/m.svg#a) red" mask="url(\'/m.svg#a\')" stroke=url(/m.svg) clip-path="url(#b)"/></svg>',
    '<svg><path fill="url(/m.V.svg#a) red" mask="url(\'/m.V.svg#a\')" stroke="url(/m.V.svg)" clip-path="url(#b)"/></svg>',
  ],
  'an attribute that is asked for beside others': [
    '<p data-staticfile="keep data-src" data-src="/x.gif" keep="/x.gif">',
    '<p data-staticfile="keep data-src" data-src="/x.V.gif" keep="/x.gif">',
  ],
};

describe('a body', () => {
  for (const [name, [html, expected]] of Object.entries(NAMED)) {
    it(`versions ${name}`, () => assert.equal(open().body(html), expected));
  }

  it('keeps blanks where that is asked for beside other things', () => {
    const { staticfiles } = open();
    const html = '<p data-staticfile="keep data-src">a   b</p>';
    assert.equal(staticfiles.slimcontent(html, 'html'), html);
  });

  it('names on the own site what a mask needs', () => {
    const mover = { hasCors: () => false };
    const fileProxy = Object.assign((uri: string) => `https://cdn.example.com${uri}`, { mover });
    const html = '<svg><path mask="url(/m.svg#a)" cursor="url(/x.gif), auto"/></svg>';
    assert.equal(
      open({ fileProxy }).body(html),
      '<svg><path mask="url(/m.V.svg#a)" cursor="url(https://cdn.example.com/x.V.gif), auto"/></svg>',
    );
  });
});

describe('an answer of a file proxy', () => {
  it('ends no element that it is put into', () => {
    const fileProxy = (uri: string) => `${uri}?</style></script><!--`;
    const { staticfiles } = open({ fileProxy });
    const texts = [
      staticfiles.staticall('<style>a{b:url(/x.gif)} c{d:url("/x.gif")}</style>'),
      staticfiles.staticall('<script type="module">import "/n.js"</script>'),
      staticfiles.staticall('<script type="importmap">{"imports":{"n":"/n.js"}}</script>'),
      staticfiles.slimcontent('a{b:url(/x.gif)}', 'css'),
      staticfiles.slimcontent('import "/n.js"', 'js'),
    ];
    for (const text of texts) {
      const inside = text.replace(/^<[^>]*>|<\/(?:style|script)>$/g, '');
      assert.match(inside, /\?/);
      assert.doesNotMatch(inside, /<\/|<!--/);
    }
  });
});
