// The tag `inlinefile`: the content of a file as a part of the page.
import assert from 'node:assert/strict';
import { engines } from '../support/nunjucks.ts';
import { url } from './support/assets.ts';
import { modes, openPage } from './support/page.ts';

const FILES = {
  'in/a.js': 'function first(longName) { return longName + "</script>" } // end',
  'in/m.mjs': 'import "../js/b.js"; export const at = new URL("../img/a.gif", import.meta.url);',
  'in/a.css': 'a { background: url(../img/a.gif) }\n/*# sourceMappingURL=a.css.map */',
  'in/x.svg': '<?xml version="1.0"?>\n<svg>\n  <image href="../img/a.gif"/>\n</svg>\n',
  'in/p.html': '<p><img src="../img/a.gif" alt=""></p>',
  'in/raw.js': 'String.raw`</script>`',
};

for (const engine of engines) {
  const open = (template: string, staticfiles: object = {}, nunjucks: object = {}) => {
    const options = { staticfiles: { conversion: 'inline', ...staticfiles }, nunjucks } as const;
    const page = openPage(engine, { 'main.njk': template }, options);
    for (const [name, content] of Object.entries(FILES)) page.site.write(name, content);
    return page;
  };
  const render = (template: string, staticfiles?: object) => open(template, staticfiles).render();

  describe(`${engine.name}: inlinefile`, () => {
    for (const mode of modes) {
      for (const autoescape of [true, false]) {
        it(`writes a script, minified and escaped (${mode}, autoescape ${autoescape})`, async () => {
          const page = open('<b>{% inlinefile "/in/a.js" %}</b>', {}, { autoescape });
          const html = await page.render(mode);
          assert.equal(html, '<b>function first(r){return r+"<\\/script>"}</b>');
        });
      }
    }

    it('writes a file as it is, escaped, where "slim" is false', async () => {
      const html = await render('{% inlinefile "/in/a.js" slim=false %};');
      assert.equal(html, `${FILES['in/a.js'].replace('"</', '"\\x3C/')}\n;`);
    });

    it('names the references of a stylesheet from the root, with the media URL', async () => {
      const sheet = `a{background:url(/shop${url.a})}`;
      assert.equal(await render('{% inlinefile "/in/a.css" %}', { mediaUrl: '/shop' }), sheet);
    });

    it('names what a module imports, and the files beside it', async () => {
      const html = await render('{% inlinefile "/in/m.mjs" %}');
      assert.match(html, /^import"\/js\/b\.[0-9a-f]{12}\.js";/);
      assert.ok(html.includes(`new URL("${url.a}",import.meta.url)`), html);
    });

    it('writes a drawing without what only a file has', async () => {
      const html = await render('{% inlinefile "/in/x.svg" %}');
      assert.equal(html, `<svg><image href="${url.a}"/></svg>`);
    });

    it('writes a piece of a page', async () => {
      const html = await render('{% inlinefile "/in/p.html" %}');
      assert.equal(html, `<p><img src="${url.a}" alt=""></p>`);
    });

    it('gives a variable for attributes, which is escaped where it is shown', async () => {
      const html = await render('{% inlinefile "/in/x.svg" as x %}<i data-x="{{ x }}">');
      assert.match(html, /^<i data-x="&lt;svg&gt;&lt;image href=&quot;\/img\/a\.[0-9a-f]{12}/);
      const asIs = await render('{% inlinefile "/in/x.svg" slim=false as x %}{{ x | safe }}');
      assert.ok(asIs.startsWith('<?xml version="1.0"?>\n<svg>'), asIs);
    });

    it('follows an edit of the file, and of what it refers to', async () => {
      const page = open('{% inlinefile "/in/a.css" %}', { debug: true });
      const before = await page.render();
      page.site.write('img/a.gif', 'GIF89a another');
      const after = await page.render();
      assert.notEqual(after, before);
      page.site.write('in/a.css', 'b { color: red }');
      assert.equal(await page.render(), 'b{color:red}');
    });

    it('takes any expression', async () => {
      const page = open('{% inlinefile path %}');
      assert.equal(
        await page.render('render', { path: '/in/a.css' }),
        `a{background:url(${url.a})}`,
      );
    });

    it('writes nothing for a file that is not there, with a warning', async () => {
      const page = open('<b>{% inlinefile "/in/none.js" %}</b>');
      assert.equal(await page.render(), '<b></b>');
      assert.match(page.log.warnings.join(), /Cannot find "\/in\/none\.js".*main\.njk", line 1/);
      for (const path of [
        undefined,
        '',
        5,
        '../x.js',
        '/img/a.gif',
        '/in',
        ['/in/a.js', '/in/a.js'],
      ]) {
        assert.equal(await open('{% inlinefile path %}').render('render', { path }), '');
      }
      const strict = open('{% inlinefile "/in/none.js" %}', { missing: 'throw' });
      await assert.rejects(strict.render(), /ERR_STATICFILE_NOT_FOUND/);
    });

    it('fails where the file can end its element, and says in which template', async () => {
      const why =
        /main\.njk\) \[Line 1, Column 4\]\s+\[ERR_STATICFILE_ARGUMENT\] Cannot write "\/in\/raw\.js"/;
      await assert.rejects(render('{% inlinefile "/in/raw.js" %}'), why);
    });

    const MISTAKES: Readonly<Record<string, RegExp>> = {
      '{% inlinefile "/img/a.gif" %}': /"\/img\/a\.gif" can't be written into a page; only/,
      '{% inlinefile "/in/a.js; /in/a.js" %}': /takes one file/,
      '{% inlinefile "//other.test/a.js" %}': /file of another place/,
      '{% inlinefile "/in/a.js" integrity=true as x %}': /unknown keyword "integrity"/,
      '{% inlinefile %}': /expected a path/,
    };
    for (const [template, message] of Object.entries(MISTAKES)) {
      it(`says what is wrong with ${template}`, () => assert.rejects(render(template), message));
    }

    it('keeps the content where nothing is enabled', async () => {
      const html = await render('{% inlinefile "/in/a.css" %}', { enabled: false });
      assert.equal(html, 'a { background: url(/img/a.gif) }\n');
    });
  });
}
