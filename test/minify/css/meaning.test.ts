// What the proof takes for the same, and what it refuses.
import assert from 'node:assert/strict';
import { toByteText } from '../../../lib/core/byte-text.ts';
import { findDifference } from '../../../lib/minify/css/meaning.ts';
import { cssPieces } from '../../../lib/minify/css/pieces.ts';
import { EQUAL_SHEETS } from '../support/css-equal-sheets.ts';
import { MUTATED_ENGINES } from '../support/css-mutated-engines.ts';
import { MUTATED_SYNTAX } from '../support/css-mutated-syntax.ts';
import { minified } from '../support/minified-css.ts';

function difference(source: string, result: string): ReturnType<typeof findDifference> {
  const [was, is] = [source, result].map((text) => cssPieces(toByteText(Buffer.from(text))));
  return findDifference(was ?? [], is ?? []);
}

describe('findDifference', () => {
  for (const [name, [source, result]] of Object.entries(EQUAL_SHEETS)) {
    it(`finds none in ${name}`, () => {
      assert.equal(difference(source, result), undefined);
      assert.equal(difference(result, source), undefined);
    });
  }

  it('says what was and what is from there on', () => {
    const found = difference('a { b: c; d: e } f { g: h }', 'a{b:c}f{g:h}');
    assert.deepEqual(found, { was: 'b: c; d: e }', is: 'b:c}f{g:' });
  });
});

describe('an engine', () => {
  for (const [name, [source, result]] of Object.entries({
    ...MUTATED_ENGINES,
    ...MUTATED_SYNTAX,
  })) {
    it(`is refused where it ${name}`, () => {
      const made = minified(`${source}\n\n`, () => result);
      assert.equal(made.by, 'reduction', made.text);
      assert.match(made.problem ?? '', /^the result/);
      assert.equal(difference(source, made.text), undefined);
    });
  }
});
