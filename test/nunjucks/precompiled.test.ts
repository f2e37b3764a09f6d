// A compiled template needs the installed names, and neither the tags' delimiters nor a parse.
import assert from 'node:assert/strict';
import { type Engine, engines } from '../support/nunjucks.ts';
import { sha256, url } from './support/assets.ts';
import { openPage, type Page, type PageOptions, type Templates } from './support/page.ts';
import { precompiledPage, precompileTemplate } from './support/precompiled.ts';

const delimiters = { tags: { blockStart: '<%', blockEnd: '%>' } };

function precompiled(engine: Engine, templates: Templates, options: PageOptions = {}): Page {
  return precompiledPage(engine, openPage(engine, templates, options), templates);
}

for (const engine of engines) {
  describe(`${engine.name}: a precompiled template`, () => {
    it('written with <% %> renders where these tags are not set', async () => {
      const templates = {
        'main.njk': '<% staticfile "/img/a.gif" %> <% staticfile path as u %>{{ u }}',
      };
      const page = precompiled(engine, templates, { nunjucks: delimiters });
      const html = await page.render('render', { path: '/img/b.gif' });
      assert.equal(html, `${url.a} ${url.b}`);
    });

    it('gets the URL of the file as it is when the page is rendered', async () => {
      const page = precompiled(engine, { 'main.njk': '{% staticfile "/img/a.gif" %}' });
      page.site.write('img/a.gif', 'a picture of after the build');
      const version = sha256('a picture of after the build');
      assert.equal(await page.render(), `/img/a.${version}.gif`);
    });

    it('names only Staticfile and __staticfile', () => {
      const source = '{% staticfile "/img/a.gif" %}{% staticfile "/img/b.gif" as b %}';
      const { env } = openPage(engine, {});
      const code = precompileTemplate(engine, env, 'main.njk', source);
      const names = [...code.matchAll(/env\.get(?:Extension|Filter)\("(\w+)"\)/g)];
      assert.deepEqual(
        names.map((match) => match[1]),
        ['Staticfile', '__staticfile'],
      );
    });

    it('warns of a missing file with the line of its tag', async () => {
      const page = precompiled(engine, {
        'main.njk': `${'\n'.repeat(16)}{% staticfile "/img/nowhere.gif" %}`,
      });
      assert.equal(await page.render(), `${'\n'.repeat(16)}/img/nowhere.gif`);
      assert.equal(page.log.warnings.length, 1);
      assert.match(page.log.warnings.join(), /\b17\b/);
    });

    it('gives the integrity of the served bytes', async () => {
      const main =
        '{% staticfile "/js/a.js" integrity=true as js %}{{ js.url }} {{ js.integrity }}';
      const page = precompiled(engine, { 'main.njk': main });
      const direct = openPage(engine, { 'main.njk': main });
      assert.equal(await page.render(), await direct.render());
    });
  });
}
