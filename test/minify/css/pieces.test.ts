// A stylesheet as pieces with their roles.
import assert from 'node:assert/strict';
import { cssPieces } from '../../../lib/minify/css/pieces.ts';
import { MinifyProblem } from '../../../lib/minify/minifier.ts';

/** Writes pieces as `role:text`, marks without their role. */
function roles(text: string): string {
  return cssPieces(text)
    .map((piece) => (piece.role === 'mark' ? piece.text : `${piece.role}:${piece.text}`))
    .join(' ');
}

const SHEETS: Readonly<Record<string, [text: string, pieces: string]>> = {
  'a rule': [
    'a > b { c: d e; }',
    'selector:a selector:> selector:b { name:c : value:d value:e ; }',
  ],
  'an at-rule': [
    '@media print { a { b: c } }',
    'at:@media condition:print { selector:a { name:b : value:c } }',
  ],
  'an at-rule without a block': ['@layer a, b;', 'at:@layer condition:a condition:, condition:b ;'],
  'a nested rule that looks like a declaration': [
    'a { b:hover { c: d } }',
    'selector:a { selector:b selector:: selector:hover { name:c : value:d } }',
  ],
  'a nested rule of an element': [
    'a { b c { d: e } }',
    'selector:a { selector:b selector:c { name:d : value:e } }',
  ],
  'a custom property with a block': [
    'a { --b: { c:d } ; }',
    'selector:a { name:--b : custom:{ c:d } ; }',
  ],
  'an empty custom property': ['a { --b:; }', 'selector:a { name:--b : custom: ; }'],
  'an important custom property': [
    'a { --b: c ! important; }',
    'selector:a { name:--b : custom:c value:! value:important ; }',
  ],
  'a custom property that only looks important': [
    'a { --b: (!important); --c: "!important" }',
    'selector:a { name:--b : custom:(!important) ; name:--c : custom:"!important" }',
  ],
  'a custom property that ends in an escape': [
    'a { --b: c\\ ; }',
    'selector:a { name:--b : custom:c\\  ; }',
  ],
  'a registered value': [
    '@property --a { initial-value: 0px }',
    'at:@property condition:--a { name:initial-value : custom:0px }',
  ],
  'what a function answers, in a condition': [
    '@function --a() { @media b { result: 0px } }',
    'at:@function condition:--a( condition:) { at:@media condition:b { name:result : custom:0px } }',
  ],
  'a style query': [
    '@container style( --a:  b ) { }',
    'at:@container condition:style( custom:--a:  b condition:) { }',
  ],
  'a style query in a value': [
    'a { b: if(style(--c: 1): d) }',
    'selector:a { name:b : value:if( value:style( custom:--c: 1 value:) value:: value:d value:) }',
  ],
  'a star hack': ['a { *zoom: 1 }', 'selector:a { name:*zoom : value:1 }'],
  'a charset': ['@charset  "utf-8" ;', 'at:@charset  "utf-8" ;'],
  'a kept comment': [
    '/* a */ /*! b */ c { /* @license d */ }',
    'comment:/*! b */ selector:c { comment:/* @license d */ }',
  ],
  'semicolons that say nothing': ['a { ; b: c;; }', 'selector:a { name:b : value:c ; }'],
  'an escape in the name of a property': [
    'a { \\2d-b: c  d } @property --e { \\initial-value: f  g }',
    'selector:a { name:\\2d-b : custom:c  d } at:@property condition:--e { name:\\initial-value : custom:f  g }',
  ],
  'an escape in the name of a function': [
    '@container st\\79le( --a:  b ) { }',
    'at:@container condition:st\\79le( custom:--a:  b condition:) { }',
  ],
  'semicolons among rules': [
    '@media a { ; b { } ; }',
    'at:@media condition:a { ; selector:b { } ; }',
  ],
  'a semicolon at the top level': [
    'a; b { c: d }',
    'selector:a selector:; selector:b { name:c : value:d }',
  ],
};

describe('cssPieces', () => {
  for (const [name, [text, pieces]] of Object.entries(SHEETS)) {
    it(`reads ${name}`, () => {
      assert.equal(roles(text), pieces);
    });
  }

  it('tells where each piece begins', () => {
    const text = '/*! a */ @media b { c > d { e: f(g, 1); --h:  i ; *j: k } } @charset "l";';
    for (const piece of cssPieces(text)) {
      assert.ok(text.startsWith(piece.text, piece.start), `${piece.text} at ${piece.start}`);
    }
  });

  it('tells white space from a comment', () => {
    const [a, b, c] = cssPieces('a b/**/c { }');
    assert.deepEqual([a?.isSpaced, a?.isParted], [false, false]);
    assert.deepEqual([b?.isSpaced, b?.isParted], [true, true]);
    assert.deepEqual([c?.isSpaced, c?.isParted], [false, true]);
  });

  it('tells the property and the functions around a value', () => {
    const values = cssPieces('a { WIDTH: Calc(1px + (2px)) }').filter(
      ({ role }) => role === 'value',
    );
    const inside = values.map((piece) => `${piece.property} ${piece.inside} ${piece.text}`);
    assert.deepEqual(inside, [
      ...['width  Calc(', 'width calc( 1px', 'width calc( +', 'width calc( ('],
      ...['width ( 2px', 'width calc( )', 'width  )'],
    ]);
  });

  it('tells the at-rule around a declaration, not that around its rule', () => {
    const names = cssPieces('@Font-Face { a: b } @media c { d { e: f } }');
    const found = names.filter(({ role }) => role === 'name').map(({ atRule }) => atRule);
    assert.deepEqual(found, ['@font-face', '']);
  });

  it('marks what old browsers read in their own way', () => {
    const values = cssPieces(
      'a { b: progid:c(d); e: f\\9; g: h } @font-face { unicode-range: U+1 }',
    );
    const strict = values.filter(({ isStrict }) => isStrict).map(({ property }) => property);
    assert.deepEqual([...new Set(strict)], ['b', 'e', 'unicode-range']);
  });

  for (const text of [
    'a {',
    'a',
    '@b',
    'a { b: "c\n" }',
    'a { b: url(c d) }',
    'a { } /*',
    'a { b: (',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => cssPieces(text), MinifyProblem);
    });
  }
});
