// The modules that scripts and import maps of a page name where they stand.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'js/main.js': 'import "./store.js";\n',
  'js/store.js': 'export default 1;\n',
  'lib/one.js': 'export const one = 1;\n',
  'lib/two.js': 'export const two = 2;\n',
  'img/a.gif': 'GIF89a',
};

function open(options: object = {}) {
  const site = createSite(FILES);
  const log = collectLog();
  const infos: string[] = [];
  const logger = { ...log, info: (message: string) => infos.push(message) };
  const all = { roots: site.root, outDir: site.outDir, logger, ...options };
  return { staticfiles: createStaticfiles(all), log, infos };
}

function unversioned(html: string): string {
  return html.replace(/\.[0-9a-f]{12}\./g, '.V.');
}

function all(html: string, options: object = {}): string {
  return unversioned(open(options).staticfiles.staticall(html));
}

const map = (value: object) => `<script type="importmap">${JSON.stringify(value)}</script>`;
const module = (text: string) => `<script type="module">${text}</script>`;

const TEXTS: Readonly<Record<string, readonly [written: string, expected: string]>> = {
  'a rooted import': [module('import "/js/store.js";'), module('import "/js/store.V.js";')],
  'one behind a byte-order mark': [
    module('\ufeffimport "/js/store.js"; é'),
    module('\ufeffimport "/js/store.V.js"; é'),
  ],
  'an import that runs later, in a classic script': [
    '<script>import("/js/store.js")</script>',
    '<script>import("/js/store.V.js")</script>',
  ],
  'a picture beside a module': [
    module('new URL("/img/a.gif", import.meta.url)'),
    module('new URL("/img/a.V.gif", import.meta.url)'),
  ],
  'a bare and a foreign import': [
    module('import "store"; import "https://h/x.js"'),
    module('import "store"; import "https://h/x.js"'),
  ],
  'a script that is only data': [
    '<script type="text/x-template">import "/js/store.js"</script>',
    '<script type="text/x-template">import "/js/store.js"</script>',
  ],
  'the modules of an import map': [
    map({ imports: { store: '/js/store.js', far: 'https://h/x.js', no: null } }),
    map({ imports: { store: '/js/store.V.js', far: 'https://h/x.js', no: null } }),
  ],
  'an import map in lines': [
    '<script type=" ImportMap ">\n{\n  "imports": {\n    "a": "/lib/one.js"\n  }\n}\n</script>',
    '<script type=" ImportMap ">\n{\n  "imports": {\n    "a": "/lib/one.V.js"\n  }\n}\n</script>',
  ],
  'scopes of an import map': [
    map({ scopes: { '/js/main.js': { a: '/lib/one.js' }, '/js/': { a: '/lib/two.js' } } }),
    map({ scopes: { '/js/main.V.js': { a: '/lib/one.V.js' }, '/js/': { a: '/lib/two.V.js' } } }),
  ],
  'a name that is a URL': [
    map({ imports: { '/lib/one.js': '/lib/two.js' } }),
    '<script type="importmap">{"imports":{"/lib/one.V.js": "/lib/two.V.js", "/lib/one.js":"/lib/two.V.js"}}</script>',
  ],
  'an import map that browsers ignore': [
    '<script type="importmap">{"imports":{"a":"/lib/one.js"},}</script>',
    '<script type="importmap">{"imports":{"a":"/lib/one.js"},}</script>',
  ],
  'an import map with deep nonsense': [
    `<script type="importmap">${'['.repeat(3000)}</script>`,
    `<script type="importmap">${'['.repeat(3000)}</script>`,
  ],
};

describe('in a body', () => {
  for (const [name, [written, expected]] of Object.entries(TEXTS)) {
    it(`the URLs are right of ${name}`, () => assert.equal(all(written), expected));
  }

  it('a module has one URL wherever it is named', () => {
    const html =
      `${map({ imports: { store: '/js/store.js' } })}<link rel="modulepreload" href="/js/store.js">` +
      `<script type="module" src="/js/store.js"></script>${module('import "/js/store.js"')}`;
    const { staticfiles } = open();
    const written = staticfiles.staticall(html);
    assert.equal(written.split(staticfiles.staticfile('/js/store.js')).length, 5);
    assert.equal(staticfiles.page(written, { url: '/' }), written);
  });

  it('the integrity of a module in an import map is that of its bytes', () => {
    const old = `sha384-${createHash('sha384').update(FILES['lib/one.js']).digest('base64')}`;
    const { staticfiles } = open();
    const html = staticfiles.slimall(map({ integrity: { '/lib/one.js': old } }));
    const made = /importmap">(.*)<\/script>/.exec(html)?.[1] ?? '';
    const { integrity } = JSON.parse(made) as { integrity: Record<string, string> };
    const url = staticfiles.slimfile('/lib/one.js');
    const bytes = fs.readFileSync(
      String(staticfiles.describe('/lib/one.js', { slim: true }).output),
    );
    const hash = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
    assert.deepEqual(integrity, { [url]: hash, '/lib/one.js': old });
  });

  it('a module stays plain that lies in a folder of an import map, and the log says so', () => {
    const { staticfiles, infos, log } = open();
    const html =
      map({ imports: { 'lib/': '/lib/', store: '/js/store.js' } }) +
      module('import "lib/one.js"; import "/lib/two.js"; import "/js/store.js"') +
      '<script type="module" src="/lib/one.js"></script>';
    const written = unversioned(staticfiles.staticall(html));
    assert.doesNotMatch(written, /(?:one|two)\.V\./);
    assert.equal(written.split('/js/store.V.js').length, 3);
    assert.match(infos.join(), /names the folder "\/lib\/"/);
    assert.deepEqual(log.warnings, []);
  });

  it('a module stays plain that is named from a page of unknown place', () => {
    const html = `${module('import "./js/store.js"')}<script type="module" src="/js/store.js"></script>`;
    assert.equal(all(html), html);
    const page = unversioned(open().staticfiles.page(html, { url: '/' }));
    assert.equal(page.split('/js/store.V.js').length, 3);
  });

  it('a module stays plain that a script may name which cannot be read', () => {
    const html = `${module('import { from "/js/store.js"')}<script type="module" src="/js/store.js"></script>`;
    assert.equal(all(html), html);
  });
});
