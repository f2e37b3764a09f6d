// A server that was bundled into one file, alone in an empty folder.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { build } from 'esbuild';
import { sampled } from '../support/sampled.ts';
import { emptyFolder, lend, placePackage, run } from './support/packed.ts';

const files = {
  'public/a.gif': 'GIF89a',
  'public/a.css': 'a {\n  background: url(a.gif);\n}\n',
  'public/a.js': 'var first = 1;\n',
  'public/b.js': 'var second = 2;\n',
  'public/long.css': 'a {\n  color: red;\n}\n'.repeat(4000),
  'views/long.njk': '{% slimfile "/long.css" %}',
};

/** What the server prints. */
interface Told {
  readonly page: readonly string[];
  readonly answers: readonly (readonly [status: number, type: string, text: string])[];
  readonly failed: readonly unknown[];
  readonly log: readonly string[];
  readonly isRefused: boolean;
}

/** In a module esbuild has no `require` for packages that are CommonJS, as Nunjucks is. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

const NAMES = { cjs: 'server.cjs', esm: 'server.mjs' } as const;
const banners = { cjs: '', esm: REQUIRE } as const;

/** Bundles the server, and gives the bundle a folder of its own. */
async function bundle(folder: string, format: keyof typeof banners): Promise<string> {
  const { warnings, outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: ['server.mjs'],
    bundle: true,
    write: false,
    platform: 'node',
    format,
    banner: { js: banners[format] },
    logLevel: 'silent',
  });
  assert.deepEqual(warnings, []);
  const empty = emptyFolder();
  fs.writeFileSync(path.join(empty, NAMES[format]), outputFiles[0]?.contents ?? '');
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(empty, name)), { recursive: true });
    fs.writeFileSync(path.join(empty, name), text);
  }
  return empty;
}

describe('a server bundled by esbuild', function () {
  this.timeout(180_000);
  let source = '';
  before(() => {
    source = placePackage();
    lend(source, ['nunjucks']);
    fs.copyFileSync('test/package/support/bundled-server.mjs', path.join(source, 'server.mjs'));
  });
  after(() => fs.rmSync(source, { recursive: true, force: true }));

  for (const format of sampled('formats of bundles', 1, ['cjs', 'esm'] as const)) {
    it(`into one file runs alone in an empty folder (${format})`, async () => {
      const folder = await bundle(source, format);
      const told = JSON.parse(run(process.execPath, [NAMES[format]], folder)) as Told;
      fs.rmSync(folder, { recursive: true });
      const [gif = '', css = '', js = '', ...blocks] = told.page;
      assert.match(gif, /^\/a\.[0-9a-f]{12}\.gif$/);
      assert.match(css, /^\/a\.[0-9a-f]{12}\.css$/);
      assert.match(js, /^\/a_b\.[0-9a-f]{12}\.js$/);
      const image = `<img src="${gif}">`;
      assert.deepEqual(blocks, [image, '<p> x </p> <p>y</p>', '<style>b{color:red}</style>']);
      const [image200, sheet200, script200, handled] = told.answers;
      assert.deepEqual(image200, [200, 'image/gif', 'GIF89a']);
      assert.deepEqual(handled, image200);
      assert.match(
        String(sheet200),
        /^200,text\/css; charset=utf-8,a\{background:url\(a\.\w+\.gif\)}/,
      );
      assert.match(String(script200), /^200,text\/javascript; charset=utf-8,var first\s*=\s*1;/);
      assert.equal(told.isRefused, true, 'one StaticfileError for all entry points');
      assert.deepEqual(told.failed, []);
      assert.match(told.log.join('\n'), /^No worker thread minifies: their module is not there/);
    });
  }
});
