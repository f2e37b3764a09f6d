// The tokens of a stylesheet in arrays.
import assert from 'node:assert/strict';
import { CssTape } from '../../../lib/core/css/tape.ts';
import { cssTokens, tokenTypes } from '../../../lib/core/css/tokens.ts';

const SHEETS = [
  'a > b { c: d( 1px, "e" ); }',
  '/* a */ @media ( b ) { c { d: url( e ) u\\72l( f ) } }',
  'a { b: url(c"d\\) e) } f { g: h }',
  'a { b: "c',
];

describe('CssTape', () => {
  for (const text of SHEETS) {
    it(`holds the tokens of ${JSON.stringify(text)}`, () => {
      const tape = new CssTape(text);
      const tokens = Array.from({ length: tape.length }, (_, at) => ({
        type: tape.typeAt(at),
        start: tape.startAt(at),
        end: tape.startAt(at + 1),
      }));
      assert.deepEqual(tokens, cssTokens(text));
      assert.equal(tokens.map((_, at) => tape.textAt(at)).join(''), text);
    });
  }

  it('tells the end', () => {
    const tape = new CssTape('a b');
    assert.deepEqual([tape.typeAt(3), tape.startAt(3), tape.textAt(3)], [tokenTypes.EOF, 3, '']);
    assert.equal(tape.textAt(1, 2), ' b');
  });

  it('is empty for an empty sheet', () => {
    assert.equal(new CssTape('').length, 0);
  });
});
