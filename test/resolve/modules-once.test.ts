// No module of a page is there under two URLs, where one of them can't be versioned.
import assert from 'node:assert/strict';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'js/m.js': 'import "./n.js";',
  'js/n.js': 'export default 1;',
  'js/far.js': 'import "./m2.js";',
  'js/m2.js': 'import "../lib/z.js";',
  'js/both.js': 'import "./m.js"; import "./other.js";',
  'js/other.js': 'import "./alone.js";',
  'js/alone.js': 'export default 2;',
  'js/late.js': 'import("./n.js");',
  'js/c.js': 'var c = 1;',
  'lib/z.js': 'export default 3;',
  'deep/dep.js': 'import "../js/n.js";',
  'odd/refused.js': 'import { from "/x.js"',
  'loop/a.js': 'import "./b.js"; import "/js/n.js";',
  'loop/b.js': 'import "./a.js";',
};

const map = (value: object) => `<script type="importmap">${JSON.stringify(value)}</script>`;
const folder = (path: string) => map({ imports: { 'lib/': path } });
const inline = (text: string) => `<script type="module">${text}</script>`;
const entry = (path: string) => `<script type="module" src="${path}"></script>`;

function open(files: Readonly<Record<string, string>> = FILES, options: object = {}) {
  const site = createSite(files);
  const infos: string[] = [];
  const logger = { ...collectLog(), info: (message: string) => infos.push(message) };
  const all = { roots: site.root, outDir: site.outDir, logger, ...options };
  return { site, infos, staticfiles: createStaticfiles(all) };
}

/** Makes a body and a page, in both forms. */
function madeOf(html: string): string[] {
  const { staticfiles } = open();
  return [
    staticfiles.staticall(html),
    staticfiles.slimall(html),
    staticfiles.page(html, { url: '/' }),
  ];
}

const PLAIN: Readonly<Record<string, string>> = {
  'that imports from a mapped folder':
    folder('/lib/') + inline('import "lib/z.js"') + entry('/js/m2.js'),
  'that does so over others': folder('/lib/') + inline('import "lib/z.js"') + entry('/js/far.js'),
  'that shares a module with a mapped folder':
    folder('/deep/') + inline('import "lib/dep.js"') + entry('/js/m.js'),
  'that shares one with a folder of a scope':
    map({ scopes: { '/js/': { 'lib/': '/deep/' } } }) + entry('/js/m.js'),
  'that shares one with a folder whose modules import each other':
    folder('/loop/') + entry('/js/m.js'),
  'that shares one with a module that shares one':
    folder('/deep/') + entry('/js/both.js') + entry('/js/other.js'),
  'that an import in the page names, too': `${folder('/deep/')}${inline('import "/js/m.js"')}`,
  'of a map': map({ imports: { 'lib/': '/deep/', m: '/js/m.js' } }),
  'that a classic script imports': `${folder('/deep/')}<script src="/js/late.js"></script>`,
  'where a module of the folder can not be read': folder('/odd/') + entry('/js/alone.js'),
};

