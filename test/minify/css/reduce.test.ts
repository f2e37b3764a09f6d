// A stylesheet without the white space and comments that mean nothing.
import assert from 'node:assert/strict';
import { cssPieces } from '../../../lib/minify/css/pieces.ts';
import { writePieces } from '../../../lib/minify/css/reduce.ts';

const SHEETS: Readonly<Record<string, [text: string, small: string]>> = {
  'drops white space and comments': ['/* a */\nb  {\n  c : d ;\n}\n', 'b{c:d}'],
  'keeps tokens as they are': ['A { COLOR: #FFF; Margin: 0.50PX }', 'A{COLOR:#FFF;Margin:0.50PX}'],
  'drops the last semicolon of a block': [
    'a { b: c; d: e; } @media f { g { h: i; } }',
    'a{b:c;d:e}@media f{g{h:i}}',
  ],
  'keeps the semicolon of a statement': ['a { @layer b; } @layer c;', 'a{@layer b;}@layer c;'],
  'keeps a blank where words would join': [
    'a b { c: d e 1 2px #f "g" h }',
    'a b{c:d e 1 2px #f"g"h}',
  ],
  'keeps a comment where only it parts words': ['a { b: c/**/d }', 'a{b:c/**/d}'],
  'needs no blank behind a bracket': ['a { b: min( d ) e max( g ) }', 'a{b:min(d)e max(g)}'],
  'keeps blanks in a function of unknown syntax': ['a { b: c( d  = e ) , f }', 'a{b:c( d = e),f}'],
  'needs no blank around combinators': ['a > b ~ c + d , e { f: g }', 'a>b~c+d,e{f:g}'],
  'keeps the blank of a descendant': ['a .b #c [d] :e * ::f { g: h }', 'a .b #c [d] :e * ::f{g:h}'],
  'keeps blanks around signs': [
    'a { b: calc( 1px + 2px - -3px * 2 ) }',
    'a{b:calc(1px + 2px - -3px * 2)}',
  ],
  'keeps a sign apart where no selector can be': ['a:b( 1 + 2 ) { c: d }', 'a:b(1+ 2){c:d}'],
  'keeps blanks in steps': ['a:nth-child( 2n + 1 of b ) { c: d }', 'a:nth-child(2n + 1 of b){c:d}'],
  'keeps the blank before a bracket of a query': [
    '@media a and ( b ) { c { d: e } }',
    '@media a and (b){c{d:e}}',
  ],
  'keeps the colon of a page apart': ['@page a :first { b: c }', '@page a :first{b:c}'],
  'keeps a custom property as it is': ['a { --b:  1  /* c */ 2  ; }', 'a{--b:1  /* c */ 2}'],
  'keeps the blank of an empty custom property': ['a { --b:  ; --c:; }', 'a{--b: ;--c:;}'],
  'keeps old filters as they are': [
    'a { filter: progid:b.c( d=1, e=2 ) }',
    'a{filter:progid:b.c( d=1,e=2 )}',
  ],
  'keeps a range of characters as it is': [
    '@font-face { unicode-range: U+26 , u+0?? }',
    '@font-face{unicode-range:U+26,u+0??}',
  ],
  'keeps comments that are to stay': ['/*! a */ b { c: d /*! e */ ; }', '/*! a */b{c:d/*! e */}'],
  'keeps strings and urls': [
    'a { b: "c  d" url( e  ) url( "f  g" ) }',
    'a{b:"c  d"url( e  ) url("f  g")}',
  ],
  'keeps declarations with errors apart': ['a { b c; d: e; f }', 'a{b c;d:e;f}'],
};

describe('writePieces', () => {
  for (const [name, [text, small]] of Object.entries(SHEETS)) {
    it(name, () => {
      assert.equal(writePieces(cssPieces(text)), small);
    });
  }

  it('writes what it has written as it is', () => {
    for (const [, small] of Object.values(SHEETS)) {
      assert.equal(writePieces(cssPieces(small)), small);
    }
  });
});
