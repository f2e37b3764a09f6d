// Features of CSS, one by one, before and after minifying, as another parser sees them.
import assert from 'node:assert/strict';
import { ruleFeatures } from '../support/css-features-rules.ts';
import { selectorFeatures } from '../support/css-features-selectors.ts';
import { valueFeatures } from '../support/css-features-values.ts';
import { outlineOf } from '../support/css-outline.ts';
import { csso, minified, noEngine } from '../support/minified-css.ts';

const groups = { rules: ruleFeatures, selectors: selectorFeatures, values: valueFeatures };

describe('features of CSS, minified', () => {
  for (const [group, features] of Object.entries(groups)) {
    describe(group, () => {
      for (const [name, text] of Object.entries(features)) {
        it(`keeps ${name}`, () => {
          const outline = outlineOf(text);
          for (const engine of [csso, noEngine]) {
            const made = minified(text, engine);
            assert.deepEqual(outlineOf(made.text), outline, made.text);
            assert.ok(made.text.length <= text.length, made.text);
          }
        });
      }
    });
  }
});
