// What kind a text in a template is guessed to be.
import assert from 'node:assert/strict';
import { type ContentKind, guessKind } from '../../lib/minify/content-kind.ts';

const TEXTS: Readonly<Record<ContentKind | 'undefined', readonly string[]>> = {
  css: [
    'body {\n  font-size: 14pt;\n}',
    '/* mine */ a:hover, b > c[d="e"] { f: g }',
    '@import "a.css";',
    '@media print { a { b: c } }',
    '@layer a, b;',
    '.a { --x: 1 }',
    ':root{--a:{}}',
    '* { }',
    'a { b: url(//c/d) }',
    'a:not(.b) { &:hover { c: d } }',
    '@charset "utf-8"; a {}',
    '.w-1\\/2, .w\\%5 > #\\31 { a: b }',
    '.é #-a { b: c }',
  ],
  js: [
    'var a = { b: 1 }',
    'function f(a, b) { return a + b; }',
    '(function () { a() })()',
    'if (a) { b() }',
    'import "./a.js";',
    'class A { a() {} }',
    '// words\na()',
    'try { a: b } catch {}',
    'const html = "</p>";',
    '"use strict"; a()',
    'export default { a: 1 }',
    'window.a = b;',
    '$.ajax("a");',
    'a.forEach((b) => b)',
  ],
  html: ['<p>a</p>', '\n <!-- a --> b', '<!doctype html><p>', 'words <b>bold</b> words', '<svg/>'],
  xhtml: [
    '<?xml version="1.0"?><html/>',
    '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "a" "b">\n<!-- c -->\n<svg></svg>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html></html>',
    '<html lang="en" xmlns="http://www.w3.org/1999/xhtml"></html>',
  ],
  undefined: [
    '',
    '  Hello, world  ',
    '  label : value  ',
    'x = 5',
    'f(x)',
    'new Date',
    'Hello (world); bye',
    'Note: a; b',
    '//example.com/a(b)',
    '/* a */',
    '< 5  and > 3',
    'Options: { a: b }',
    '{ "a": 1 }',
    '{ a: 1, // words\n b: 2 }',
    '.a { b: c; // words\n d: e }',
    '#define A 1\nstruct B { }',
    '<?xml version="1.0"?><rss> <title>a  b</title></rss>',
    '[1, 2]',
    '# Title\n\n  words  {a: b}',
    'A sentence. And  {a: b}',
    'Really?  It is {a: b}',
    "It's  {a: b}",
    'import from  France',
    'let us  go',
    'if (a)  b',
    '"quoted"  words',
  ],
};

describe('guessKind', () => {
  for (const [kind, texts] of Object.entries(TEXTS)) {
    for (const text of texts) {
      it(`takes ${JSON.stringify(text)} for ${kind}`, () =>
        assert.equal(String(guessKind(text)), kind));
    }
  }
});
