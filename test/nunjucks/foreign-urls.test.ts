// URLs of other places come back as they are written, and never end up inside of a combination.
import assert from 'node:assert/strict';
import { engines } from '../support/nunjucks.ts';
import { url } from './support/assets.ts';
import { modes, openPage } from './support/page.ts';

const FOREIGN = [
  'data:image/png;base64,AAAA',
  'data:text/css;charset=utf-8,a{}',
  'https://cdn.x/a;v=1/b.css',
  'https://cdn.x/a.js;b.css',
  'http://cdn.x/a.js?a;b#c;d',
  'HTTPS://cdn.x/a.js',
  '//cdn.x/a.js',
  '//cdn.x/a.js;/b.css',
];

const lists: Record<string, readonly string[]> = {
  first: ['https://cdn.x/a.js', '/js/a.js', '/js/b.js'],
  'in the middle': ['/js/a.js', '//cdn.x/a.js', '/js/b.js'],
  last: ['/js/a.js', '/js/b.js', 'data:text/javascript;base64,AAAA'],
  'of another type': ['/js/a.js', 'https://cdn.x/a.css', '/js/b.js'],
  'twice, first': ['//cdn.x/a.js', 'https://cdn.x/a.js', '/js/a.js', '/js/b.js'],
};

for (const engine of engines) {
  for (const mode of modes) {
    describe(`${engine.name}, ${mode}: a foreign URL`, () => {
      for (const text of FOREIGN) {
        it(`comes back as it is written: ${text}`, async () => {
          const main =
            `{% staticfile "${text}" %}\n{% staticfile "${text}" as u %}{{ u }}\n` +
            `{% staticfile "${text}" integrity=true as v %}{{ v.url }}{{ v.integrity }}\n` +
            `{% staticfile value %}\n{{ "${text}" | staticfile }}\n{{ staticfile(value) }}`;
          const page = openPage(engine, { 'main.njk': main });
          const html = await page.render(mode, { value: text });
          assert.deepEqual(html.split('\n'), Array(6).fill(text));
          assert.deepEqual(page.log.warnings, []);
        });
      }

      it('is described as it is written', () => {
        const { staticfiles } = openPage(engine, {});
        for (const text of FOREIGN) assert.equal(staticfiles.describe(text).url, text);
      });

      it('alone in an array comes back as it is written', async () => {
        const page = openPage(engine, { 'main.njk': '{% staticfile value %}' });
        for (const text of FOREIGN) assert.equal(await page.render(mode, { value: [text] }), text);
      });

      for (const [place, value] of Object.entries(lists)) {
        it(`${place} in an array leaves a working URL of the others and a warning`, async () => {
          const page = openPage(engine, { 'main.njk': '{% staticfile value %}' });
          const html = await page.render(mode, { value });
          assert.equal(html, page.staticfiles.staticfile('/js/a.js;/js/b.js'));
          const answer = await page.staticfiles.handle(new Request(`http://127.0.0.1${html}`));
          assert.equal(answer?.status, 200);
          assert.notEqual(page.log.warnings.length, 0);
          assert.match(page.log.warnings.join(), /cdn\.x|data:/);
        });
      }

      it('beside one file in an array leaves that file', async () => {
        const page = openPage(engine, { 'main.njk': '{% staticfile value %}' });
        for (const value of [
          ['https://cdn.x/a.js', '/js/a.js'],
          ['/js/a.js', 'https://cdn.x/a.js'],
        ]) {
          assert.equal(await page.render(mode, { value }), url.js);
        }
        assert.notEqual(page.log.warnings.length, 0);
      });

      it('beside nothing of this site brings no NUL into the page', async () => {
        const page = openPage(engine, { 'main.njk': '<{% staticfile value %}>' });
        const main = await page.render(mode, { value: ['https://cdn.x/a.js', '//cdn.x/b.js'] });
        assert.doesNotMatch(main, /\0|%00/);
        assert.notEqual(page.log.warnings.length, 0);
      });
    });
  }
}
