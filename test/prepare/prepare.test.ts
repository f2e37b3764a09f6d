// Everything converted ahead of any render: what is found, what is reported, and what a render then costs.
import assert from 'node:assert/strict';
import * as nunjucks from 'nunjucks';
import type { PrepareOptions, PrepareProgress, StaticfilesOptions } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const FILES = {
  'css/a.css': '@import "b.css"; a { color: red; background: url(../img/x.gif) }',
  'css/b.css': `/* ${'long '.repeat(20000)}*/ b { color: blue }`,
  'js/a.js': 'function a(argument) { return argument }',
  'js/b.js': 'b ( 2 )',
  'img/x.gif': 'GIF89a x',
  'img/y.gif': 'GIF89a y',
  'img/deep/z.gif': 'GIF89a z',
};

const TEMPLATES = {
  '../views/home.njk':
    '{% slimfile "/css/a.css" %} {{ "/img/x.gif" | staticfile }}\n{% staticfile unknown %}' +
    '{% slimall %}<script src="/js/a.js"></script><script src="/js/b.js"></script>{% endslimall %}',
  '../views/part/list.html':
    '{% staticfile "/img/" ~ name ~ ".gif" %}{% staticfile "/js/a.js; /js/b.js" as x %}',
};

function open(options: Partial<StaticfilesOptions> = {}, templates: object = TEMPLATES) {
  const site = createSite({ ...FILES, ...templates });
  const log = collectLog();
  const create = (more: Partial<StaticfilesOptions> = {}) =>
    createStaticfiles(
      { roots: site.root, outDir: site.outDir, logger: log, debug: false, ...options, ...more },
      { folder: site.dir },
    );
  const staticfiles = create();
  const environment = new nunjucks.Environment(null, { autoescape: true });
  staticfiles.install(environment as never);
  const prepare = (more: PrepareOptions = {}) =>
    staticfiles.prepare({ templates: 'views', env: environment as never, ...more });
  return { site, log, staticfiles, environment, prepare, create };
}

