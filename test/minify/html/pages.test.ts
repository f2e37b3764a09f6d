// Pieces and pages of HTML, minified: what goes, and above all what stays.
import assert from 'node:assert/strict';
import { minifyPage } from '../../../lib/minify/html/pages.ts';

/** Fact → piece → what it becomes; absent: it stays as it is. */
type Cases = Readonly<Record<string, readonly [piece: string, minified?: string]>>;

const blanks: Cases = {
  'leaves one blank between words': ['<p>a \t b</p>', '<p>a b</p>'],
  'leaves a line break where there was one': ['<p>a \n\t b</p>', '<p>a\nb</p>'],
  'leaves a line break between Chinese words': ['<p>漢\n\n  字</p>', '<p>漢\n字</p>'],
  'leaves one blank at the edges of a text': ['  a  <b>b</b>\n ', ' a <b>b</b>\n'],
  'leaves one blank at the edges of items, which may stand side by side': [
    '<ul>\n  <li>one  </li>\n  <li>two</li></ul>',
    '<ul>\n<li>one </li>\n<li>two</li></ul>',
  ],
  'leaves the blank of an item, which is not empty': ['<li> </li>'],
  'leaves one blank in an item': ['<li>  </li>', '<li> </li>'],
  'leaves one blank beside a block, which may be in a line': [
    'a  <div>  b</div>  c',
    'a <div> b</div> c',
  ],
  'leaves one blank beside a break that may be hidden': ['<p>a  <br>  b</p>', '<p>a <br> b</p>'],
  'leaves one blank beside a script, which may write text': [
    'a  <script>x</script>  b',
    'a <script>x</script> b',
  ],
  'adds no blank between elements': ['<p><b>a</b><i>b</i></p>'],
  'leaves one blank between the parts of a table': [
    '<table>\n <tr>\n  <td>  a  </td>\n </tr>\n</table>',
    '<table>\n<tr>\n<td> a </td>\n</tr>\n</table>',
  ],
  'leaves one blank between options': [
    '<select>\n <option>  a  b\n <option>c\n</select>',
    '<select>\n<option> a b\n<option>c\n</select>',
  ],
  'reads a piece that begins with a cell': ['<td>  a</td>\n <td>b', '<td> a</td>\n<td>b'],
  'reads a piece that begins with an end tag': ['</div>\n  <p> a</p>', '</div>\n<p> a</p>'],
  'reads past a tag that the parser ignores': ['<p>a  </i>  b</p>', '<p>a </i> b</p>'],
  'leaves character references as they are written': [
    '<p>  a &amp;  b&nbsp; &copy </p>',
    '<p> a &amp; b&nbsp; &copy </p>',
  ],
  'leaves blanks that are written as references': ['<p> &#32; a&#10; </p>'],
  'leaves blanks that are no blanks to a browser': ['<p>\u00a0 \u00a0a\u3000\u3000\u2003 </p>'],
  'leaves them at the edges of a text': ['\u00a0\u3000 a\u3000'],
  'leaves a form feed, which is no blank to a sheet': ['<p>a \f  b</p>', '<p>a \f b</p>'],
  'reads line ends of every kind': ['<p>\r\na\r\n\r\nb\rc</p>\r\n', '<p>\na\nb\rc</p>\n'],
  'counts a character of two units as it should': ['<p>😀  a  😀  b</p>', '<p>😀 a 😀 b</p>'],
  'leaves tags as they are written': [
    '<P  CLASS = a  >\n x</P ><br  />',
    '<P  CLASS = a  >\nx</P ><br  />',
  ],
  'leaves blanks in attributes': ['<p title=" a  b ">  c</p>', '<p title=" a  b "> c</p>'],
};

