// Pieces and pages of HTML, minified: what goes, and above all what stays.
import assert from 'node:assert/strict';
import { minifyPage } from '../../lib/minify/pages.ts';

/** Fact → piece → what it becomes. */
type Cases = Readonly<Record<string, readonly [piece: string, minified: string]>>;

const blanks: Cases = {
  'takes blanks at the edges of blocks': ['<ul>\n  <li> one </li>\n</ul>', '<ul><li>one</li></ul>'],
  'takes blanks around a block piece': ['\n<p>a</p>\n', '<p>a</p>'],
  'leaves one blank around an inline piece': ['\n<b>a</b>  ', ' <b>a</b> '],
  'leaves one blank around a text': ['  a\n', ' a '],
  'leaves one blank between words': ['<p>a \n\t b</p>', '<p>a b</p>'],
  'leaves one blank between inline elements': [
    '<p><b>a</b>\n\n<i>b</i></p>',
    '<p><b>a</b> <i>b</i></p>',
  ],
  'adds no blank between inline elements': ['<p>  <b>a</b><i>b</i></p>', '<p><b>a</b><i>b</i></p>'],
  'leaves the blank beside an inner one': ['<p>a <b>  b </b> c</p>', '<p>a <b> b </b> c</p>'],
  'leaves one blank between items, which may stand side by side': [
    '<ul><li>a</li>\n\n<li>b</li></ul>',
    '<ul><li>a</li> <li>b</li></ul>',
  ],
  'leaves one blank beside a block, which may be in a line': [
    'a  <div>b</div>  c',
    'a <div>b</div> c',
  ],
  'leaves one blank beside an element of an icon': [
    '<p>a  <i class="x"></i>  b</p>',
    '<p>a <i class="x"></i> b</p>',
  ],
  'leaves the blank before an icon at the end': [
    '<p>a  <i class="x"></i></p>',
    '<p>a <i class="x"></i></p>',
  ],
  'leaves the blank behind an icon at the start': [
    '<p><i class="x"></i>  a</p>',
    '<p><i class="x"></i> a</p>',
  ],
  'leaves one blank beside a picture': ['<p>a  <img src="x">  b</p>', '<p>a <img src="x"> b</p>'],
  'leaves one blank beside form controls': [
    '<p><input>  <button> a  b </button></p>',
    '<p><input> <button> a b </button></p>',
  ],
  'leaves one blank beside a break that may be hidden': ['<p>a  <br>\n  b</p>', '<p>a <br> b</p>'],
  'leaves one blank beside a break opportunity': ['<p>a  <wbr>  b</p>', '<p>a <wbr> b</p>'],
  'leaves one blank beside a script, which may write text': [
    'a  <script>x</script>  b',
    'a <script>x</script> b',
  ],
  'leaves one blank beside noscript': [
    'a  <noscript> b  c </noscript>  d',
    'a <noscript> b  c </noscript> d',
  ],
  'takes custom elements for inline ones': [
    '<my-tag>  a  </my-tag>  <my-tag>b</my-tag>',
    '<my-tag> a </my-tag> <my-tag>b</my-tag>',
  ],
  'takes a block with a display of its own for inline': [
    '<div style="display:inline">  a  </div>b',
    '<div style="display:inline"> a </div>b',
  ],
  'takes blanks between the parts of a table': [
    '<table>\n<thead>\n<tr>\n<th> a </th>\n<th>b</th>\n</tr>\n</thead>\n</table>',
    '<table><thead><tr><th>a</th><th>b</th></tr></thead></table>',
  ],
  'takes blanks between options': [
    '<select>\n<option> a  b </option>\n<option>c\n</select>',
    '<select><option>a b</option><option>c</select>',
  ],
  'reads a piece that begins with a cell': ['<td> a </td>\n<td> b </td>', '<td>a</td><td>b</td>'],
  'reads a piece that begins with a row': ['<tr>\n<td> a\n<td> b\n</tr>', '<tr><td>a<td>b</tr>'],
  'reads a piece that begins with an option': [
    '<option> a </option>\n<option>b</option>',
    '<option>a</option><option>b</option>',
  ],
  'reads elements without end tags': ['<ul>\n<li> a\n<li> b\n</ul>', '<ul><li>a<li>b</ul>'],
  'leaves one blank at the end of what stays open': ['<div>\n a  ', '<div>a '],
  'reads a piece that begins with an end tag': ['</div>\n<p> a </p>', '</div> <p>a</p>'],
  'reads past a tag that the parser ignores': ['<p>a  </i>  b</p>', '<p>a </i> b</p>'],
  'leaves character references as they are written': [
    '<p> a &amp;  b&nbsp; &copy </p>',
    '<p>a &amp; b&nbsp; &copy</p>',
  ],
  'leaves blanks that are written as references': ['<p> &#32; a&#10; </p>', '<p>&#32; a&#10;</p>'],
  'leaves a blank of no width alone': ['<p>\u00a0 a \u2003</p>', '<p>\u00a0 a \u2003</p>'],
  'leaves a form feed, which is no blank to a sheet': ['<p>a \f  b</p>', '<p>a \f b</p>'],
  'leaves a line break between Chinese words': ['<p>漢\n\n  字</p>', '<p>漢\n字</p>'],
  'reads line ends of every kind': ['<p>\r\na\r\n\r\nb\rc\n</p>\r\n', '<p>a b c</p>'],
  'counts a character of two units as it should': ['<p>😀  a  😀 </p>', '<p>😀 a 😀</p>'],
  'leaves tags as they are written': [
    '<P  CLASS = a  >\n x</P ><br  />',
    '<P  CLASS = a  >x</P ><br  />',
  ],
  'leaves blanks in attributes': ['<p title=" a  b ">  c</p>', '<p title=" a  b ">c</p>'],
};

