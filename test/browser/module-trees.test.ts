// Trees of modules from npm load in Chromium, and each module runs once.
import assert from 'node:assert/strict';
import express from 'express';
import type { Staticfiles } from '../../lib/index.ts';
import { fixture } from '../../scripts/fixtures.js';
import { useBrowser } from '../examples/support/browser.ts';
import { listen } from '../examples/support/example-site.ts';
import { createStaticfiles } from '../support/create.ts';
import { useFixtures } from '../support/fixtures.ts';
import { collectLog } from '../support/log.ts';
import { sampled } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';

const FOLDERS = [
  ['/govuk', 'govuk-frontend/dist/govuk'],
  ['/three', 'three'],
] as const;

/** What stands in the page is what a site writes; the title says that it ran. */
const PAGES = {
  govuk: `
    <link rel="modulepreload" href="/govuk/component.mjs">
    <body class="js-enabled govuk-frontend-supported">
    <div class="govuk-accordion" data-module="govuk-accordion" id="a"></div>
    <script type="module">
      import { initAll, Button } from '/govuk/all.mjs';
      import { Button as Same } from '/govuk/components/button/button.mjs';
      initAll();
      document.title = String(Button === Same);
    </script>`,
  three: `
    <script type="importmap">{
      "imports": {
        "three": "/three/build/three.module.js",
        "three/webgpu": "/three/build/three.webgpu.js",
        "three/tsl": "/three/build/three.tsl.js",
        "https://cdn.jsdelivr.net/npm/opentype.js@1.3.4/+esm": "data:text/javascript,export default 1",
        "three/addons/controls/OrbitControls.js": "/three/examples/jsm/controls/OrbitControls.js"
      }
    }</script>
    <script type="module">
      import * as THREE from 'three';
      import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
      import * as addons from '/three/examples/jsm/Addons.js';
      const isSame = addons.OrbitControls === OrbitControls;
      document.title = String(isSame && new THREE.Scene().isScene);
    </script>`,
};

const TITLE = '<script>addEventListener("load", () => fetch("/title?" + document.title));</script>';

/** The smallest number of modules that each tree has. */
const LEAST = { govuk: 20, three: 200 };

function unversioned(url: string): string {
  return new URL(url).pathname.replace(/\.[0-9a-f]{12}(?=\.)/, '');
}

describe('a tree of modules', function () {
  this.timeout(300_000);
  useFixtures();
  const browser = useBrowser();

  async function visit(write: (staticfiles: Staticfiles) => string) {
    const staticfiles = createStaticfiles({
      roots: FOLDERS.map(([at, dir]) => ({ at, dir: fixture(dir) })),
      outDir: createSite().outDir,
      conversion: 'inline',
      logger: collectLog(),
    });
    const app = express();
    let title = '';
    app.get('/title', ({ url }, response) => {
      title = url.split('?')[1] ?? '';
      response.end();
    });
    app.get('/', (_request, response) => {
      const head = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">';
      response.send(head + TITLE + write(staticfiles));
    });
    app.use(staticfiles.middleware());
    const server = await listen(app);
    try {
      const { problems, loaded } = await browser.visit(`${server.origin}/`);
      const modules = loaded.filter(({ url }) => /\.m?js$/.test(url)).map(({ url }) => url);
      return { problems, modules, title };
    } finally {
      await server.close();
    }
  }

  const visits = [
    ['govuk', 'slimall'],
    ['three', 'staticall'],
    ['govuk', 'staticall'],
  ] as const;
  for (const [name, way] of sampled('module trees', 1, visits)) {
    it(`loads by ${way}, each module once: ${name}`, async () => {
      const { problems, modules, title } = await visit((each) => each[way](PAGES[name]));
      assert.deepEqual([problems, title], [[], 'true']);
      assert.ok(modules.length >= LEAST[name], String(modules.length));
      assert.ok(
        modules.every((url) => /\.[0-9a-f]{12}\./.test(url)),
        modules.join('\n'),
      );
      assert.equal(new Set(modules.map(unversioned)).size, modules.length);
    });
  }

  it('would be seen to load twice where the page names a module under its plain URL, too', async () => {
    const { modules } = await visit((each) => {
      return each.staticall('<script type="module" src="/govuk/all.mjs"></script>') + PAGES.govuk;
    });
    const distinct = new Set(modules.map(unversioned));
    assert.ok(distinct.size <= modules.length - LEAST.govuk, String(modules.length));
  });
});