const kept: Cases = {
  pre: ['<pre>\n\n a  b\n <!-- c --> </pre>'],
  'a pre that is left open': ['<pre>a\n  '],
  textarea: ['<textarea>\n a  b </textarea>'],
  script: ['<div>\n<script> a  = "</p>  b" </script></div>'],
  style: ['<div>\n<style> a  { b : c } </style></div>'],
  template: ['<template>  <p> a </p> <!-- b --> </template>'],
  listing: ['<listing> a  b</listing>'],
  xmp: ['<xmp> <b>  a </xmp>'],
  plaintext: ['<plaintext>a  b'],
  iframe: ['<iframe> a  b </iframe>'],
  noscript: ['<noscript> b  c </noscript>'],
  'an element whose style sets white-space': [
    '<p>  a</p><p style="WHITE-SPACE : pre">  a  <b>  b</b></p>  c',
    '<p> a</p><p style="WHITE-SPACE : pre">  a  <b>  b</b></p> c',
  ],
  'an element whose style sets the longhand': ['<p style="white-space-collapse:preserve">  a</p>'],
  'an element whose style sets it by an escape': ['<p style="white\\2d space: pre">  a</p>'],
  'an element whose class sets white-space': ['<p class="b md:whitespace-pre">  a  </p>'],
  'an element that is edited': ['<p contenteditable>  a  </p>'],
  'an element that is edited as text': ['<p contenteditable="PLAINTEXT-ONLY">  a  </p>'],
  'an element that is marked': [
    '  <div data-staticfile="keep">  a  <b>  b</b></div>  c',
    ' <div data-staticfile="keep">  a  <b>  b</b></div> c',
  ],
  'an element that is marked and left open': ['<p data-staticfile="keep">  a'],
  'a text of SVG': [
    '<svg>\n\n<g>  <text> a  b </text></g></svg>',
    '<svg>\n<g> <text> a  b </text></g></svg>',
  ],
  'SVG that keeps its blanks': ['<svg xml:space="preserve"> <g>  </g></svg>'],
  MathML: ['<math> <mtext> a  b </mtext> </math>'],
  'all texts where a sheet of the piece sets white-space': [
    '<style>p { white-space: pre }</style><!-- a --><p>  b</p>',
  ],
  'all texts where a sheet of a shadow tree sets it': [
    '<p>  a<template shadowrootmode="open"><style>:host{white-space:pre}</style></template></p>',
  ],
  'all texts where a sheet for no scripts sets it': [
    '<noscript><style>p{white-space:pre}</style></noscript><p>  a</p>',
  ],
};

const comments: Cases = {
  'keeps comments': ['<p>a</p><!-- b --><!----><!--v-if-->'],
  'leaves the blanks on both sides of a comment': ['a  <!--  b  -->  c', 'a <!--  b  --> c'],
  'keeps conditional comments': [
    '<!--[if IE]>  <p> a </p><![endif]-->  <b>b</b>',
    '<!--[if IE]>  <p> a </p><![endif]--> <b>b</b>',
  ],
  'keeps conditional comments that others see': [
    '<!--[if !IE]><!-->  a  <!--<![endif]-->',
    '<!--[if !IE]><!--> a <!--<![endif]-->',
  ],
  'keeps conditional comments that are none': [
    '<![if !IE]>  a  <![endif]>',
    '<![if !IE]> a <![endif]>',
  ],
  'keeps a comment that parts what would be a reference': [
    '<p>  &am<!-- a -->p;</p>',
    '<p> &am<!-- a -->p;</p>',
  ],
  'keeps a comment that never ends': ['<p>  a</p><!-- b  ', '<p> a</p><!-- b  '],
};

const pages: Cases = {
  'leaves one blank before the head': [
    '\n\n<!-- a -->\n<!doctype html>\n\n<html>\n  <head>\n  <title>c</title>',
    '\n<!-- a -->\n<!doctype html>\n<html>\n<head>\n<title>c</title>',
  ],
  'leaves one blank behind the body': [
    '<html><body>\n\n<p>a</p>\n\n</body>\n\n</html>\n\n',
    '<html><body>\n<p>a</p>\n</body>\n</html>\n',
  ],
  'leaves a byte-order mark': ['\ufeff<!doctype html>\n\n<p>  a', '\ufeff<!doctype html>\n<p> a'],
};

const xhtml: Cases = {
  'leaves CDATA sections': [
    '<p>  a <![CDATA[ b  > <i>  c ]]>  d</p>',
    '<p> a <![CDATA[ b  > <i>  c ]]> d</p>',
  ],
  'leaves processing instructions': [
    '<?xml version="1.0"?>\n\n<?a  b > c ?>\n<p>  d</p>',
    '<?xml version="1.0"?>\n<?a  b > c ?>\n<p> d</p>',
  ],
  'leaves empty elements as written': [
    '<p>  a<br />  <span  />  b<hr/></p>',
    '<p> a<br /> <span  /> b<hr/></p>',
  ],
  'reads on behind an empty script': [
    '<div>\n<script src="a"/>\n<p>  b</p></div>',
    '<div>\n<script src="a"/>\n<p> b</p></div>',
  ],
  'leaves a script in a CDATA section': [
    '<p><script>//<![CDATA[\n a  < b && "</script>" \n//]]></script></p>',
  ],
  'keeps comments': ['<p>a  <!-- b > c -->  d</p>', '<p>a <!-- b > c --> d</p>'],
};

function check(cases: Cases, kind: 'html' | 'xhtml', title = ''): void {
  for (const [fact, [piece, minified = piece]] of Object.entries(cases)) {
    it(title + fact, () => {
      const by = piece === minified ? 'source' : 'engine';
      assert.deepEqual(minifyPage(piece, kind), { text: minified, by });
      assert.equal(minifyPage(minified, kind).text, minified);
    });
  }
}

function refuses(piece: string, kind: 'html' | 'xhtml', problem: RegExp): void {
  const made = minifyPage(piece, kind);
  assert.deepEqual([made.text, made.by], [piece, 'source']);
  assert.match(made.problem ?? '', problem);
}

