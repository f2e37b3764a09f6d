// The keyword `absolute`: URLs with scheme and host, for mail, feeds and `og:image`.
import assert from 'node:assert/strict';
import { engines } from '../support/nunjucks.ts';
import { url } from './support/assets.ts';
import { openPage } from './support/page.ts';

const OPTIONS = { siteUrl: 'https://example.test/' };
const IMAGE = '{% staticfile "/img/a.gif" absolute=true %}';

type Options = NonNullable<Parameters<typeof openPage>[2]>['staticfiles'];

for (const engine of engines) {
  const render = (template: string, staticfiles: Options = OPTIONS, context: object = {}) =>
    openPage(engine, { 'main.njk': template }, { staticfiles: staticfiles ?? {} }).render(
      'render',
      context,
    );

  describe(`${engine.name}: absolute`, () => {
    it('puts the address of the site before the URL, in all forms', async () => {
      const forms = [
        IMAGE,
        '{% staticfile "/img/a.gif" absolute=yes %}',
        '{% staticfile path absolute=true %}',
        '{% slimfile "/img/a.gif" absolute=true %}',
        '{% staticfile "/img/a.gif" absolute=true as x %}{{ x }}',
        '{% staticfile "/img/a.gif" integrity=true, absolute=true as x %}{{ x.url }}',
        '{{ staticfile("/img/a.gif", absolute=true) }}',
        '{{ slimfile("/img/a.gif", absolute=true) }}',
        '{{ "/img/a.gif" | staticfile(absolute=true) }}',
      ];
      for (const form of forms) {
        const html = await render(form, OPTIONS, { yes: true, path: '/img/a.gif' });
        assert.equal(html, `https://example.test${url.a}`, form);
      }
    });

    it('leaves the URL as it is where the keyword is false', async () => {
      assert.equal(await render('{% staticfile "/img/a.gif" absolute=no %}'), url.a);
    });

    it('keeps the media URL, and gives one without a scheme that of the site', async () => {
      const shop = { ...OPTIONS, mediaUrl: '/shop' };
      assert.equal(await render(IMAGE, shop), `https://example.test/shop${url.a}`);
      const other = { siteUrl: 'http://example.test', mediaUrl: '//cdn.test' };
      assert.equal(await render(IMAGE, other), `http://cdn.test${url.a}`);
    });

    it('changes nothing of a URL that is absolute already', async () => {
      const cdn = { ...OPTIONS, fileProxy: (uri: string) => `https://cdn.test${uri}` };
      assert.equal(await render(IMAGE, cdn), `https://cdn.test${url.a}`);
      const foreign = '{% staticfile "https://other.test/x.gif" absolute=true %}';
      assert.equal(await render(foreign), 'https://other.test/x.gif');
    });

    it('combines what stands in the tag, whatever the keyword says', async () => {
      const html = await render('{% staticfile "/js/a.js; /js/b.js" absolute=yes %}', OPTIONS, {
        yes: true,
      });
      assert.match(html, /^https:\/\/example\.test\/js\/a_b\.[0-9a-f]{12}\.js$/);
    });

    it('is escaped once', async () => {
      const html = await render('{% staticfile "/img/a.gif?a&b" absolute=true %}');
      assert.equal(html, `https://example.test${url.a}?a&amp;b`);
    });

    it('leaves the URL as it is without "siteUrl", with one warning that names the option', async () => {
      const page = openPage(engine, { 'main.njk': IMAGE + IMAGE });
      assert.equal(await page.render(), url.a + url.a);
      assert.equal(page.log.warnings.length, 1);
      assert.match(page.log.warnings.join(), /"siteUrl" is missing: .*main\.njk", line 1/);
    });
  });
}
