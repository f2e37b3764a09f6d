// What a page's import map means it means with versioned URLs, too; what can't be versioned stays as it is written.
import assert from 'node:assert/strict';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'js/main.js': 'import "./store.js";\n',
  'js/store.js': 'export default 1;\n',
  'lib/one.js': 'export const one = 1;\n',
  'lib/two.js': 'export const two = 2;\n',
  'store.js': 'export default 2;\n',
  'img/a.gif': 'GIF89a',
};

function open(options: object = {}) {
  const site = createSite(FILES);
  const log = collectLog();
  const infos: string[] = [];
  const logger = { ...log, info: (message: string) => infos.push(message) };
  return {
    staticfiles: createStaticfiles({ roots: site.root, outDir: site.outDir, logger, ...options }),
    log,
    infos,
  };
}

const map = (value: object) => `<script type="importmap">${JSON.stringify(value)}</script>`;
const module = (text: string) => `<script type="module">${text}</script>`;
const entry = (path: string) => `<script type="module" src="${path}"></script>`;

interface Made {
  readonly html: string;
  /** The map that browsers read. */
  readonly map: object;
  readonly infos: readonly string[];
  readonly warnings: readonly string[];
}

/** Makes a body, or with `url` a page, and reads its map. */
function make(html: string, url?: string): Made {
  const { staticfiles, log, infos } = open();
  const made = url === undefined ? staticfiles.staticall(html) : staticfiles.page(html, { url });
  const written = made.replace(/\.[0-9a-f]{12}(?=\.)/g, '.V');
  const json = /importmap">(.*?)<\/script>/.exec(written)?.[1] ?? '';
  return { html: written, map: JSON.parse(json) as object, infos, warnings: log.warnings };
}

/** Maps whose text stays as it is in a block, and on a page that stands at `/`. */
const LEFT: Readonly<Record<string, object>> = {
  'a bare name for a folder': { imports: { 'lib/': '/lib/' } },
  'a folder that is not there': { imports: { 'lib/': '/nowhere/' } },
  'a folder for a folder': { imports: { '/js/': '/lib/' } },
  'a bare name for nothing': { imports: { store: null } },
  'bare names for bare names': { imports: { 'store.js': 'store.js', a: 'lib/one.js' } },
  'a folder that is blocked': { imports: { '/lib/': null } },
  'a name of a folder for a module': { imports: { 'lib/': '/lib/one.js' } },
  'values that are no texts': { imports: { a: 1, b: ['/lib/one.js'], c: { d: '/lib/one.js' } } },
  'modules of others': { imports: { a: 'https://h/x.js', 'https://h/y.js': '//h/z.js' } },
  'scopes of folders': { scopes: { '/js/': { a: 'https://h/x.js' } } },
  'the integrity of bare names': { integrity: { 'lib/one.js': 'sha384-a' } },
  'the integrity of others': { integrity: { 'https://h/x.js': 'sha384-a' } },
  'imports in a list': { imports: ['/lib/one.js'] },
  'scopes that are none': { imports: { a: '/lib/one.js' }, scopes: { '/js/': null } },
  'integrity that is none': { imports: { a: '/lib/one.js' }, integrity: '/lib/one.js' },
  'keys that nobody knows': { others: { a: '/lib/one.js' } },
};

