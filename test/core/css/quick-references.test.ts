// What is found in a sheet without taking it apart is what is found token by token.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { toByteText } from '../../../lib/core/byte-text.ts';
import { quickCssReferences } from '../../../lib/core/css/quick-references.ts';
import { wholeCssReferences } from '../../../lib/core/css/references.ts';
import { fixture } from '../../../scripts/fixtures.js';
import { useFixtures } from '../../support/fixtures.ts';
import { fewer } from '../../support/sampled.ts';

const PIECES = [
  ...'url( URL( src( myurl( -url( #url( @url( 1url( 5%url( éurl( url-x( url ( url'.split(' '),
  ...'@import @IMPORT @importx @import-x @media @namespace @ # - <!-- --> /* */ /**/ //'.split(' '),
  ...[
    '"',
    "'",
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    ';',
    ':',
    ',',
    '\\',
    ' ',
    '\n',
    '\t',
    '\f',
    '\v',
    '\0',
  ],
  ...[
    'x.gif',
    '"x.css"',
    "'y.css'",
    'é',
    '\u00a0',
    '\x7f',
    '1',
    '.5',
    'a',
    '%',
    '>',
    '+',
    '*',
    '/',
  ],
  ...[
    'image-set(',
    'format("x")',
    'mask:',
    '--x:',
    'filter:',
    'b:',
    'url(x.svg#y)',
    '/*# sourceMappingURL=x.map */',
    'url(x.gif)',
    'url("x.gif")',
  ],
];

function assertSame(text: string): void {
  const quick = quickCssReferences(text);
  if (quick !== undefined) assert.deepEqual(quick, wholeCssReferences(text), text);
}

describe('references that are found quickly', () => {
  useFixtures();
  it('are those that are found token by token, in any sheet', () => {
    const sheet = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 });
    fc.assert(
      fc.property(sheet, (pieces) => assertSame(toByteText(Buffer.from(pieces.join(''))))),
      { numRuns: fewer('made sheets, looked at quickly', 20_000, 4000) },
    );
  });

  it('are those that are found token by token in the sheets of libraries', () => {
    const files = ['node_modules', fixture('')].flatMap((cwd) =>
      globSync('*/dist/**/*.css', { cwd, absolute: true }),
    );
    const sheets = files.map((file) => toByteText(fs.readFileSync(path.resolve(file))));
    for (const sheet of sheets) assertSame(sheet);
    const quick = sheets.filter((sheet) => quickCssReferences(sheet) !== undefined);
    assert.ok(quick.length > 20, `${quick.length} of ${sheets.length}`);
  });

  for (const sheet of ['a{b:url(x.gif)}', 'a{b:url( "x.gif" )}', "@import 'x.css';", 'a{b:"c"}']) {
    it(`are all of \`${sheet}\``, () => {
      assert.deepEqual(quickCssReferences(sheet), wholeCssReferences(sheet));
    });
  }

  const unusual = [
    'a{b:url(x.gif',
    'a{b:"c',
    '/* c',
    'a{b:u\\72l(x)}',
    'a{b:url(x y)}',
    'src(var(--x))',
  ];
  for (const sheet of unusual) {
    it(`are left to the tokenizer in \`${sheet}\``, () => {
      assert.equal(quickCssReferences(sheet), undefined);
    });
  }
});
