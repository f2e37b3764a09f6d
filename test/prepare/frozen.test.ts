// Frozen mode: a server that has a manifest, and neither sources nor a disk to write to.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as nunjucks from 'nunjucks';
import type { FileInfo, StaticfilesOptions } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'css/a.css': '@import "b.css"; a { color: red }',
  'css/b.css': 'b { color: blue }',
  'js/a.js': 'a ( 1 )',
  'js/b.js': 'b ( 2 )',
  'img/x.gif': 'GIF89a',
  'img/a;b%.gif': 'GIF89a odd',
};

const PAGE =
  '{% staticfile "/css/a.css" %} {% slimfile "/css/a.css" %} {{ "/img/x.gif?v#f" | staticfile }} ' +
  '{% staticfile "/js/a.js; /js/b.js" integrity=true as js %}{{ js }} {{ js.integrity }} ' +
  '{% staticfile "/img/a%3Bb%25.gif" %} ' +
  '{% slimall %}<script src="/js/a.js"></script>\n<script src="/js/b.js"></script><img src="/img/x.gif">{% endslimall %} ' +
  '{% slimcontent "css" %}a { background: url(/img/x.gif) }{% endslimcontent %}';

async function build(options: Partial<StaticfilesOptions> = {}) {
  const site = createSite({ ...FILES, '../views/page.njk': PAGE });
  const log = collectLog();
  const common = { outDir: site.outDir, logger: log, debug: false, ...options };
  const building = createStaticfiles({ roots: site.root, ...common }, { folder: site.dir });
  const environment = new nunjucks.Environment(null, { autoescape: true });
  building.install(environment as never);
  const manifest = 'build/manifest.json';
  await building.prepare({ templates: 'views', env: environment as never, manifest });
  const html = environment.renderString(PAGE, {});
  const open = (more: Partial<StaticfilesOptions> = {}) =>
    createStaticfiles({ manifest, ...common, ...more }, { folder: site.dir });
  return { site, log, html, open, building };
}

function render(staticfiles: ReturnType<typeof createStaticfiles>, page: string): string {
  const environment = new nunjucks.Environment(null, { autoescape: true });
  staticfiles.install(environment as never);
  return environment.renderString(page, {});
}

describe('an instance with a manifest', () => {
  it('renders what the build would, without sources, outputs or a warning', async () => {
    const { site, html, open, log } = await build();
    fs.rmSync(site.root, { recursive: true });
    fs.rmSync(site.outDir, { recursive: true });
    const staticfiles = open();
    for (let round = 0; round < 2; round += 1) assert.equal(render(staticfiles, PAGE), html);
    assert.deepEqual(log.warnings, []);
    assert.deepEqual(site.list('out'), []);
  });

  it('follows the option missing for a path that it does not have', async () => {
    const { open, log } = await build({ mediaUrl: '//cdn.test' });
    assert.equal(open().staticfile('/none.gif?x'), '//cdn.test/none.gif?x');
    assert.match(
      log.warnings.join(),
      /The manifest ".*manifest\.json" has no "\/none\.gif\?x"\. Build it anew/,
    );
    assert.throws(
      () => open({ missing: 'throw' }).staticfile('/none.gif'),
      /ERR_STATICFILE_NOT_FOUND/,
    );
    assert.equal(open().staticfile('/css/a.css; /css/b.css'), open().staticfile('/css/a.css'));
    assert.equal(open().staticfile(undefined as never), '');
    assert.equal(open().staticfile('https://h/x.gif'), 'https://h/x.gif');
  });

  it('passes every URL through the file proxies', async () => {
    const { open, site } = await build();
    const calls: [string, FileInfo][] = [];
    const fileProxy = (uri: string, info: FileInfo) => {
      calls.push([uri, info]);
      return `//cdn.test${uri}`;
    };
    const staticfiles = open({ fileProxy });
    const url = staticfiles.staticfile('/img/x.gif');
    assert.match(url, /^\/\/cdn\.test\/img\/x\.[0-9a-f]{12}\.gif$/);
    staticfiles.staticfile('/img/x.gif');
    const [[uri, first], [, later]] = calls as [[string, FileInfo], [string, FileInfo]];
    assert.deepEqual(
      [first.new, first.cached, first.filepath],
      [true, true, `${site.outDir}${uri}`],
    );
    assert.deepEqual([later.new, later.checked], [false, false]);
  });

  it('serves the outputs of the build, and those that they refer to', async () => {
    const { open, site } = await build();
    fs.rmSync(site.root, { recursive: true });
    const staticfiles = open();
    for (const name of site.list('out')) {
      const response = await staticfiles.handle(
        new Request(`http://h/${name.split('/').map(encodeURIComponent).join('/')}`),
      );
      assert.equal(response?.status, 200, name);
      assert.match(response?.headers.get('cache-control') ?? '', /immutable/, name);
    }
    assert.equal(
      await staticfiles.handle(new Request('http://h/css/a.000000000000.css')),
      undefined,
    );
  });

  it('knows its names, and describes them', async () => {
    const { open, site, building } = await build();
    fs.rmSync(site.outDir, { recursive: true });
    const staticfiles = open();
    const url = staticfiles.staticfile('/css/a.css');
    assert.ok(staticfiles.isVersioned(url));
    assert.equal(staticfiles.isVersioned('/css/a.000000000000.css'), false);
    const described = staticfiles.describe('/css/a.css');
    const { minified: _none, sources: _some, ...expected } = building.describe('/css/a.css');
    assert.deepEqual({ ...described, sources: undefined }, { ...expected, sources: undefined });
    assert.equal(staticfiles.describe('/none.gif').state, 'missing');
  });

  it('has nothing to prepare', async () => {
    const { open } = await build();
    await assert.rejects(open().prepare(), /ERR_STATICFILE_OPTION.*nothing to prepare/);
  });

  it('leaves paths as they are where nothing is enabled', async () => {
    const { open } = await build();
    assert.equal(open({ enabled: false }).staticfile('/css/a.css'), '/css/a.css');
  });
});