describe('an import map', () => {
  for (const [name, value] of Object.entries(LEFT)) {
    it(`stays as it is with ${name}`, () => {
      for (const url of [undefined, '/', '/lib/page.html']) {
        const made = make(map(value), url);
        assert.equal(made.html, map(value));
        assert.deepEqual(made.warnings, []);
      }
    });
  }

  it('gets the URLs of scopes for what is imported there', () => {
    const value = {
      imports: { store: '/js/store.js' },
      scopes: { '/js/': { store: '/lib/two.js' }, '/js/main.js': { '/lib/one.js': '/lib/two.js' } },
    };
    assert.deepEqual(make(map(value)).map, {
      imports: { store: '/js/store.V.js' },
      scopes: {
        '/js/': { store: '/lib/two.V.js' },
        '/js/main.V.js': { '/lib/one.V.js': '/lib/two.V.js', '/lib/one.js': '/lib/two.V.js' },
      },
    });
  });

  it('maps a URL in each of its scopes', () => {
    const value = {
      imports: { '/lib/one.js': '/lib/two.js' },
      scopes: { '/js/': { '/lib/one.js': '/js/store.js' } },
    };
    assert.deepEqual(make(map(value)).map, {
      imports: { '/lib/one.V.js': '/lib/two.V.js', '/lib/one.js': '/lib/two.V.js' },
      scopes: { '/js/': { '/lib/one.V.js': '/js/store.V.js', '/lib/one.js': '/js/store.V.js' } },
    });
  });

  for (const blocked of [null, 'two', 5]) {
    it(`blocks the versioned URL of what it blocks by ${JSON.stringify(blocked)}`, () => {
      const value = { imports: { '/lib/one.js': blocked, two: '/lib/two.js' } };
      assert.deepEqual(make(map(value)).map, {
        imports: { '/lib/one.V.js': null, '/lib/one.js': blocked, two: '/lib/two.V.js' },
      });
    });
  }

  it('reads relative names from its page', () => {
    const value = { imports: { './one.js': './two.js', two: '../lib/two.js' }, scopes: {} };
    assert.deepEqual(make(map(value), '/lib/page.html').map, {
      imports: {
        '/lib/one.V.js': '/lib/two.V.js',
        './one.js': '/lib/two.V.js',
        two: '/lib/two.V.js',
      },
      scopes: {},
    });
  });

  it('leaves what it names relative to an unknown place', () => {
    const html =
      map({ imports: { one: './lib/one.js', two: '/lib/two.js' } }) + entry('/lib/one.js');
    const made = make(html);
    assert.deepEqual(made.map, { imports: { one: './lib/one.js', two: '/lib/two.V.js' } });
    assert.ok(made.html.endsWith(entry('/lib/one.js')), made.html);
  });
});

describe('modules beside an import map', () => {
  const names = module('import "/lib/one.js"; import "/lib/two.js"; import "/js/store.js";');

  it('stay plain in a folder that it names, from wherever its page stands', () => {
    for (const [folder, url] of [
      ['/lib/', undefined],
      ['/lib/', '/'],
      ['../lib/', '/js/page.html'],
      ['./lib/', undefined],
    ] as const) {
      const { html, infos, warnings } = make(map({ imports: { 'x/': folder } }) + names, url);
      assert.doesNotMatch(html, /(?:one|two)\.V/);
      assert.match(html, /store\.V/);
      assert.equal(infos.length, 1);
      assert.deepEqual(warnings, []);
    }
  });

  it('all stay plain where it maps URLs of a folder, or relative to an unknown place', () => {
    for (const value of [
      { imports: { '/js/': '/lib/' } },
      { imports: { '/js/': null } },
      { imports: { './one.js': '/lib/two.js' } },
      { scopes: { 'js/': { '/lib/': '/js/' } } },
    ]) {
      const html = map(value) + names + entry('/js/main.js');
      const { html: made, infos } = make(html);
      assert.doesNotMatch(made.replace(map(value), ''), /\.V\./);
      assert.match(infos.join(), /all modules of the page keep their plain URLs/);
    }
  });

  for (const options of [{ namePrefix: '/forever' }, { mediaUrl: '/shop' }]) {
    it(`all stay plain where a scope is a folder that they leave: ${Object.keys(options)[0]}`, () => {
      const html = map({ scopes: { '/js/': { a: '/lib/one.js' } } }) + entry('/js/main.js');
      const { staticfiles } = open(options);
      assert.equal(staticfiles.staticall(html), html);
    });
  }

  it('keep their scope, which may be relative to an unknown place', () => {
    const value = { scopes: { './js/main.js': { a: '/lib/one.js' } } };
    const { html } = make(
      map(value) + entry('/js/main.js') + entry('/js/store.js') + entry('/store.js'),
    );
    // main.js loads the plain one
    assert.ok(html.endsWith(entry('/js/main.js') + entry('/js/store.js') + entry('/store.V.js')));
  });

  it('are versioned where it says only what is known', () => {
    const { html } = make(map({ imports: { 'https://h/': '/lib/', two: '/js/' } }) + names, '/');
    assert.match(html, /store\.V/);
  });

  it('leave pictures as they are', () => {
    const { html } = make(`${map({ imports: { '/js/': '/lib/' } })}<img src="/img/a.gif">`);
    assert.match(html, /a\.V\.gif/);
  });
});