const kept: Cases = {
  pre: ['<pre>\n\n a  b\n <!-- c --> </pre>  ', '<pre>\n\n a  b\n <!-- c --> </pre>'],
  textarea: ['<p>  <textarea>\n a  b </textarea></p>', '<p><textarea>\n a  b </textarea></p>'],
  script: [
    '<div>\n<script> a  = "</p>  b" </script></div>',
    '<div><script> a  = "</p>  b" </script></div>',
  ],
  style: ['<div>\n<style> a  { b : c } </style></div>', '<div><style> a  { b : c } </style></div>'],
  template: [
    '<div>\n<template>  <p> a </p> <!-- b --> </template></div>',
    '<div><template>  <p> a </p> <!-- b --> </template></div>',
  ],
  xmp: ['<div>\n<xmp> <b>  a </xmp></div>', '<div><xmp> <b>  a </xmp></div>'],
  iframe: ['<div>\n<iframe> a  b </iframe></div>', '<div><iframe> a  b </iframe></div>'],
  'an element whose style sets white-space': [
    '<p>  a</p><p style="WHITE-SPACE : pre">  a  <b>  b</b></p>',
    '<p>a</p><p style="WHITE-SPACE : pre">  a  <b>  b</b></p>',
  ],
  'an element whose class sets white-space': [
    '<p>  a</p><p class="b whitespace-pre">  a  </p>',
    '<p>a</p><p class="b whitespace-pre">  a  </p>',
  ],
  'an element that is edited': [
    '<p>  a</p><p contenteditable>  a  </p>',
    '<p>a</p><p contenteditable>  a  </p>',
  ],
  'a text of SVG': [
    '<svg>\n\n<g>  <text> a  b </text></g></svg>',
    '<svg> <g> <text> a  b </text></g></svg>',
  ],
  'SVG that keeps its blanks': [
    '<p> </p><svg xml:space="preserve"> <g>  </g></svg>',
    '<p></p><svg xml:space="preserve"> <g>  </g></svg>',
  ],
  MathML: [
    '<p>  <math> <mtext> a  b </mtext> </math></p>',
    '<p><math> <mtext> a  b </mtext> </math></p>',
  ],
  'all texts where a sheet of the piece sets white-space': [
    '<style>p { white-space: pre }</style><!-- a --><p>  b</p>',
    '<style>p { white-space: pre }</style><p>  b</p>',
  ],
};

