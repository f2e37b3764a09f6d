// The stylesheets of frameworks, before and after minifying, as Chromium takes them.
import assert from 'node:assert/strict';
import { useBrowser } from '../examples/support/browser.ts';
import { frameworkSheets } from '../minify/support/framework-sheets.ts';
import { csso, minified } from '../minify/support/minified-css.ts';
import { useFixtures } from '../support/fixtures.ts';
import { sampled } from '../support/sampled.ts';
import { computedDifferences, samplePage } from './support/computed.ts';
import { differingRules } from './support/cssom.ts';

describe('sheets of frameworks, minified, in Chromium', function () {
  this.timeout(60_000);
  useFixtures();
  const browser = useBrowser();

  for (const { name, read } of sampled('sheets of frameworks in Chromium', 1, frameworkSheets)) {
    it(`have the rules and the effect of ${name}`, async () => {
      const text = await read();
      const { text: small } = minified(text, csso);
      await browser.withPage(async (page) => {
        const { alike, was, is } = await differingRules(page, [text, small]);
        assert.deepEqual(is, was);
        assert.ok(alike > 0 || text.startsWith('@theme'), `${alike} rules`);
        const computed = await computedDifferences(page, samplePage(text), [text, small]);
        assert.deepEqual(computed.differences, []);
        assert.ok(computed.count > 30, `${computed.count} elements`);
      });
    });
  }

  it('would be seen to differ', async () => {
    const sheets = ['p { margin: 1px } a::before { content: "x" }', 'p { margin: 2px }'] as const;
    const { differences } = await browser.withPage((page) =>
      computedDifferences(page, samplePage(''), sheets),
    );
    assert.match(differences.join('\n'), /^P\.: inline-size: \d+px became inline-size: \d+px/m);
    assert.match(differences.join('\n'), /^A\.: ::before "x" .* became ::before none/m);
  });
});