describe('a manifest', () => {
  it('is the same for the same sources', async () => {
    const [one, other] = [await build(), await build()];
    assert.equal(one.site.read('build/manifest.json'), other.site.read('build/manifest.json'));
  });

  const CHANGES: Readonly<Record<string, [change: (json: string) => string, message: RegExp]>> = {
    'of a newer format': [
      (json) => json.replace('"format": 1', '"format": 2'),
      /is of format 2, and this version reads format 1/,
    ],
    'that is cut off': [(json) => json.slice(0, 100), /can't be read: .*JSON/],
    'that is another file': [() => '[]', /is of format|is not a manifest/],
    'that is none': [() => '1', /is not a manifest/],
    'whose path leads out': [
      (json) => json.replace(/"path": "[^"]*"/, '"path": "/../../etc/passwd"'),
      /what no build writes/,
    ],
    'whose path is hidden': [
      (json) => json.replace(/"path": "[^"]*"/, '"path": "/.env"'),
      /what no build writes/,
    ],
    'whose uri is of another place': [
      (json) => json.replace(/"uri": "[^"]*"/, '"uri": "//evil.test/x.js"'),
      /what no build writes/,
    ],
    'whose uri is a script': [
      (json) => json.replace(/"uri": "[^"]*"/, '"uri": "javascript:alert(1)"'),
      /what no build writes/,
    ],
    'whose uri breaks out of an attribute': [
      (json) => json.replace(/"uri": "[^"]*"/, '"uri": "/x\\"onerror=alert(1)"'),
      /what no build writes/,
    ],
    'whose integrity is none': [
      (json) => json.replace(/"integrity": "sha384/, '"integrity": "sha1'),
      /what no build writes/,
    ],
    'whose size is a text': [
      (json) => json.replace(/"bytes": \d+/, '"bytes": "1"'),
      /what no build writes/,
    ],
  };
  for (const [name, [change, message]] of Object.entries(CHANGES)) {
    it(`${name} is refused when the instance is made`, async () => {
      const { site, open } = await build();
      site.write('../build/manifest.json', change(site.read('build/manifest.json')));
      assert.throws(open, (error: { code?: string; message: string }) => {
        assert.equal(error.code, 'ERR_STATICFILE_MANIFEST');
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it('that is not there is refused', async () => {
    const { open } = await build();
    assert.throws(
      () => open({ manifest: 'none.json' }),
      /The manifest ".*none\.json" can't be read.*staticfile build/,
    );
  });
});
