// Every small change to a sheet that the proof takes for none is none in Chromium, either.
import assert from 'node:assert/strict';
import { fromByteText, toByteText } from '../../lib/core/byte-text.ts';
import { findDifference } from '../../lib/minify/css-meaning.ts';
import type { Piece } from '../../lib/minify/css-piece.ts';
import { cssPieces } from '../../lib/minify/css-pieces.ts';
import { useBrowser } from '../examples/support/browser.ts';
import { ruleFeatures } from '../minify/support/css-features-rules.ts';
import { selectorFeatures } from '../minify/support/css-features-selectors.ts';
import { valueFeatures } from '../minify/support/css-features-values.ts';
import { type Mutant, mutantsOf } from '../minify/support/css-mutants.ts';
import { seenRules } from './support/cssom.ts';

function isTakenForSame(source: readonly Piece[], { text }: Mutant): boolean {
  try {
    return findDifference(source, cssPieces(text)) === undefined;
  } catch {
    return false;
  }
}

describe('changes that the proof takes for none', function () {
  this.timeout(120_000);
  const browser = useBrowser();

  for (const [group, features] of Object.entries({
    ruleFeatures,
    selectorFeatures,
    valueFeatures,
  })) {
    it(`are none in Chromium: ${group}`, async () => {
      const taken = { same: 0, other: 0 };
      await browser.withPage(async (page) => {
        for (const [name, sheet] of Object.entries(features)) {
          const pieces = cssPieces(toByteText(Buffer.from(sheet)));
          const mutants = mutantsOf(sheet);
          const same = mutants.filter((mutant) => isTakenForSame(pieces, mutant));
          const texts = same.map(({ text }) => fromByteText(text).toString('utf8'));
          const [source, ...seen] = await seenRules(page, [sheet, ...texts]);
          for (const [at, rules] of seen.entries()) {
            assert.deepEqual(rules, source, `${name}, ${same[at]?.change}: ${texts[at]}`);
          }
          taken.same += same.length;
          taken.other += mutants.length - same.length;
        }
      });
      assert.ok(taken.same > 1000 && taken.other > 1000, JSON.stringify(taken));
    });
  }
});
