// Texts that stand in templates wait for no minifier: they stay until a worker's result is there.
import assert from 'node:assert/strict';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';
import { createSite, type Files } from '../support/site.ts';

const SCRIPT = 'function f( first ) {\n  return first + 1;\n}\n';
const SMALL = 'function f(first){return first+1}';

function open(files: Files = {}, options: InstanceOptions = {}) {
  const instance = makeInstance(files, { debug: false, conversion: 'background', ...options });
  after(() => instance.staticfiles.close());
  const { staticfiles } = instance;
  const slim = (text: string, kind?: 'css' | 'js' | 'html') => staticfiles.slimcontent(text, kind);
  return { ...instance, slim, settled: () => staticfiles.settled() };
}

/** Both spellings of the same, short or not. */
function isSmall(text: string): boolean {
  return text.length <= SMALL.length && /^function f\((\w+)\)\{return \1\+1;?\}$/.test(text);
}

describe('slimcontent with conversion in the background', () => {
  it('leaves a script as it is until it was seen twice and a worker has minified it', async () => {
    const { slim, settled } = open();
    assert.equal(slim(SCRIPT, 'js'), SCRIPT);
    await settled();
    assert.equal(slim(SCRIPT, 'js'), SCRIPT);
    await settled();
    assert.ok(isSmall(slim(SCRIPT, 'js')), slim(SCRIPT, 'js'));
  });

  it('versions what a sheet refers to, before and after', async () => {
    const { slim, settled, staticfiles } = open({ 'x.gif': 'gif' });
    const sheet = 'a {\n  background: url(/x.gif);\n}\n';
    const url = staticfiles.staticfile('/x.gif');
    assert.equal(slim(sheet, 'css'), sheet.replace('/x.gif', url));
    slim(sheet, 'css');
    await settled();
    assert.equal(slim(sheet, 'css'), `a{background:url(${url})}`);
  });

  it('shrinks a page at once, and the script in it when a worker has minified it', async () => {
    const { slim, settled } = open();
    const page = `<p>\n  a</p>\n\n<script>${SCRIPT}</script>`;
    const first = slim(page, 'html');
    assert.ok(first.length < page.length && first.includes(SCRIPT), first);
    slim(page, 'html');
    await settled();
    const script = /<script>(.*)<\/script>/s.exec(slim(page, 'html'))?.[1] ?? '';
    assert.ok(isSmall(script), script);
  });

  it('has at most 64 kB minified', async () => {
    const { slim, settled } = open();
    const [most, more] = [64_000, 64_001].map((length) => `f( 1 );${' '.repeat(length - 7)}`);
    for (const text of [most, more, most, more]) slim(text ?? '', 'js');
    await settled();
    assert.equal(slim(most ?? '', 'js'), 'f(1);');
    assert.equal(slim(more ?? '', 'js'), more);
  });

  it('has a bounded number of texts waiting, and the others later', async () => {
    const calls: string[] = [];
    const js = (text: string) => {
      calls.push(text);
      return text.replaceAll(' ', '');
    };
    const { slim, settled } = open({}, { minify: { js } });
    const texts = Array.from({ length: 100 }, (_, at) => `f( ${at} );`);
    for (const text of [...texts, ...texts]) slim(text, 'js');
    await settled();
    assert.equal(new Set(calls).size, 32);
    for (const text of texts) slim(text, 'js');
    await settled();
    assert.equal(new Set(calls).size, 64);
  });

  it('minifies at once in prepare', async () => {
    const template = `{% slimcontent "js" %}${SCRIPT}{% endslimcontent %}`;
    const { slim, site, staticfiles } = open({ 'page.njk': template });
    await staticfiles.prepare({ templates: site.root });
    assert.ok(isSmall(slim(SCRIPT, 'js')));
  });

  it('keeps nothing of them on disk', async () => {
    const site = createSite();
    const { slim, settled } = open({}, { cacheDir: `${site.dir}/cache` });
    for (let count = 0; count < 2; count += 1) slim(SCRIPT, 'js');
    await settled();
    assert.ok(isSmall(slim(SCRIPT, 'js')));
    const kept = site.list('cache').filter((name) => name.endsWith('.json'));
    assert.deepEqual(kept, []);
  });
});

describe('neighbouring scripts of a block with conversion in the background', () => {
  const files = { 'a.js': 'f( 1 );\n', 'b.js': 'f( 2 );\n' };
  const tags = '<script src="/a.js"></script>\n<script src="/b.js"></script>';
  const count = (html: string) => html.split('<script').length - 1;

  it('stay alone until a worker has looked at them, and are joined then', async () => {
    const { staticfiles, settled } = open(files);
    assert.equal(count(staticfiles.staticall(tags)), 2);
    await settled();
    assert.equal(count(staticfiles.staticall(tags)), 1);
  });

  it('are joined at once where the conversion cache knows them', async () => {
    const site = createSite(files);
    const cacheDir = `${site.dir}/cache`;
    const make = () => makeInstance({}, { debug: false, conversion: 'background', cacheDir }, site);
    const first = make().staticfiles;
    first.staticall(tags);
    await first.settled();
    await first.close();
    const second = make().staticfiles;
    assert.equal(count(second.staticall(tags)), 1);
    await second.close();
  });

  it('are joined and minified in slimall when all is settled', async () => {
    const { staticfiles, settled, site } = open(files);
    for (let renders = 0; renders < 3; renders += 1) {
      staticfiles.slimall(tags);
      await settled();
    }
    const html = staticfiles.slimall(tags);
    assert.equal(count(html), 1);
    const url = /src="([^"]+)"/.exec(html)?.[1] ?? '';
    assert.match(site.read(`out${url}`), /f\(1\);\s*;?\s*f\(2\)/);
  });
});
