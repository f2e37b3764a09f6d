// Every form of a reference in a stylesheet is found, and nothing else.
import assert from 'node:assert/strict';
import { fromByteText, toByteText } from '../../../lib/core/byte-text.ts';
import { findCssReferences } from '../../../lib/core/css/references.ts';
import { lineAt } from '../../../lib/core/references.ts';

function valuesIn(sheet: string): string[] {
  return findCssReferences(toByteText(Buffer.from(sheet))).map(({ value }) => value);
}

const found: Record<string, [sheet: string, ...values: string[]]> = {
  'url without quotes': ['a{b:url(x.gif)}', 'x.gif'],
  'url with quotes': ['a{b:url("x.gif")}', 'x.gif'],
  'url with apostrophes': ["a{b:url('x.gif')}", 'x.gif'],
  'url with white space': ['a{b:url( x.gif\n)}', 'x.gif'],
  'url with white space and quotes': ['a{b:url(\t"x.gif" )}', 'x.gif'],
  'url in capital letters': ['a{b:URL(x.gif) Url("y.gif")}', 'x.gif', 'y.gif'],
  'url with an escape': ['a{b:url(a\\ b\\29.gif)}', 'a b).gif'],
  'url with a hex escape': ['a{b:url("\\61\\000062 c.gif")}', 'abc.gif'],
  'url with an escaped quote': ['a{b:url("a\\"b.gif")}', 'a"b.gif'],
  'url with an escaped line end': ['a{b:url("a\\\nb.gif")}', 'ab.gif'],
  'url with characters beyond ASCII': ['a{b:url(é😀.gif)}', 'é😀.gif'],
  'url with an escaped name, with quotes': ['a{b:u\\72 l("x.gif")}', 'x.gif'],
  'url with an escaped name, without quotes': ['a{b:u\\72 l(x.gif)}', 'x.gif'],
  'url with a query and a fragment': ['a{b:url(x.eot?#iefix)}', 'x.eot?#iefix'],
  'url behind a comment': ['a{b:/* c */url(/*.gif)}', '/*.gif'],
  'several in one value': [
    'a{src:url(a.woff2) format("woff2"),url("b.woff")}',
    'a.woff2',
    'b.woff',
  ],
  'a cursor with a place': ['a{cursor:url(x.cur) 2 2,auto}', 'x.cur'],
  'url in a custom property': ['a{--b:url(x.gif)}', 'x.gif'],
  'url in nested rules': ['@media x{a{&:hover{b:url(x.gif)}}}', 'x.gif'],
  'url in a font': ['@font-face{src:url(x.woff)}', 'x.woff'],
  'url that the sheet ends in': ['a{b:url(x.gif', 'x.gif'],
  'a string that the sheet ends in': ['@import "x.css', 'x.css'],
  'src with a string': ['a{b:src("x.gif")}', 'x.gif'],
  'a data URL': ['a{b:url(data:image/gif;base64,AA==)}', 'data:image/gif;base64,AA=='],
  'an empty url': ['a{b:url()}', ''],
  '@import of a string': ['@import "x.css";', 'x.css'],
  '@import of a string in apostrophes': ["@import 'x.css';", 'x.css'],
  '@import of a url': ['@import url(x.css);', 'x.css'],
  '@import of a url in quotes': ['@import url("x.css");', 'x.css'],
  '@import in capital letters': ['@IMPORT "x.css";', 'x.css'],
  '@import with an escape': ['@imp\\6frt "x.css";', 'x.css'],
  '@import without a space': ['@import"x.css";', 'x.css'],
  '@import behind a comment': ['@import/* a */"x.css";', 'x.css'],
  '@import with media': ['@import url(x.css) screen and (orientation: landscape);', 'x.css'],
  '@import with a layer': ['@import "x.css" layer(base);', 'x.css'],
  '@import with supports': ['@import "x.css" supports(display: grid) screen;', 'x.css'],
  '@import with a string in supports': ['@import "x.css" supports(content: "y.css");', 'x.css'],
  'strings of image-set': ['a{b:image-set("a.png" 1x, "b.png" 2x)}', 'a.png', 'b.png'],
  'url in image-set': ['a{b:image-set(url(a.png) 1x, url("b.png") 2x)}', 'a.png', 'b.png'],
  'strings of -webkit-image-set': ['a{b:-webkit-image-set("a.png" 1x)}', 'a.png'],
  'image-set in capital letters': ['a{b:IMAGE-SET("a.png" 1x)}', 'a.png'],
  'image-set in a custom property': ['a{--b:image-set("a.png" 1x)}', 'a.png'],
  'image-set in another function': ['a{b:cross-fade(image-set("a.png" 1x),red)}', 'a.png'],
  'a string of image-set behind a type': [
    'a{b:image-set("a.avif" type("image/avif"), "b.png" type("image/png"))}',
    'a.avif',
    'b.png',
  ],
  'what follows a url that is broken': ['a{b:url(a b.gif);c:url(d.gif)}', 'd.gif'],
  'what follows a broken url with an escape': ['a{b:url(x y\\e)}c{d:url(z.gif)}', 'z.gif'],
  'what follows a string that is broken': ['a{b:url("x\n)}c{d:url(z.gif)}', 'z.gif'],
  'what follows a stray bracket': ['a{b:c)}]}d{e:url(x.gif)}', 'x.gif'],
};