const comments: Cases = {
  'takes a comment': ['<p>a</p><!-- b --><p>c</p>', '<p>a</p><p>c</p>'],
  'takes a comment and leaves the blank before it': ['<p>a <!-- b -->c</p>', '<p>a c</p>'],
  'takes a comment and leaves the blank behind it': ['<p>a<!-- b --> c</p>', '<p>a c</p>'],
  'takes a comment and one of the blanks around it': ['<p>a <!-- b --> c</p>', '<p>a c</p>'],
  'puts no blank where a comment was': ['<li>a</li><!--\n--><li>b</li>', '<li>a</li><li>b</li>'],
  'keeps a comment that begins with !': ['<p>  a</p><!--! b  -->', '<p>a</p><!--! b  -->'],
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
  'keeps includes, and the blanks beside them': [
    'a  <!--#include virtual="b" -->  c',
    'a <!--#include virtual="b" --> c',
  ],
  'keeps bindings': [
    '<p>  a</p><!-- ko if: a --><b>b</b><!-- /ko -->',
    '<p>a</p><!-- ko if: a --><b>b</b><!-- /ko -->',
  ],
  'keeps a comment that parts what would be a reference': [
    '<p>  &am<!-- a -->p;</p>',
    '<p>&am<!-- a -->p;</p>',
  ],
  'keeps a comment that never ends': ['<p>  a</p><!-- b ', '<p>a</p><!-- b '],
  'takes a comment in a table': [
    '<table><!-- a --><tr> <!-- b --> <td>c</table>',
    '<table><tr><td>c</table>',
  ],
};

const pages: Cases = {
  'takes blanks and comments before the head': [
    '\n<!-- a -->\n<!doctype html>\n<!-- b -->\n<html lang="x">\n<head>\n<title>c</title>',
    '<!doctype html><html lang="x"><head><title>c</title>',
  ],
  'takes blanks between what is in the head': [
    '<!doctype html><head>\n<meta charset="x">\n<script>1</script>\n<noscript> a  b </noscript>\n<title> a  b\n</title>\n</head>',
    '<!doctype html><head><meta charset="x"><script>1</script><noscript> a  b </noscript><title>a b</title></head>',
  ],
  'takes blanks behind the body': [
    '<html><body>\n<p>a</p>\n</body>\n</html>\n',
    '<html><body><p>a</p></body></html>',
  ],
  'reads a page without tags of its own': [
    '<!doctype html>\n<title>a</title>\n<p>b\n<p>c</p>',
    '<!doctype html><title>a</title><p>b<p>c</p>',
  ],
  'leaves a byte-order mark': ['\ufeff<!doctype html>\n<p>  a', '\ufeff<!doctype html><p>a'],
};

const xhtml: Cases = {
  'leaves CDATA sections': [
    '<p>  a <![CDATA[ b  > <i>  c ]]>  d</p>',
    '<p>a <![CDATA[ b  > <i>  c ]]> d</p>',
  ],
  'leaves processing instructions': [
    '<?xml version="1.0"?>\n<?a  b > c ?>\n<p>  d</p>',
    '<?xml version="1.0"?> <?a  b > c ?> <p>d</p>',
  ],
  'leaves empty elements as written': [
    '<p>  a<br />  <span  />  b<hr/></p>',
    '<p>a<br /> <span  /> b<hr/></p>',
  ],
  'reads on behind an empty script': [
    '<div>\n<script src="a"/>\n<p>  b</p></div>',
    '<div><script src="a"/> <p>b</p></div>',
  ],
  'leaves a script in a CDATA section': [
    '<p>  <script>//<![CDATA[\n a  < b && "</script>" \n//]]></script></p>',
    '<p><script>//<![CDATA[\n a  < b && "</script>" \n//]]></script></p>',
  ],
  'takes comments': ['<p>a <!-- b > c --> d</p>', '<p>a d</p>'],
  'reads a page': [
    '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html xmlns="a">\n<head>\n<title/>\n</head>\n<body>\n</body>\n</html>\n',
    '<?xml version="1.0"?><!DOCTYPE html><html xmlns="a"><head><title/></head><body></body></html>',
  ],
};

function check(cases: Cases, kind: 'html' | 'xhtml', title = ''): void {
  for (const [fact, [piece, minified]] of Object.entries(cases)) {
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

  it('is the source where elements are nested too deeply to be read', () => {
    refuses(`${'<b>'.repeat(20_000)}  a`, 'html', /./);
  });
});

describe('a minified page of XHTML', () => {
  check(xhtml, 'xhtml');

  it('is the source where an element is not closed', () => {
    refuses('<ul>  <li> a </ul>', 'xhtml', /"<\/ul>" closes no element that is open/);
    refuses('<div>  <p> a </p>', 'xhtml', /"<div>" is not closed/);
  });

  it('is the source where the case of a name differs', () => {
    refuses('<P>  a</p>', 'xhtml', /"<\/p>" closes no element that is open/);
  });
});