describe('a minified page', () => {
  check(blanks, 'html');
  check(comments, 'html');
  check(pages, 'html');
  check(kept, 'html', 'leaves alone: ');

  it('is the source where nothing gets smaller', () => {
    assert.deepEqual(minifyPage('<p>a</p>', 'html'), { text: '<p>a</p>', by: 'source' });
    assert.deepEqual(minifyPage('', 'html'), { text: '', by: 'source' });
  });

  for (const name of ['pre', 'textarea', 'script', 'svg']) {
    it(`is the source where it begins inside of ${name}`, () => {
      refuses(` a  b </${name}>  <p> c</p>`, 'html', new RegExp(`inside of "<${name}>"`));
    });
  }

  it('is never what another minifier made of it where blanks are gone', () => {
    const trim = (html: string) => html.replace(/\s+(?=<)/g, '');
    const made = minifyPage('<p>a  <b>b</b></p>', 'html', [trim]);
    assert.deepEqual([made.text, made.by], ['<p>a <b>b</b></p>', 'reduction']);
    assert.match(made.problem ?? '', /has "a" where the source has "a "/);
  });

  it('is what another minifier made of it where that is the same tree', () => {
    const unquote = (html: string) => html.replaceAll('"', '').replace(/ +/g, ' ');
    const made = minifyPage('<p id="a">a  b</p>', 'html', [unquote]);
    assert.deepEqual([made.text, made.by], ['<p id=a>a b</p>', 'engine']);
  });

  const EDGES: Readonly<Record<string, readonly [piece: string, result: string, isUsed?: true]>> = {
    'closes what stands around it no more': ['<p>a  b</p></main>', '<p>a b</p>'],
    'closes a word no more': ['a  b</b> c', 'a b c'],
    'ends the page no more': ['a  b</body></html>', 'a b'],
    'ends a paragraph no more': ['</p>a  b', 'a b'],
    'has no class for the body': ['a  b<body class="x">', 'a b'],
    'has no cell of its row': ['<p>a  b<tr><td>c', '<p>a bc'],
    'ends what it began': ['<main><p>a  b</p>', '<main><p>a b</p></main>'],
    'ends a page that it began': ['<!doctype html><main>a  b', '<!doctype html><main>a b</main>'],
    'leaves its last element open': ['<div><p>a  b</p></div>', '<div><p>a b'],
    'has no blank at its end': ['a  b ', 'a b'],
    'leaves out tags inside of it': ['<ul><li>a  b</li></ul>', '<ul><li>a b</ul>', true],
    'leaves out the tags of a whole page': [
      '<!doctype html><html><body><p>a  b</p></body></html>',
      '<!doctype html><p>a b',
      true,
    ],
    'keeps what closes others': ['</div>\n <p id="a">b', '</div>\n<p id=a>b', true],
  };
  for (const [name, [piece, result, isUsed = false]] of Object.entries(EDGES)) {
    it(`is ${isUsed ? '' : 'not '}what another minifier made that ${name}`, () => {
      assert.equal(minifyPage(piece, 'html', [() => result]).text === result, isUsed);
    });
  }

  it('is the source where elements are nested too deeply to be read', () => {
    refuses(`${'<b>'.repeat(20_000)}  a`, 'html', /./);
  });
});

describe('a minified page of XHTML', () => {
  check(xhtml, 'xhtml');

  const ENGINES: Readonly<Record<string, readonly [page: string, result: string, isUsed?: true]>> =
    {
      'leaves out quotes': ['<p class="a">a  b</p>', '<p class=a>a b</p>'],
      'closes an empty element no more': ['<p>a  b<br/></p>', '<p>a b<br></p>'],
      'writes a character that is markup': ['<p>a  &amp; b</p>', '<p>a & b</p>'],
      'names a character that XML does not': ['<p>a  b&#160;</p>', '<p>a b&nbsp;</p>'],
      'writes a name in another case': ['<P>a  b</P>', '<p>a b</p>'],
      'leaves out blanks': ['<p id="a" >a  b<br /></p>', '<p id="a">a b<br/></p>', true],
    };
  for (const [name, [page, result, isUsed = false]] of Object.entries(ENGINES)) {
    it(`is ${isUsed ? '' : 'not '}what another minifier made that ${name}`, () => {
      assert.equal(minifyPage(page, 'xhtml', [() => result]).text === result, isUsed);
    });
  }

  it('is the source where an element is not closed', () => {
    refuses('<ul>  <li> a </ul>', 'xhtml', /"<\/ul>" closes no element that is open/);
    refuses('<div>  <p> a </p>', 'xhtml', /"<div>" is not closed/);
  });

  it('is the source where the case of a name differs', () => {
    refuses('<P>  a</p>', 'xhtml', /"<\/p>" closes no element that is open/);
  });
});
