// A run of the site is recorded, and a build makes what its pages asked for.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as nunjucks from 'nunjucks';
import { createFolder } from '../cli/support/command.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { assetFiles } from './support/built-site.ts';

const FILES = { ...assetFiles(['a', 'b', 'c']), 'icons/i.svg': '<svg> <g/> </svg>' };

const PAGE =
  '{% slimall %}{% for n in names %}<script src="/js/{{ n }}.js"></script>\n{% endfor %}{{ html | safe }}{% endslimall %}' +
  '{% staticfile path %} {% slimfile paths as both %}{{ both }} {% inlinefile icon %}';

const CONTEXT = {
  names: ['a', 'b'],
  html: '<link rel="stylesheet" href="/css/a.css">',
  path: '/img/c.gif?v=1',
  paths: ['/css/b.css', '/css/c.css'],
  icon: '/icons/i.svg',
};

function open(folder: string, options: object) {
  const common = {
    outDir: path.join(folder, 'out'),
    sourceMap: true,
    debug: false,
    logger: collectLog(),
  };
  const staticfiles = createStaticfiles({ ...common, ...options }, { folder });
  const environment = new nunjucks.Environment(null, { autoescape: true });
  staticfiles.install(environment as never);
  const render = (context: object = CONTEXT) => environment.renderString(PAGE, context);
  return { staticfiles, render, log: common.logger };
}

async function record(folder: string, ...contexts: object[]): Promise<string[]> {
  const { staticfiles, render } = open(folder, { roots: path.join(folder, 'root') });
  await staticfiles.prepare({ recordTo: 'record.json' });
  const pages = contexts.map(render);
  await staticfiles.close();
  return pages;
}

describe('recordTo', () => {
  it('lets a build make what pages of a run asked for, in all forms', async () => {
    const { site, run } = createFolder({ ...FILES, '../views/page.njk': PAGE });
    const [page] = await record(site.dir, CONTEXT);
    const { code, out } = await run('build', '--from', 'record.json', '--strict');
    assert.equal(code, 0, out);
    fs.rmSync(site.root, { recursive: true });
    const served = open(site.dir, { manifest: path.join(site.dir, 'manifest.json') });
    assert.equal(served.render(), page);
    assert.deepEqual(served.log.warnings, []);
  });

  it('listens to the end of the process once, however many sites record', async () => {
    const { site } = createFolder(FILES);
    const before = process.listenerCount('exit');
    for (const name of ['one.json', 'two.json', 'three.json']) {
      const { staticfiles } = open(site.dir, { roots: site.root });
      await staticfiles.prepare({ recordTo: name });
      await staticfiles.close();
    }
    assert.ok(process.listenerCount('exit') <= before + 1);
  });

  it('puts runs of several processes together, and keeps what was asked for before it began', async () => {
    const { site } = createFolder(FILES);
    const { staticfiles, render } = open(site.dir, { roots: site.root });
    render({ ...CONTEXT, names: ['c', 'b'] });
    await staticfiles.prepare({ recordTo: 'record.json' });
    await record(site.dir, { ...CONTEXT, names: ['a', 'c'] });
    const recorded = JSON.parse(site.read('record.json'));
    for (const group of [
      ['/js/c.js', '/js/b.js'],
      ['/js/a.js', '/js/c.js'],
    ]) {
      assert.ok(recorded.groups.some((each: string[]) => each.join() === group.join()));
      assert.ok(recorded.slim.some((each: string[]) => each.join() === group.join()));
    }
    assert.deepEqual(
      site.list().filter((name) => /\.(?:tmp|lock)$/.test(name)),
      [],
    );
  });

  it('makes a manifest at once where the run itself ends with a build', async () => {
    const { site } = createFolder(FILES);
    const { staticfiles, render } = open(site.dir, { roots: site.root });
    const page = render();
    await staticfiles.prepare({ manifest: 'made.json' });
    assert.equal(open(site.dir, { manifest: path.join(site.dir, 'made.json') }).render(), page);
  });

  it('writes when the process ends, whoever ends it', () => {
    const { site } = createFolder(FILES);
    const lib = path.resolve('dist/index.js');
    const script = `
      import { createStaticfiles } from ${JSON.stringify(lib)};
      const staticfiles = createStaticfiles({ roots: 'root', outDir: 'out', cacheDir: false });
      await staticfiles.prepare({ recordTo: 'record.json' });
      staticfiles.slimfile('/css/a.css');
      process.exit(0);`;
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: site.dir });
    assert.deepEqual(JSON.parse(site.read('record.json')).slim, [['/css/a.css']]);
  });
});

describe('staticfile build --from', () => {
  const OTHERS: Readonly<
    Record<string, readonly [record: (text: string) => string, message: RegExp]>
  > = {
    'that is cut': [(text) => text.slice(0, text.length / 2), /can't be read, it may be cut/],
    'of another format': [(text) => text.replace('"format": 1', '"format": 2'), /is of format 2/],
    'that holds something else': [() => '{"format":1,"site":""}', /is not a record/],
    'whose paths lead out': [(text) => text.replace('/css/a.css', '/../a.css'), /is not a record/],
    'of another site': [
      (text) => text.replace('"site": "one"', '"site": "two"'),
      /of the site "two", and this is "one"/,
    ],
    'of files that are not here': [
      (text) => text.replaceAll('a.css', 'z.css'),
      /none of them is in "roots"/,
    ],
  };
  for (const [name, [change, message]] of Object.entries(OTHERS)) {
    it(`refuses a record ${name}, and writes no manifest`, async () => {
      const { site, run } = createFolder({
        ...FILES,
        '../package.json': '{"name":"one"}',
        '../views/x.njk': '',
      });
      const { staticfiles } = open(site.dir, { roots: site.root });
      staticfiles.staticfile('/css/a.css');
      await staticfiles.prepare({ recordTo: 'record.json' });
      await staticfiles.close();
      const recorded = JSON.parse(site.read('record.json'));
      const only = { ...recorded, plain: [['/css/a.css']] };
      site.write('../record.json', change(JSON.stringify(only, null, 1)));
      const { code, error } = await run('build', '--from', 'record.json');
      assert.deepEqual([code, message.test(error)], [1, true], error);
      assert.ok(!site.list().includes('manifest.json'));
    });
  }

  it('refuses to record over another file', async () => {
    const { site } = createFolder({ ...FILES, '../record.json': '{"mine":true}' });
    const { staticfiles } = open(site.dir, { roots: site.root });
    await assert.rejects(staticfiles.prepare({ recordTo: 'record.json' }), {
      code: 'ERR_STATICFILE_RECORD',
    });
    assert.equal(site.read('record.json'), '{"mine":true}');
  });

  it('says that there is no such record', async () => {
    const { run } = createFolder({ ...FILES, '../views/x.njk': '' });
    const { code, error } = await run('build', '--from', 'none.json');
    assert.equal(code, 1);
    assert.match(error, /The record ".*none\.json" can't be read/);
  });
});
