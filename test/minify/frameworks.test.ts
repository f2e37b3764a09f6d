// The stylesheets of frameworks, before and after minifying, as another parser sees them.
import assert from 'node:assert/strict';
import { useFixtures } from '../support/fixtures.ts';
import { sampled } from '../support/sampled.ts';
import { outlineOf } from './support/css-outline.ts';
import { frameworkSheets } from './support/framework-sheets.ts';
import { csso, minified, noEngine } from './support/minified-css.ts';

/** csso drops their nested rules and variables in unknown at-rules, and changes quotes in `theme()`. */
const NOT_FOR_CSSO = new Set([
  'tailwindcss/lib/css/preflight.css',
  'swiper/swiper-bundle.css',
  'tailwindcss4/theme.css',
  'what tailwind 4 builds',
]);

describe('sheets of frameworks, minified', function () {
  this.timeout(30_000);
  useFixtures();

  for (const { name, read } of sampled('sheets of frameworks', 4, frameworkSheets)) {
    it(`keeps every rule and declaration of ${name}`, async () => {
      const text = await read();
      const outline = outlineOf(text);
      const [byEngine, reduced] = [minified(text, csso), minified(text, noEngine)];
      assert.deepEqual(outlineOf(byEngine.text), outline);
      assert.deepEqual(outlineOf(reduced.text), outline);
      assert.ok(byEngine.text.length <= text.length);
      assert.ok(reduced.text.length <= text.length);
      if (!name.includes('.min.')) {
        assert.equal(byEngine.by, NOT_FOR_CSSO.has(name) ? 'reduction' : 'engine');
      }
    });
  }
});
