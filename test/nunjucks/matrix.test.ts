// The tag, filter and global give the same URLs wherever a template can hold them.
import assert from 'node:assert/strict';
import { type Engine, engines } from '../support/nunjucks.ts';
import { sampled } from '../support/sampled.ts';
import { assets, publishedCss, url } from './support/assets.ts';
import { combinedScript } from './support/combined.ts';
import type { MatrixEntry } from './support/matrix.ts';
import { controlEntries } from './support/matrix-control.ts';
import { formEntries } from './support/matrix-forms.ts';
import { templateEntries } from './support/matrix-templates.ts';
import { type Mode, modes, openPage, type Page, type Templates } from './support/page.ts';
import { precompiledPage } from './support/precompiled.ts';

const matrix = [...controlEntries, ...templateEntries, ...formEntries];

function validIn(mode: Mode): MatrixEntry[] {
  return matrix.filter((entry) => entry.only === undefined || entry.only.mode === mode);
}

function templatesOf(entry: MatrixEntry): Templates {
  return { ...entry.others, 'main.njk': entry.main };
}

function openEntry(engine: Engine, entry: MatrixEntry, autoescape: boolean): Page {
  return openPage(engine, templatesOf(entry), { nunjucks: { ...entry.nunjucks, autoescape } });
}

function expectedOf(entry: MatrixEntry, page: Page, autoescape: boolean): string {
  if (typeof entry.expected === 'string') return entry.expected;
  return entry.expected({ autoescape, combined: () => combinedScript(page.site) });
}

const WAYS = engines.flatMap((engine) =>
  [true, false].flatMap((autoescape) => modes.map((mode) => ({ engine, autoescape, mode }))),
);
const RENDERED = WAYS.flatMap((way) => validIn(way.mode).map((entry) => ({ ...way, entry })));
const PRECOMPILED = engines.flatMap((engine) => matrix.map((entry) => ({ engine, entry })));

describe('the URL is right', () => {
  const rendered = sampled('places of tags, each rendered in a way', 130, RENDERED);
  for (const { engine, autoescape, mode, entry } of rendered) {
    it(`in ${entry.name}: ${engine.name}, autoescape ${autoescape}, ${mode}`, async () => {
      const page = openEntry(engine, entry, autoescape);
      const html = await page.render(mode, entry.context);
      assert.equal(html, expectedOf(entry, page, autoescape));
      assert.deepEqual([...page.log.warnings, ...page.log.errors], []);
    });
  }

  const precompiled = sampled('places of tags, precompiled', 35, PRECOMPILED);
  for (const { engine, entry } of precompiled) {
    it(`in a precompiled template with ${entry.name}: ${engine.name}`, async () => {
      const page = precompiledPage(engine, openEntry(engine, entry, true), templatesOf(entry));
      const html = await page.render('callback', entry.context);
      assert.equal(html, expectedOf(entry, page, true));
    });
  }
});

for (const engine of engines) {
  describe(`${engine.name}: the files behind the URLs`, () => {
    it('are written under the names that the page got', async () => {
      const page = openPage(engine, {
        'main.njk': '{% staticfile "/img/a.gif" %}{% staticfile "/css/site.css" %}',
      });
      await page.render();
      assert.equal(page.site.read(`out${url.a}`), assets['img/a.gif']);
      assert.equal(page.site.read(`out${url.css}`), publishedCss);
    });
  });
}
