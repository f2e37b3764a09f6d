// Small changes to sheets: those that the proof takes for none, and sheets that have got errors so.
import assert from 'node:assert/strict';
import { fromByteText, toByteText } from '../../lib/core/byte-text.ts';
import { findDifference } from '../../lib/minify/css/meaning.ts';
import type { Piece } from '../../lib/minify/css/piece.ts';
import { cssPieces } from '../../lib/minify/css/pieces.ts';
import { minifySheet } from '../../lib/minify/css/sheets.ts';
import { useBrowser } from '../examples/support/browser.ts';
import { ruleFeatures } from '../minify/support/css-features-rules.ts';
import { selectorFeatures } from '../minify/support/css-features-selectors.ts';
import { valueFeatures } from '../minify/support/css-features-values.ts';
import { type Mutant, mutantsOf } from '../minify/support/css-mutants.ts';
import { csso, noEngine } from '../minify/support/minified-css.ts';
import { isWhole, sampled } from '../support/sampled.ts';
import { seenRules } from './support/cssom.ts';

function isTakenForSame(source: readonly Piece[], { text }: Mutant): boolean {
  try {
    return findDifference(source, cssPieces(text)) === undefined;
  } catch {
    return false;
  }
}

const groups = { ruleFeatures, selectorFeatures, valueFeatures };
/** How many features of each group are changed in the short form, and how often both answers are seen then. */
const SHORT = { features: 6, least: 8 };
const least = isWhole ? 200 : SHORT.least;

/** One mutant in so many is tried: all take a minute. No factor is shared with their 9 kinds. */
const EVERY = 5;

function someMutantsOf(sheet: string): Mutant[] {
  return mutantsOf(sheet).filter((_, at) => at % EVERY === 0);
}

describe('changes to sheets, in Chromium', function () {
  this.timeout(120_000);
  const browser = useBrowser();

  for (const [group, all] of Object.entries(groups)) {
    const features = sampled(`${group} changed`, SHORT.features, Object.entries(all));
    it(`are none where the proof takes them for none: ${group}`, async () => {
      const taken = { same: 0, other: 0 };
      await browser.withPage(async (page) => {
        for (const [name, sheet] of features) {
          const pieces = cssPieces(toByteText(Buffer.from(sheet)));
          const mutants = someMutantsOf(sheet);
          const same = mutants.filter((mutant) => isTakenForSame(pieces, mutant));
          const texts = same.map(({ text }) => decoded(text));
          const [source, ...seen] = await seenRules(page, [sheet, ...texts]);
          for (const [at, rules] of seen.entries()) {
            assert.deepEqual(rules, source, `${name}, ${same[at]?.change}: ${texts[at]}`);
          }
          taken.same += same.length;
          taken.other += mutants.length - same.length;
        }
      });
      assert.ok(taken.same > least && taken.other > least, JSON.stringify(taken));
    });
  }

  for (const [group, all] of Object.entries(groups)) {
    const features = sampled(`${group} changed`, SHORT.features, Object.entries(all));
    it(`stay what they are, minified: ${group}`, async () => {
      const mutants = features.flatMap(([, sheet]) => someMutantsOf(sheet));
      const texts = mutants.filter((_, at) => at % 2 === 0).map(({ text }) => text);
      const small = texts.flatMap((text) =>
        [csso, noEngine].map((engine) => minifySheet(text, engine).text),
      );
      const [sources, results] = await browser.withPage((page) =>
        Promise.all([texts, small].map((each) => seenRules(page, each.map(decoded)))),
      );
      for (const [at, rules] of (results ?? []).entries()) {
        const source = Math.floor(at / 2);
        assert.deepEqual(rules, sources?.[source], `${texts[source]} became ${small[at]}`);
      }
    });
  }
});

function decoded(text: string): string {
  return fromByteText(text).toString('utf8');
}