const leftAlone: Record<string, string> = {
  'a comment': '/* url(x.gif) @import "x.css"; */a{}',
  'a comment that the sheet ends in': 'a{}/* url(x.gif)',
  'a content string': 'a{content:"url(x.gif)"}',
  'a string in a custom property': 'a{--b:"x.gif"}',
  'a string beside a url': 'a{b:format("woff") local("Arial") attr(data-x "y.gif")}',
  'a type in image-set': 'a{b:image-set(linear-gradient(red,blue) type("image/png"))}',
  'a default of var in image-set': 'a{b:image-set(var(--c, "x.png") 1x)}',
  'a string behind image-set': 'a{b:image-set(linear-gradient(red,blue) 1x);content:"x.gif"}',
  'an attribute selector': 'a[href="x.gif"]{}',
  'a namespace string': '@namespace "x.gif";',
  'a namespace string with a prefix': '@namespace svg "x.gif";',
  'a namespace url': '@namespace url(x.gif);',
  'a namespace url in quotes': '@namespace url("x.gif");',
  'a namespace url with a prefix': '@namespace svg url(x.gif);',
  'a namespace url in quotes with a prefix': '@namespace svg url("x.gif");',
  'a charset': '@charset "utf-8";',
  'another function that ends with url': 'a{b:my-url("x.gif") curl("y.gif")}',
  'a url that is broken by a quote': 'a{b:url(x".gif)}',
  'a word before a bracket': 'a{b:url (x.gif)}',
};

describe('findCssReferences', () => {
  for (const [name, [sheet, ...values]] of Object.entries(found)) {
    it(`finds ${name}`, () => {
      assert.deepEqual(valuesIn(sheet), values);
    });
  }

  for (const [name, sheet] of Object.entries(leftAlone)) {
    it(`leaves alone ${name}`, () => {
      assert.deepEqual(valuesIn(sheet), []);
    });
  }

  it('says where each token stands', () => {
    const text = 'a{b:url( x.gif ) url( "y.gif" )}@import "z.css"';
    const tokens = findCssReferences(text).map(({ start, end, form }) => [
      form,
      text.slice(start, end),
    ]);
    assert.deepEqual(tokens, [
      ['url', 'url( x.gif )'],
      ['string', '"y.gif"'],
      ['string', '"z.css"'],
    ]);
  });

  it('reads values in the encoding that the sheet names', () => {
    const names = (sheet: string) => findCssReferences(sheet).map(({ value }) => value);
    assert.deepEqual(names('@charset "latin1";a{b:url(\xe9.png)}'), ['é.png']);
    assert.deepEqual(names('@charset "Shift_JIS";a{b:url("\x83\x7b.png")}'), ['ボ.png']);
    assert.deepEqual(names('@charset "utf-16";a{b:url(\xc3\xa9.png)}'), ['é.png']);
    assert.deepEqual(names('\xef\xbb\xbf@charset "latin1";a{b:url(\xc3\xa9.png)}'), ['é.png']);
    assert.deepEqual(names('@charset "nothing";a{b:url(\xc3\xa9.png)}'), ['é.png']);
  });

  it('reads a value that is no UTF-8, and finds what follows', () => {
    const text = toByteText(Buffer.from('a{b:url(\xe9.gif) url(x.gif)}', 'latin1'));
    const [broken, whole] = findCssReferences(text);
    assert.equal(broken?.value, '\ufffd.gif');
    assert.equal(whole?.value, 'x.gif');
    assert.equal(fromByteText(text.slice(broken?.start, broken?.end))[4], 0xe9);
  });
});

describe('a sheet of very many broken urls', () => {
  it('has its references found to the end', () => {
    const sheet = `${'a{b:url(x y\\e)}'.repeat(150)}c{d:url(z.gif)}`;
    assert.deepEqual(valuesIn(sheet), ['z.gif']);
  });
});

describe('lineAt', () => {
  it('counts lines from 1', () => {
    assert.equal(lineAt('a\nb\n\nc', 0), 1);
    assert.equal(lineAt('a\nb\n\nc', 1), 1);
    assert.equal(lineAt('a\nb\n\nc', 2), 2);
    assert.equal(lineAt('a\nb\n\nc', 5), 4);
    assert.equal(lineAt('a\r\nb', 3), 2);
  });
});
