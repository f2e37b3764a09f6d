// Results of engines that were changed in a way that changes what they mean: the proof accepts none.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fromByteText, toByteText } from '../../../lib/core/byte-text.ts';
import { minifySheet } from '../../../lib/minify/css/sheets.ts';
import { fixture } from '../../../scripts/fixtures.js';
import { isWhole, sampled } from '../../support/sampled.ts';
import { CHANGES, changedSheets, STATEMENT_CHANGES } from '../support/css-changes.ts';
import { ruleFeatures } from '../support/css-features-rules.ts';
import { selectorFeatures } from '../support/css-features-selectors.ts';
import { valueFeatures } from '../support/css-features-values.ts';
import { csso } from '../support/minified-css.ts';

const REAL = [
  'modern-normalize/modern-normalize.css',
  'flatpickr/dist/flatpickr.css',
  'milligram/dist/milligram.css',
];
/** What features hold too seldom. */
const MORE = [
  ...Array.from(
    { length: 32 },
    (_, at) => `@media (width>=${at + 2}px) and (height<${at}em){a{b:c}}`,
  ),
  ...Array.from(
    { length: 32 },
    (_, at) => `a{width:calc(1px + ${at}% - 2em)!important;--x:a  B ${at};color:#a${at % 10}f}`,
  ),
  ...Array.from(
    { length: 32 },
    (_, at) => `[a~="b${at}"],[c^=d]{b:url(c${at}) "d"}@layer a,b${at};@layer c;`,
  ),
  ...Array.from(
    { length: 32 },
    (_, at) => `#a${at}.Bc:hover .d #Ef{--Gh:#FFF Ab;--i:{j:k  l};content:"\\e${at}f"}`,
  ),
  ...Array.from(
    { length: 32 },
    (_, at) => `.a\\:b${at}>c\\+d{e:\\f ${at};transition:top ${at + 1}s,left 2ms}`,
  ),
];

/** A sheet, and what the engine makes of it. */
interface Pair {
  readonly source: string;
  readonly result: string;
}

function pairOf(source: string): Pair[] {
  const spaced = source + '\n'.repeat(20);
  const made = minifySheet(toByteText(Buffer.from(spaced)), csso);
  return made.by !== 'source' ? [{ source: spaced, result: decoded(made.text) }] : [];
}

function decoded(text: string): string {
  return fromByteText(text).toString('utf8');
}

/** Large sheets are cut into pieces of some rules. */
function piecesOf(name: string): string[] {
  const rules = readFileSync(fixture(name), 'utf8').split(/(?<=^\})/m);
  const pieces = rules.map((_, at) => (at % 5 === 0 ? rules.slice(at, at + 5).join('') : ''));
  return pieces.filter((piece) => piece !== '');
}

const LEAST = 30;
const MOST = isWhole ? 300 : 40;

describe('the proof of stylesheets', function () {
  this.timeout(120_000);
  let pairs: Pair[] = [];
  let count = 0;

  before(() => {
    const features = [ruleFeatures, selectorFeatures, valueFeatures].flatMap((each) =>
      Object.values(each),
    );
    pairs = [...features, ...MORE, ...REAL.flatMap(piecesOf)].flatMap(pairOf);
  });

  function check(name: string, changed: (sheet: string) => string[]): void {
    it(`accepts no result with ${name}`, () => {
      const all = pairs.flatMap(({ source, result }) =>
        changed(result).map((text) => ({ source, text })),
      );
      const some = sampled(`results with ${name}`, MOST, all).filter(
        ({ source, text }) => text.length < source.length,
      );
      assert.ok(some.length >= LEAST, `${some.length} changed results`);
      const accepted = some.filter(({ source, text }) => isAccepted(source, text));
      assert.deepEqual(
        accepted.map(({ text }) => text),
        [],
      );
      const withoutProof = some.filter(({ source, text }) =>
        isAccepted(source, text, (result) => result),
      );
      assert.equal(withoutProof.length, some.length);
      count += some.length;
    });
  }

  for (const [name, change] of Object.entries(CHANGES))
    check(name, (sheet) => changedSheets(sheet, change));
  for (const [name, change] of Object.entries(STATEMENT_CHANGES)) check(name, change);

  it('was asked for at least 1,000 results', () => assert.ok(count >= 1000, `${count}`));
});

function isAccepted(source: string, changed: string, prove?: (result: string) => string): boolean {
  return minifySheet(toByteText(Buffer.from(source)), () => changed, prove).by === 'engine';
}
