// `integrity=true` gives the URL and the SHA-384 of the very bytes behind it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { engines } from '../support/nunjucks.ts';
import type { Site } from '../support/site.ts';
import { url } from './support/assets.ts';
import { combinedScript } from './support/combined.ts';
import { modes, openPage } from './support/page.ts';
import { assertPointsAt, rejection, unmark } from './support/pointing.ts';

const shown = '{{ js }} {{ js.url }} {{ js.integrity }}';

function integrityOf(site: Site, uri: string): string {
  const bytes = fs.readFileSync(path.join(site.outDir, uri));
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}

const forms = [
  { name: 'the tag', assign: '{% staticfile path integrity=true as js %}' },
  { name: 'the tag with a comma', assign: '{% staticfile path, integrity=true as js %}' },
  { name: 'the global', assign: '{% set js = staticfile(path, integrity=true) %}' },
];

const files = [
  { name: 'a script', path: '/js/a.js', uri: url.js },
  { name: 'a picture', path: '/img/a.gif', uri: url.a },
  { name: 'a stylesheet with a reference', path: '/css/site.css', uri: url.css },
];

for (const engine of engines) {
  for (const form of forms) {
    describe(`${engine.name}: integrity of ${form.name}`, () => {
      for (const file of files) {
        for (const mode of modes) {
          it(`is the hash of the output of ${file.name}, ${mode}`, async () => {
            const page = openPage(engine, { 'main.njk': `${form.assign}${shown}` });
            const html = await page.render(mode, { path: file.path });
            assert.equal(html, `${file.uri} ${file.uri} ${integrityOf(page.site, file.uri)}`);
          });
        }
      }

      it('is the hash of a combination', async () => {
        const page = openPage(engine, { 'main.njk': `${form.assign}${shown}` });
        const html = await page.render('render', { path: ['/js/a.js', '/js/b.js'] });
        const uri = combinedScript(page.site);
        assert.equal(html, `${uri} ${uri} ${integrityOf(page.site, uri)}`);
      });

      it('leaves the query in the URL, escaped once where it is shown', async () => {
        const page = openPage(engine, { 'main.njk': `${form.assign}${shown} {{ js | safe }}` });
        const html = await page.render('render', { path: '/js/a.js?v=1&w=2' });
        const [text, member, integrity, raw] = html.split(' ');
        assert.equal(text, `${url.js}?v=1&amp;w=2`);
        assert.equal(member, `${url.js}?v=1&amp;w=2`);
        assert.equal(integrity, integrityOf(page.site, url.js));
        assert.equal(raw, `${url.js}?v=1&w=2`);
      });

      it('leaves the rest of the page standing where the file is missing', async () => {
        const page = openPage(engine, { 'main.njk': `<i>${form.assign}{{ js }}</i>` });
        const html = await page.render('render', { path: '/js/nowhere.js' });
        assert.equal(html, '<i>/js/nowhere.js</i>');
      });
    });
  }

  describe(`${engine.name}: integrity`, () => {
    it('is that of the new bytes after the script was edited', async () => {
      const main = `{% staticfile "/js/a.js" integrity=true as js %}${shown}`;
      const page = openPage(engine, { 'main.njk': main }, { staticfiles: { debug: true } });
      const before = await page.render();
      page.site.write('js/a.js', 'console.log("edited, and longer than before");\n');
      const after = await page.render();
      const [uri = '', , integrity] = after.split(' ');
      assert.notEqual(after, before);
      assert.equal(integrity, integrityOf(page.site, uri));
    });

    it('makes one value in a loop for each file', async () => {
      const main = `{% for path in paths %}{% staticfile path integrity=true as js %}
{{ js }} {{ js.integrity }}{% endfor %}`;
      const page = openPage(engine, { 'main.njk': main });
      const html = await page.render('render', { paths: ['/js/a.js', '/img/a.gif'] });
      const lines = [url.js, url.a].map((uri) => `\n${uri} ${integrityOf(page.site, uri)}`);
      assert.equal(html, lines.join(''));
    });

    it('without "as" is an error that points at the tag', async () => {
      const { text, columns } = unmark('  {% ^staticfile ^"/js/a.js" ^integrity=true %}');
      const page = openPage(engine, { 'main.njk': `<p>\n${text}` });
      assertPointsAt(await rejection(page.render()), 'main.njk', 2, columns);
    });

    it('is given by the function too', () => {
      const { staticfiles, site } = openPage(engine, { 'main.njk': '' });
      const js: unknown = staticfiles.staticfile('/js/a.js', { integrity: true });
      assert.equal(String(js), url.js);
      assert.equal(Reflect.get(Object(js), 'integrity'), integrityOf(site, url.js));
    });
  });
}
