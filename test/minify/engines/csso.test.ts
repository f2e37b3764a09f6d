// What csso is kept from, so that its result is proven more often.
import assert from 'node:assert/strict';
import { csso } from '../support/minified-css.ts';

const SHEETS: Readonly<Record<string, [text: string, small: string]>> = {
  'shortens numbers, zeros and colours': [
    'a { opacity: 0.50; margin: 0px; color: #FFFFFF }',
    'a{opacity:.5;margin:0;color:#fff}',
  ],
  'shortens colours with an alpha channel': ['a { color: #AABBCCDD }', 'a{color:#abcd}'],
  'keeps colours by their kind': [
    'a { color: rgb(255,0,0); background: hsl(0,0%,0%) }',
    'a{color:rgb(255,0,0);background:hsl(0,0%,0%)}',
  ],
  'keeps colours without alpha': ['a { color: rgba(0, 0, 0, 0) }', 'a{color:rgba(0,0,0,0)}'],
  'names no colour': [
    'a { color: #FF0000; border-color: #ffd700 }',
    'a{color:#f00;border-color:#ffd700}',
  ],
  'keeps named colours and weights': [
    'a { color: white; font-weight: bold; border: none }',
    'a{color:white;font-weight:bold;border:none}',
  ],
  'keeps zeros that need their unit': [
    'a { flex-basis: 0px; rotate: 0deg; top: 0%; left: -0px }',
    'a{flex-basis:0px;rotate:0deg;top:0%;left:-0px}',
  ],
  'keeps units in functions': ['a { width: min(0px, 1%) }', 'a{width:min(0px,1%)}'],
  'keeps fractions that are zero': ['a { z-index: 1.0 }', 'a{z-index:1.0}'],
  'keeps empty rules and values': [
    'a { } @media print { b { } } c { d: }',
    'a{}@media print{b{}}c{d:}',
  ],
  'keeps universal selectors': ['*.a, * + *:b { c: d }', '*.a,*+*:b{c:d}'],
  'keeps escapes as they are written': [
    '.\\e9 { content: "\\F101\\e9  \\\\f101" }',
    '.\\e9 {content:"\\F101\\e9  \\\\f101"}',
  ],
  'keeps characters as they are written': ['a { content: "é\\e9" }', 'a{content:"é\\e9"}'],
  'moves no rules': ['a { b: c } d { e: f } a { b: c }', 'a{b:c}d{e:f}a{b:c}'],
};

describe('csso', () => {
  for (const [name, [text, small]] of Object.entries(SHEETS)) {
    it(name, () => {
      assert.equal(csso(text), small);
    });
  }

  it('takes a sheet that uses characters for private use', () => {
    const text = `a{content:"\u{100000}\\e9"}`;
    assert.equal(csso(text), `a{content:"\u{100000}é"}`);
  });
});
