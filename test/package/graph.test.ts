// The entry points and the workers are one program: they share their classes and what they remember.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import nunjucks from 'nunjucks';
import { createSite } from '../support/site.ts';

const dist = path.resolve('dist');

/** Imports an entry point as it is built. */
function load<Entry>(name: string): Promise<Entry> {
  return import(pathToFileURL(path.join(dist, `${name}.js`)).href) as Promise<Entry>;
}

const index = () => load<typeof import('../../lib/index.ts')>('index');

/** What one import of the package may cost at the start, and why not less: see docs/performance.md. */
const AT_START = { files: 9, sizeBytes: 670_000, ofNode: ['fs', 'path'] };

/** Returns what a file of `dist` imports at once. */
function importedBy(file: string): readonly string[] {
  const text = fs.readFileSync(path.join(dist, file), 'utf8');
  return Array.from(text.matchAll(/^(?:import|export) .*'(.+)';$/gm), ([, name = '']) => name);
}

/** Returns all that is loaded at once with an entry point: files of `dist`, modules of Node, packages. */
function loadedWith(entry: string): readonly string[] {
  const loaded = new Set([`./${entry}.js`]);
  for (const name of loaded) {
    // a set is also walked over what is added meanwhile
    if (name.startsWith('./')) for (const each of importedBy(name)) loaded.add(each);
  }
  return [...loaded];
}

describe('the built package', () => {
  it('loads few and small files at the start, and no package', () => {
    const loaded = loadedWith('index');
    const files = loaded.filter((name) => name.startsWith('./'));
    const sizes = files.map((name) => fs.statSync(path.join(dist, name)).size);
    const sizeBytes = sizes.reduce((a, b) => a + b);
    assert.ok(files.length <= AT_START.files, files.join(' '));
    assert.ok(sizeBytes <= AT_START.sizeBytes, `${sizeBytes} bytes`);
    const others = loaded.filter((name) => !name.startsWith('./'));
    assert.deepEqual(others.sort(), AT_START.ofNode.map((name) => `node:${name}`).sort());
  });

  it('has required no package when it is loaded', () => {
    const program =
      "const { createRequire } = process.getBuiltinModule('node:module');" +
      `await import(${JSON.stringify(pathToFileURL(path.join(dist, 'index.js')).href)});` +
      'console.log(JSON.stringify(Object.keys(createRequire(process.execPath).cache)));';
    const args = ['--input-type=module', '--eval', program];
    const told = execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 });
    assert.deepEqual(JSON.parse(told), [path.join(dist, 'packages.cjs')]);
  });

  it('throws one StaticfileError from all entry points', async () => {
    const { StaticfileError } = await index();
    const { cloudFrontProxy } = await load<typeof import('../../lib/cloudfront.ts')>('cloudfront');
    const plugin = await load<typeof import('../../lib/eleventy.ts')>('eleventy');
    const wrong = { wrong: true } as never;
    assert.throws(() => cloudFrontProxy(wrong), StaticfileError);
    assert.throws(() => plugin.default({ directories: {} } as never, wrong), StaticfileError);
  });

  it('prepares with an environment that the 11ty plugin has installed into', async () => {
    const { createStaticfiles } = await index();
    const plugin = await load<typeof import('../../lib/eleventy.ts')>('eleventy');
    const site = createSite({ 'a.gif': 'GIF89a' });
    site.write('../views/page.njk', '{% staticfile "/a.gif" %}');
    const env = new nunjucks.Environment(null);
    const ofEleventy = {
      directories: { output: site.outDir },
      pathPrefix: '/',
      addNunjucksTag: (name: string, create: (engine: unknown, env: unknown) => unknown) =>
        env.addExtension(name, create(nunjucks, env) as nunjucks.Extension),
    };
    // of all else that the plugin calls nothing is needed here
    const config = new Proxy(ofEleventy, {
      get: (own, name) => Reflect.get(own, name) ?? (() => {}),
    });
    const options = { roots: site.root, outDir: site.outDir, cacheDir: false } as const;
    plugin.default(config as never, options);
    const request = { templates: path.join(site.dir, 'views'), env: env as never };
    const { files } = await createStaticfiles(options).prepare(request);
    assert.equal(files, 1);
  });

  it('has a command that can be run where it lies', () => {
    fs.accessSync(path.join(dist, 'bin.js'), fs.constants.X_OK);
  });

  it('names its workers where they are', () => {
    const { imports } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
    const files: string[] = Object.values(imports);
    assert.equal(files.length, 3);
    for (const file of files) assert.ok(fs.existsSync(file), file);
  });
});