describe('a module stays plain', () => {
  for (const [name, html] of Object.entries(PLAIN)) {
    it(name, () => {
      for (const made of madeOf(html)) assert.equal(made, html);
    });
  }

  for (const [name, first] of Object.entries({
    'a map names one of its imports': map({ imports: { a: './js/n.js' } }),
    'an import names one of its imports': inline('import "./js/n.js"'),
  })) {
    it(`where ${name} relative to an unknown place`, () => {
      const html = first + entry('/js/m.js');
      const { staticfiles } = open();
      assert.equal(staticfiles.staticall(html), html);
      assert.doesNotMatch(staticfiles.page(html, { url: '/' }), /"\/js\/m\.js"/);
    });
  }

  it('where the page may lie beside one of its imports', () => {
    const html = inline('import "./n.js"') + entry('/js/m.js');
    assert.equal(open().staticfiles.staticall(html), html);
  });

  for (const [name, first] of Object.entries({
    'an inline module names, with imports of its own': inline('import "./dep.js"'),
    'a map names, with imports of its own': map({ imports: { dep: './dep.js' } }),
    'the folder of a map holds': map({ imports: { 'x/': '../deep/' } }),
    'a tag names': entry('../deep/dep.js'),
    'a tag names from an unknown base': `<base href="deep/">${entry('dep.js')}`,
    'is preloaded': '<link rel="modulepreload" href="../deep/dep.js">',
    'an attribute imports': `<button onclick="import('/deep/dep.js')">go</button>`,
    'has a name that is encoded': inline('import "./%64ep.js"'),
  })) {
    it(`where a page of unknown place shares one with what ${name}`, () => {
      const html = first + entry('/js/m.js') + entry('/js/other.js');
      const expected = /^(?!.*\bm\.[0-9a-f]{12}).*other\.[0-9a-f]{12}/s;
      assert.match(open().staticfiles.staticall(html), expected);
    });
  }

  it('that is preloaded only, and shares one with what is named relative to an unknown place', () => {
    const html = `${inline('import "./dep.js"')}<link rel="modulepreload" href="/js/m.js">`;
    assert.equal(open().staticfiles.staticall(html), html);
  });

  it('where imports can not be read, and the log says so', () => {
    const { staticfiles, infos } = open();
    const html = folder('/odd/') + entry('/js/alone.js');
    assert.equal(staticfiles.staticall(html), html);
    assert.match(infos.join(), /all modules of the page keep their plain URLs, so that none/);
    const classic = '<script src="/js/c.js"></script>';
    assert.match(staticfiles.staticall(html + classic), /c\.[0-9a-f]{12}\.js/);
  });

  it('as a classic script beside neighbours that could be one with it', () => {
    const html = `${folder('/deep/')}<script src="/js/late.js"></script><script src="/js/c.js"></script>`;
    for (const made of madeOf(html)) {
      assert.match(made, /src="\/js\/late\.js"/);
      assert.match(made, /src="\/js\/c\.[0-9a-f]{12}\.js"/);
    }
  });

  it('from the moment on that a module of the folder shares one with it', () => {
    const html = folder('/lib/') + entry('/js/m.js');
    const { staticfiles, site } = open(FILES, { debug: true });
    assert.notEqual(staticfiles.staticall(html), html);
    site.write('lib/z.js', 'import "/js/n.js"; // as it is now');
    assert.equal(staticfiles.staticall(html), html);
  });
});

describe('a module is versioned', () => {
  it('where what is named relative to an unknown place is none of ours', () => {
    const html = inline('import "./x/y.js"') + entry('/js/m.js');
    assert.match(open().staticfiles.staticall(html), /m\.[0-9a-f]{12}\.js/);
  });

  it('by a manifest, unless one of ours is plain', async () => {
    const { staticfiles, site } = open();
    const manifest = `${site.dir}/manifest.json`;
    await staticfiles.prepare({ paths: Object.keys(FILES), manifest });
    const made = open(FILES, { roots: undefined, outDir: site.outDir, manifest }).staticfiles;
    for (const first of [inline('import "./x/y.js"'), folder('/none/')]) {
      assert.match(made.staticall(first + entry('/js/m.js')), /m\.[0-9a-f]{12}\.js/);
    }
    for (const first of [inline('import "./js/n.js"'), folder('/lib/')]) {
      const html = first + entry('/js/m.js');
      assert.equal(made.staticall(html), html);
    }
  });

  it('where it shares none with what stays plain', () => {
    for (const made of madeOf(folder('/deep/') + entry('/js/other.js') + entry('/js/m.js'))) {
      assert.match(made, /src="\/js\/other\.[0-9a-f]{12}\.js"/);
      assert.match(made, /src="\/js\/m\.js"/);
    }
  });
});
