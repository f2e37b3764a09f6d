// Scripts from npm, minified: they load in Chromium and show the same names; their own tests pass.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import express from 'express';
import { fixture } from '../../scripts/fixtures.js';
import { useBrowser } from '../examples/support/browser.ts';
import { listen, type RunningServer } from '../examples/support/example-site.ts';
import { createStaticfiles } from '../support/create.ts';
import { useFixtures } from '../support/fixtures.ts';
import { collectLog } from '../support/log.ts';
import { sampled } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';

type Way = 'script' | 'module' | 'commonjs';

/** How each is loaded, and a name that must be there then. */
const LIBRARIES: Readonly<Record<string, readonly [way: Way, name: string]>> = {
  'jquery/dist/jquery.js': ['script', 'jQuery'],
  'lodash/lodash.js': ['script', '_'],
  'vue/dist/vue.global.js': ['script', 'Vue'],
  'd3/dist/d3.js': ['script', 'd3'],
  'alpinejs/dist/cdn.js': ['script', 'Alpine'],
  'htmx.org/dist/htmx.js': ['script', 'htmx'],
  'bootstrap/dist/js/bootstrap.bundle.js': ['script', 'bootstrap'],
  'rxjs/dist/bundles/rxjs.umd.js': ['script', 'rxjs'],
  'moment/moment.js': ['script', 'moment'],
  'leaflet/dist/leaflet-src.js': ['script', 'L'],
  'three/build/three.module.js': ['module', 'Scene'],
  'chart.js/dist/chart.js': ['module', 'Chart'],
  'alpinejs/dist/module.esm.js': ['module', 'default'],
  'htmx.org/dist/htmx.esm.js': ['module', 'default'],
  'vue/dist/vue.esm-browser.js': ['module', 'createApp'],
  'react/cjs/react.development.js': ['commonjs', 'createElement'],
  'react-dom/cjs/react-dom.development.js': ['commonjs', 'createPortal'],
};

/** The page's own part: what a library shows, names and kinds, two levels deep. */
const PAGE_SCRIPT = `
  const kinds = (value, depth) => {
    if (depth === 0 || value === null || !/object|function/.test(typeof value)) return typeof value;
    const names = Object.getOwnPropertyNames(value).filter((name) => name !== 'prototype').sort();
    return [typeof value, ...names.map((name) => {
      try { return name + ': ' + JSON.stringify(kinds(value[name], depth - 1)); }
      catch (error) { return name + ' throws ' + error.name; }
    })];
  };
  const report = (value) => fetch('/report', { method: 'POST', body: JSON.stringify(value) });
  const commonjs = async (url) => {
    const module = { exports: {} };
    const known = {};
    const requireShim = (name) => known[name] ?? new Proxy({}, { get: () => ({}) });
    const text = await (await fetch(url)).text();
    new Function('module', 'exports', 'require', 'process', text)(
      module, module.exports, requireShim, { env: {} });
    return module.exports;
  };
`;

/** What Chart.js needs of another package to be loaded. */
const IMPORT_MAP = JSON.stringify({
  imports: { '@kurkle/color': 'data:text/javascript,export class Color {}' },
});

const LOADERS: Readonly<Record<Way, (url: string, name: string) => string>> = {
  script: (url, name) =>
    `<script>const before = new Set(Object.getOwnPropertyNames(window));</script><script src="${url}"></script>` +
    `<script>report({ added: Object.getOwnPropertyNames(window).filter((n) => !before.has(n)).sort(), kinds: kinds(window[${JSON.stringify(name)}], 2) })</script>`,
  module: (url) =>
    `<script type="module">import * as all from ${JSON.stringify(url)}; report({ kinds: kinds(all, 2) })</script>`,
  commonjs: (url) =>
    `<script type="module">report({ kinds: kinds(await commonjs(${JSON.stringify(url)}), 2) })</script>`,
};

describe('a library, minified', function () {
  this.timeout(60_000);
  useFixtures();
  const browser = useBrowser();
  const app = express();
  let server: RunningServer | undefined;
  let reports: string[] = [];
  let pages = 0;
  before(async () => {
    app.post('/report', express.text({ type: () => true, limit: '5mb' }), (request, response) => {
      reports.push(String(request.body));
      response.type('text').send('received');
    });
    server = await listen(app);
  });
  after(() => server?.close());

  async function shown(url: string, way: Way, name: string): Promise<string> {
    pages += 1;
    const at = `/page-${pages}`;
    app.get(at, (_request, response) => {
      response.send(
        `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body>` +
          `<script type="importmap">${IMPORT_MAP}</script><script>${PAGE_SCRIPT}</script>${LOADERS[way](url, name)}`,
      );
    });
    reports = [];
    const { problems } = await browser.visit(`${server?.origin}${at}`);
    assert.deepEqual(problems, []);
    return reports.join();
  }

  for (const [file, [way, name]] of sampled(
    'libraries in Chromium',
    1,
    Object.entries(LIBRARIES),
  )) {
    it(`loads and shows the same names: ${file}`, async () => {
      const [packageName = ''] = file.split('/');
      const staticfiles = createStaticfiles({
        roots: [{ dir: fixture(packageName), at: `/${packageName}` }],
        conversion: 'inline',
        outDir: createSite().outDir,
        logger: collectLog(),
        sourceMap: true,
      });
      app.use(staticfiles.middleware());
      const [plain, slim] = [staticfiles.staticfile(`/${file}`), staticfiles.slimfile(`/${file}`)];
      const {
        minified,
        bytes = 0,
        originalBytes = 0,
      } = staticfiles.describe(`/${file}`, {
        slim: true,
      });
      assert.deepEqual(minified, { engine: 1, blanks: 0, reduction: 0, source: 0, reasons: [] });
      assert.ok(bytes < originalBytes);
      const expected = await shown(plain, way, name);
      assert.ok(expected.includes(`${name}`) || way !== 'module', expected.slice(0, 200));
      assert.equal(await shown(slim, way, name), expected);
    });
  }
});

/** Packages that bring tests which need nothing but Node. */
const TESTED = ['@fastify/forwarded', '@fastify/proxy-addr'];

describe('a package that brings its tests', () => {
  for (const name of sampled('packages that bring their tests', 1, TESTED)) {
    it(`passes them minified: ${name}`, () => {
      const site = createSite();
      const folder = path.join(site.dir, 'package');
      fs.cpSync(path.join('node_modules', name), folder, { recursive: true });
      fs.symlinkSync(path.resolve('node_modules'), path.join(site.dir, 'node_modules'));
      const staticfiles = createStaticfiles({ roots: folder, outDir: site.outDir });
      const small = site.read(`out${staticfiles.slimfile('/index.js')}`);
      const source = fs.readFileSync(path.join(folder, 'index.js'), 'utf8');
      assert.ok(small.length < source.length / 1.2);
      fs.writeFileSync(path.join(folder, 'index.js'), small);
      const { NODE_OPTIONS: _none, NODE_TEST_CONTEXT: _no, ...env } = process.env;
      const { status, stdout } = spawnSync(process.execPath, ['--test'], {
        cwd: folder,
        encoding: 'utf8',
        env,
      });
      assert.equal(status, 0, stdout);
      assert.match(stdout, /# pass [1-9]|pass [1-9]/);
    });
  }
});
