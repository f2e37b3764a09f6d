// Made layouts: whatever blocks, includes, conditions and loops a body has, the manifest gives the page of the sources.
import assert from 'node:assert/strict';
import { fewer, isWhole } from '../support/sampled.ts';
import { assetFiles, buildSite } from './support/built-site.ts';
import { makeLayouts } from './support/made-layouts.ts';

const LAYOUTS = 500;
/** So many share one build. */
const AT_ONCE = isWhole ? 50 : 10;
const NAMES = ['a', 'b', 'c', 'd', 'e'];

describe('a made layout', () => {
  const count = fewer('made layouts', LAYOUTS, 10);
  for (let from = 0; from < count; from += AT_ONCE) {
    it(`is the same from the manifest (${from + 1} to ${Math.min(count, from + AT_ONCE)})`, async function () {
      this.timeout(120_000);
      const layouts = makeLayouts(from, Math.min(count, from + AT_ONCE), NAMES);
      const built = await buildSite(layouts.views, assetFiles(NAMES));
      const unknown = new Set(built.report.unknown.map(({ template }) => template));
      assert.deepEqual(built.report.missing, []);
      let compared = 0;
      for (const { name, parts, contexts } of layouts.pages) {
        // what is listed as unknown may be grouped otherwise
        if (parts.some((part) => unknown.has(`views/${part}`))) continue;
        for (const context of contexts) {
          const { made, served } = built.render(name, context);
          assert.equal(
            served,
            made,
            `${name} ${JSON.stringify(context)}\n${built.site.read(`views/${name}`)}`,
          );
          compared += 1;
        }
      }
      assert.ok(compared > layouts.pages.length, `only ${compared} pages were compared`);
      assert.deepEqual(built.log.warnings, []);
    });
  }
});
