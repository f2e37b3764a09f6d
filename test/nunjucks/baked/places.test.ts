// Baked templates keep what stands around them: positions in errors, precompiled files, manifests, builds.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import type { Environment } from 'nunjucks';
import { createStaticfiles } from '../../support/create.ts';
import { type Engine, engines } from '../../support/nunjucks.ts';
import { url } from '../support/assets.ts';
import { places } from '../support/mistakes.ts';
import { modes, objectLoader, openPage } from '../support/page.ts';
import { assertPointsAt, rejection, unmark } from '../support/pointing.ts';
import { precompiledPage, precompileTemplate } from '../support/precompiled.ts';

const pair = '{% staticfile "/img/a.gif" %} and {% staticfile "/img/b.gif" %}';
const both = `${url.a} and ${url.b}`;
const indented = '  <b>';
const second = unmark(
  `${indented}{% staticfile "/img/a.gif" %}{% ^staticfile ^"/img/nowhere.gif" %}`,
);
const tags = second.text.slice(indented.length);

function describePositions(engine: Engine): void {
  for (const mode of modes) {
    for (const place of places) {
      it(`is that of the second tag in ${place.name}, ${mode}`, async () => {
        const staticfiles = { missing: 'throw' as const, debug: false };
        const page = openPage(engine, place.templates(tags), { bake: true, staticfiles });
        for (let time = 0; time < 2; time += 1) {
          const error = await rejection(page.render(mode));
          assertPointsAt(error, place.template, 3, second.columns);
        }
      });
    }
  }

  it('is in the warning of a missing file', async () => {
    const main = `\n\n${tags}`;
    const page = openPage(engine, { 'main.njk': main }, { bake: true, onDisk: true });
    await page.render();
    assert.match(page.log.warnings.join(), /main\.njk.*\b3\b/);
  });
}

function describeElsewhere(engine: Engine): void {
  it('renders precompiled in another process', async () => {
    const page = openPage(engine, { 'main.njk': pair }, { bake: true });
    const elsewhere = precompiledPage(engine, page, { 'main.njk': pair });
    for (let time = 0; time < 2; time += 1) assert.equal(await elsewhere.render(), both);
    elsewhere.site.write('img/a.gif', 'edited');
    assert.notEqual(await elsewhere.render(), both);
  });

  it('is compiled to the same code each time, without a URL', () => {
    const codes = [1, 2].map(() => {
      const { env, staticfiles } = openPage(engine, {}, { bake: true });
      assert.equal(staticfiles.staticfile('/img/a.gif'), url.a);
      return precompileTemplate(engine, env, 'main.njk', pair);
    });
    assert.equal(codes[0], codes[1]);
    assert.doesNotMatch(codes[0] ?? '', /\/img\/a\.[0-9a-f]{12}\.gif/);
  });

  it('is not in code that is compiled with { bake: false }', () => {
    const codes = [false, true].map((bake) => {
      const { env } = openPage(engine, {}, { bake });
      return precompileTemplate(engine, env, 'main.njk', pair);
    });
    assert.doesNotMatch(codes[0] ?? '', /runLiterals/);
    assert.match(codes[1] ?? '', /runLiterals/);
  });

  for (const debug of [false, true]) {
    it(`is ${debug ? 'not ' : ''}the default with debug: ${debug}`, () => {
      const { env } = openPage(engine, {}, { staticfiles: { debug } });
      const code = precompileTemplate(engine, env, 'main.njk', pair);
      assert.equal(code.includes('runLiterals'), !debug);
    });
  }

  it('answers from a manifest', async () => {
    const { site, staticfiles } = openPage(engine, {});
    const manifest = path.join(site.dir, 'manifest.json');
    await staticfiles.prepare({ paths: ['/img/*.gif'], manifest });
    const served = createStaticfiles({ manifest, outDir: site.root, debug: false });
    const env: Environment = new engine.nunjucks.Environment(objectLoader({ 'main.njk': pair }));
    served.install(env);
    for (let time = 0; time < 2; time += 1) assert.equal(env.render('main.njk'), both);
  });

  it('tells builds of each tag in a body', async () => {
    const scripts = '<script src="/js/a.js"></script><script src="/js/b.js"></script>';
    const main = `{% staticall %}${pair}${scripts}{% endstaticall %}`;
    const [plain, baked] = await Promise.all(
      [false, true].map(async (bake) => {
        const page = openPage(engine, { 'main.njk': main }, { bake, onDisk: true });
        const { env } = page;
        const views = path.join(page.site.dir, 'views', '*.njk');
        await page.staticfiles.prepare({ env, templates: views });
        return page.site.list('out');
      }),
    );
    assert.deepEqual(baked, plain);
    assert.match(baked?.join() ?? '', /js\/a_b\./);
  });
}

for (const engine of engines) {
  describe(`${engine.name}: the position of an error in a baked page`, () =>
    describePositions(engine));
  describe(`${engine.name}: a baked page`, () => describeElsewhere(engine));
}
