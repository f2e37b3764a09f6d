// What a sheet leaves open at its end can't reach the sheet that is joined to it.
import assert from 'node:assert/strict';
import * as csstree from 'css-tree';
import fc from 'fast-check';
import { joinSheets } from '../../../lib/core/css/join.ts';
import { fewer } from '../../support/sampled.ts';
import { cssStatements } from '../support/css-statements.ts';

const SECOND = 'zz{color:red}';

/** The statements at the top level of a sheet, as a CSS parser of its own reads them. */
function statementsOf(sheet: string): string[] {
  const tree = csstree.parse(sheet) as csstree.StyleSheet;
  return tree.children
    .toArray()
    .filter(({ type }) => type !== 'Comment')
    .map((node) => csstree.generate(node));
}

function assertSecondSurvives(first: string): void {
  const result = joinSheets([first, SECOND])?.text;
  assert.ok(result !== undefined, 'is joined');
  assert.equal(statementsOf(result).at(-1), SECOND, `in ${JSON.stringify(result)}`);
}

const open: Record<string, string> = {
  'a block': 'a{b:c',
  'a block behind a value without semicolon': 'a{b:c;d',
  'an empty block': 'a{',
  'nested blocks': '@media x{@supports (a:b){c{d:e',
  'a media rule': '@media x{a{}',
  'a selector': 'a b >',
  'an at-rule without a block': '@media print',
  'an import without a semicolon': '@import "x"',
  'an import with an open url': '@import url(x',
  'an import with an open bracket': '@import "x" layer(a',
  'a charset without a semicolon': '@charset "utf-8"',
  'a comment': 'a{}/*',
  'a comment that ends with a star': 'a{}/**',
  'a comment that ends with a slash': 'a{}/*/',
  'a comment in a block': 'a{b:c/* d',
  'a comment in a selector': 'a/* d',
  'a string': 'a{b:"c',
  'a string in apostrophes': "a{b:'c",
  'a string of one quote': 'a{b:"',
  'a string that ends with an escaped quote': 'a{b:"c\\"',
  'a string that ends with two backslashes': 'a{b:"c\\\\',
  'a string that a line end breaks': 'a{b:"c\n',
  'a string at the top': '"c',
  'a url': 'a{b:url(c',
  'a url that is empty': 'a{b:url(',
  'a url with white space': 'a{b:url( c ',
  'a url that ends with an escaped bracket': 'a{b:url(c\\)',
  'a url with a quote in it': 'a{b:url(c"d',
  'a url with a string': 'a{b:url("c"',
  'a url with an open string': 'a{b:url("c',
  'a round bracket': 'a{b:calc(1px + (2px',
  'a square bracket': 'a[b',
  'a square bracket with a string': 'a[b="c',
  'brackets that are closed crosswise': 'a{b:([)]}',
  'a function with a block in it': 'a{--b:f({',
  'a stray brace': 'a{b:c}}',
  'several stray braces': '}}a{}}}',
  'a stray round bracket': 'a{}) ',
  'a stray square bracket': ']',
  'a stray semicolon': 'a{};',
  'an HTML comment': '<!-- a{} -->',
  'the begin of an HTML comment': 'a{}<!--',
  'the begin of a shorter token': 'a{}<!-',
  'a slash': 'a{}/',
  'an at sign': 'a{}@',
  'a hash': 'a{}#',
  'white space': 'a{}\n\n',
  'a null byte': 'a{}\0',
};

const backslashes: Record<string, string> = {
  'at the top': 'a{}\\',
  'in a block': 'a{b:c\\',
  'in a selector': 'a\\',
  'in an at-rule': '@media x\\',
  'in a string': 'a{b:"c\\',
  'in a url': 'a{b:url(c\\',
  'in a bracket': 'a{b:(c\\',
  'that another one escapes': '\\\\',
};

describe('the second of two joined sheets', () => {
  for (const [name, first] of Object.entries(open)) {
    it(`survives ${name}`, () => assertSecondSurvives(first));
  }

  for (const [name, first] of Object.entries(backslashes)) {
    it(`survives a backslash at the end ${name}`, () => assertSecondSurvives(first));
  }

  it('survives what looks like a comment in a url whose name an escape hides', () => {
    const first = 'a{b:u\\72 l(x/*y)}';
    assert.equal(joinSheets([first, SECOND])?.text, `${first}\n${SECOND}`);
  });

  it('survives every sheet', () => {
    const piece = fc.constantFrom(
      ...['a', '{', '}', '(', ')', '[', ']', ';', ':', '"', "'", '/*', '*/', 'url(', '@media '],
      ...['\n', ' ', '\\"', '\\)', '\\}', '<!--', '-->', '!', ',', '#', '\xe9', 'f('],
    );
    const first = fc
      .array(piece, { maxLength: 16 })
      .map((pieces) => pieces.join(''))
      // where css-tree, that reads the result, goes wrong itself
      .filter((text) => !/url\([^)]*\\/.test(text));
    fc.assert(
      fc.property(first, (sheet) => {
        const result = joinSheets([sheet, SECOND])?.text ?? '';
        assert.equal(cssStatements(result).at(-1), SECOND, `in ${JSON.stringify(result)}`);
      }),
      { numRuns: fewer('made sheets that are joined', 5000, 1500) },
    );
  });
});

describe('the first of two joined sheets', () => {
  for (const [name, first] of Object.entries(open)) {
    it(`keeps its meaning with ${name}`, () => {
      const result = joinSheets([first, SECOND])?.text ?? '';
      const alone = statementsOf(joinSheets([first])?.text ?? '');
      assert.deepEqual(statementsOf(result).slice(0, -1), alone);
    });
  }

  it('gets no backslash into a string that it ends in', () => {
    const result = joinSheets(['a{content:"x\\', SECOND])?.text ?? '';
    assert.equal(statementsOf(result)[0], 'a{content:"x"}');
  });
});
