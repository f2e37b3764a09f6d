// The entry points and the workers are one program: they share their classes and what they remember.
import assert from 'node:assert/strict';
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

describe('the built package', () => {
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

  it('names its workers where they are', () => {
    const { imports } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
    const files: string[] = Object.values(imports);
    assert.equal(files.length, 3);
    for (const file of files) assert.ok(fs.existsSync(file), file);
  });
});
