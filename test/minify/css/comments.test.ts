// Comments that are to stay, put back where an engine has lost them.
import assert from 'node:assert/strict';
import { hasComments, putBackComments } from '../../../lib/minify/css/comments.ts';
import { cssPieces } from '../../../lib/minify/css/pieces.ts';
import { MinifyProblem } from '../../../lib/minify/minifier.ts';

function putBack(source: string, result: string): string {
  return putBackComments(cssPieces(source), result, cssPieces(result));
}

const CASES: Readonly<Record<string, [source: string, result: string, whole: string]>> = {
  'at the beginning': ['/*!1*/ a { b: c }', 'a{b:c}', '/*!1*/a{b:c}'],
  'at the end': ['a { b: c } /*!1*/', 'a{b:c}', 'a{b:c}/*!1*/'],
  'between rules': ['a { b: c } /*!1*/ d { e: f }', 'a{b:c}d{e:f}', 'a{b:c}/*!1*/d{e:f}'],
  'in a rule': ['a { /*!1*/ b: c; /*!2*/ }', 'a{b:c}', 'a{/*!1*/b:c/*!2*/}'],
  'in a selector': ['a /*!1*/ b { c: d }', 'a b{c:d}', 'a/*!1*/ b{c:d}'],
  'in a value': ['a { b: 0.5px /*!1*/ 2px }', 'a{b:.5px 2px}', 'a{b:.5px/*!1*/ 2px}'],
  'behind the name of an at-rule': ['@media /*!1*/ a { }', '@media a{}', '@media/*!1*/ a{}'],
  'several at one place': ['/*!1*/ /*!2*/ a { }', 'a{}', '/*!1*//*!2*/a{}'],
  'beside one that the engine kept': [
    '/*!1*/ a { /*!2*/ } b { }',
    '/*!1*/\na{}b{}',
    '/*!1*/\na{/*!2*/}b{}',
  ],
  'around words that are written otherwise': [
    'a{b:url("c")}/*!1*/::before{d:#FFF;}/*!2*/',
    'a{b:url(c)}:before{d:#fff}',
    'a{b:url(c)}/*!1*/:before{d:#fff}/*!2*/',
  ],
};

describe('putBackComments', () => {
  for (const [name, [source, result, whole]] of Object.entries(CASES)) {
    it(`writes a comment ${name}`, () => {
      const written = putBack(source, result);
      assert.equal(written.replace(/\n/g, ''), whole.replace(/\n/g, ''));
      assert.ok(hasComments(cssPieces(source), cssPieces(written)));
    });
  }

  it('refuses one that stands in a word', () => {
    assert.throws(() => putBack('a { b: url( /*!1*/ "c" ) }', 'a{b:url(c)}'), MinifyProblem);
  });
});

describe('hasComments', () => {
  it('compares comments in order', () => {
    const has = (was: string, is: string) => hasComments(cssPieces(was), cssPieces(is));
    assert.equal(has('/*!1*/a{}/*!2*/', '/*!1*//*!2*/a{}'), true);
    assert.equal(has('/*!1*//*!2*/', '/*!2*//*!1*/'), false);
    assert.equal(has('/*!1*/', ''), false);
    assert.equal(has('/* 1 */', ''), true);
  });
});
