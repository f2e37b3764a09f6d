// A script is taken for minified by its long lines; what stands in comments counts for nothing.
import assert from 'node:assert/strict';
import { isMinified } from '../../lib/minify/content-kind.ts';

const SHORT = 'f( 1 );\n';
const LONG = `f(${'1,'.repeat(200)}2);\n`;

const CASES: Readonly<Record<string, readonly [text: string, isMinified: boolean]>> = {
  'short lines': [SHORT.repeat(3000), false],
  'long lines': [LONG.repeat(40), true],
  'one line': ['f(1);'.repeat(3000), true],
  'long lines behind short comments': ['/* a\n */'.repeat(3000) + LONG.repeat(40), true],
  'short lines beside long comments': [`${SHORT}/*${'a'.repeat(500)}*/`.repeat(60), false],
  'short lines before a comment without an end': [`${SHORT}/*${'a'.repeat(20_000)}`, false],
  'long lines between comments': [`/*\n*/${LONG}/*\n\n*/`.repeat(40), true],
  'a short script of one line': ['f(1);'.repeat(100), false],
};

describe('a script', () => {
  for (const [name, [text, expected]] of Object.entries(CASES)) {
    it(`${expected ? 'is' : 'is not'} taken for minified with ${name}`, () => {
      assert.equal(isMinified('/a.js', text), expected);
    });
  }
});