describe('prepare', () => {
  it('makes what templates ask for, and reports it', async () => {
    const { prepare, site } = open();
    const report = await prepare();
    assert.equal(report.templates, 2);
    assert.equal(report.files, 6);
    assert.equal(report.converted, 6);
    assert.ok(report.bytesAfter < report.bytesBefore);
    assert.deepEqual(report.missing, []);
    assert.deepEqual(report.errors, []);
    assert.deepEqual(report.warnings, []);
    assert.deepEqual(report.unknown, [
      {
        template: 'views/home.njk',
        line: 2,
        column: 4,
        message: 'This path depends on runtime data: add its files with --include (or "paths").',
      },
    ]);
    assert.ok(
      report.slowest.length > 0 && report.slowest.every(({ durationMs }) => durationMs >= 0),
    );
    const made = site.list('out').map((name) => name.replace(/[0-9a-f]{12}/, 'V'));
    assert.deepEqual(made, [
      'css/a.V.css',
      'css/b.V.css',
      'img/x.V.gif',
      'img/y.V.gif',
      'js/a_b.V.js',
      'js/a_b.V.js',
    ]);
  });

  it('leaves nothing to convert for a render, whose bytes are those of one without it', async () => {
    const prepared = open();
    await prepared.prepare();
    const before = prepared.site.list('out');
    const context = { name: 'y', unknown: '/img/x.gif' };
    const html = Object.values(TEMPLATES).map((text) =>
      prepared.environment.renderString(text, context),
    );
    assert.deepEqual(prepared.site.list('out'), before);
    const fresh = open();
    assert.deepEqual(
      Object.values(TEMPLATES).map((text) => fresh.environment.renderString(text, context)),
      html,
    );
    for (const name of fresh.site.list('out')) {
      assert.equal(prepared.site.read(`out/${name}`), fresh.site.read(`out/${name}`));
    }
  });

  it('minifies in worker threads what is long, and tells how far it is', async () => {
    const seen: PrepareProgress[] = [];
    await open().prepare({ onProgress: (progress) => seen.push(progress) });
    const minified = seen.filter(({ phase }) => phase === 'minify');
    assert.deepEqual(minified.map(({ path }) => path).sort(), ['/css/a.css', '/css/b.css']);
    assert.deepEqual(seen.filter(({ phase }) => phase === 'convert').at(-1)?.done, 5);
    assert.deepEqual(seen.at(-1), { phase: 'upload', done: 1, total: 1 });
  });

  it('takes paths and globs', async () => {
    const { staticfiles, site } = open();
    const report = await staticfiles.prepare({ paths: ['/img/**', 'js/a.js', '/none.gif'] });
    assert.equal(report.files, 4);
    assert.match(report.missing[0]?.message ?? '', /^Cannot find "\/none\.gif"\. Looked in /);
    assert.equal(site.list('out').length, 4);
  });

  it('does not take outputs beside their sources for sources', async () => {
    const { staticfiles } = open({ outDir: undefined as never });
    await staticfiles.prepare({ paths: '/**' });
    const again = await staticfiles.prepare({ paths: '/**' });
    assert.equal(again.files, Object.keys(FILES).length);
  });

  it('notices a template that is wrong, and goes on with the others', async () => {
    const { prepare } = open({}, { ...TEMPLATES, '../views/bad.njk': '\n{% staticfile %}' });
    const { errors, unknown, files } = await prepare();
    assert.equal(files, 6);
    assert.deepEqual(errors, []);
    const notice = unknown.find(({ template }) => template === 'views/bad.njk');
    assert.match(notice?.message ?? '', /Left out, because it can't be parsed: .*expected a path/);
  });

  it('names a template that is wrong where another one needs it', async () => {
    const bad = { '../views/in/bad.njk': '{% staticfile %}' };
    const { prepare } = open({}, { ...bad, '../views/x.njk': '{% include "./in/bad.njk" %}' });
    const { errors } = await prepare();
    assert.deepEqual(
      errors.map(({ template }) => template),
      ['views/in/bad.njk'],
    );
    assert.match(errors[0]?.message ?? '', /expected a path/);
  });

  it('reports warnings, and members that are missing, also where missing throws', async () => {
    const { prepare } = open(
      { missing: 'throw' },
      { '../views/x.njk': '{% staticfile "/none.gif" %}' },
    );
    const report = await prepare();
    assert.match(report.missing[0]?.message ?? '', /none\.gif/);
    assert.equal(report.missing[0]?.template, 'views/x.njk');
  });

  it('makes an environment of its own where there is none', async () => {
    const { staticfiles, site } = open();
    site.write('../node_modules/nunjucks/package.json', '{"main":"index.cjs"}');
    site.write(
      '../node_modules/nunjucks/index.cjs',
      `module.exports = require(${JSON.stringify(`${process.cwd()}/node_modules/nunjucks`)})`,
    );
    const report = await staticfiles.prepare({ templates: ['views/*.njk'] });
    assert.equal(report.templates, 1);
  });

  it('needs Nunjucks where it has to make one', async () => {
    const { staticfiles } = open();
    await assert.rejects(staticfiles.prepare({ templates: 'views' }), /npm install nunjucks/);
  });

  it('ends with the reason of its signal', async () => {
    const controller = new AbortController();
    const { prepare } = open();
    const onProgress = () => controller.abort(new Error('enough'));
    await assert.rejects(prepare({ onProgress, signal: controller.signal }), /enough|abort/i);
  });

  it('waits until file proxies are ready, and rejects if they reject', async () => {
    let asked: unknown;
    const settled = (options: unknown) => {
      asked = options;
      return Promise.reject(new Error('not uploaded'));
    };
    const fileProxy = Object.assign((uri: string) => uri, { settled });
    await assert.rejects(open({ fileProxy }).prepare(), /not uploaded/);
    const { signal, ...others } = asked as { ready?: boolean; signal?: AbortSignal };
    assert.deepEqual(others, { ready: true });
    assert.ok(signal instanceof AbortSignal);
  });
});
