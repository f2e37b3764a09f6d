// Features of CSS, one by one, before and after minifying, as Chromium takes them.
import assert from 'node:assert/strict';
import { useBrowser } from '../examples/support/browser.ts';
import { ruleFeatures } from '../minify/support/css-features-rules.ts';
import { selectorFeatures } from '../minify/support/css-features-selectors.ts';
import { valueFeatures } from '../minify/support/css-features-values.ts';
import { csso, minified, noEngine } from '../minify/support/minified-css.ts';
import { type SeenRule, seenRules } from './support/cssom.ts';

const features = Object.entries({ ...ruleFeatures, ...selectorFeatures, ...valueFeatures });

describe('features of CSS, minified, in Chromium', function () {
  this.timeout(60_000);
  const browser = useBrowser();
  let seen: SeenRule[][] = [];

  before(async () => {
    const texts = features.flatMap(([, text]) => [
      text,
      minified(text, csso).text,
      minified(text, noEngine).text,
    ]);
    seen = await browser.withPage((page) => seenRules(page, texts));
  });

  for (const [at, [name]] of features.entries()) {
    it(`takes ${name} as it was`, () => {
      const [source, byEngine, reduced] = seen.slice(at * 3, at * 3 + 3);
      assert.deepEqual(byEngine, source);
      assert.deepEqual(reduced, source);
    });
  }

  it('knows what it compares', () => {
    const known = seen.filter((rules, at) => at % 3 === 0 && rules.length > 0);
    assert.ok(known.length > 250, `${known.length} of ${features.length} have rules`);
  });
});
