// The packed tarball, installed into an empty folder and used as npm users will.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { installPackage, run } from './support/packed.ts';

const project = process.cwd();
const SCRIPT = 'var a = 1;\n';
const URL_OF_A = `/a.${createHash('sha256').update(SCRIPT).digest('hex').slice(0, 12)}.js`;

const programs = {
  'esm.mjs': `
    import { createStaticfiles } from 'nunjucks-staticfile';
    console.log(createStaticfiles({ roots: 'public', outDir: 'out' }).staticfile('/a.js'));`,
  'common.cjs': `
    const { createStaticfiles } = require('nunjucks-staticfile');
    console.log(createStaticfiles({ roots: 'public', outDir: 'out' }).staticfile('/a.js'));`,
  'typed.ts': `
    import { createStaticfiles, SlowMap, type FileProxy } from 'nunjucks-staticfile';
    import { createServer } from 'node:http';
    const fileProxy: FileProxy = (uri, { new: isNew }) => (isNew ? uri : uri + '');
    const staticfiles = createStaticfiles({ roots: ['public'], outDir: 'out', fileProxy });
    const url: string = staticfiles.staticfile('/a.js');
    const { integrity }: { integrity: string } = staticfiles.staticfile('/a.js', { integrity: true });
    const serve = staticfiles.middleware();
    createServer((request, response) => serve(request, response, () => response.end()));
    const held = new SlowMap<string, number>(60);
    held.set(url + integrity, 1);
    const urls = new SlowMap(60);
    urls.set(url, url);
    const told: string | undefined = urls.get(url);
    // @ts-expect-error an unknown option is told by its type
    createStaticfiles({ root: 'public' });
    createStaticfiles({ roots: 'public', minify: { js: 'terser', css: './minify.js#css' } });
    // @ts-expect-error an unknown engine is told by its type
    createStaticfiles({ roots: 'public', minify: { js: 'tersr' } });
    console.log(told);`,
  'staticfile.config.ts': `
    import { defineConfig } from 'nunjucks-staticfile';
    export default defineConfig({ roots: 'public', templates: ['views'], nunjucks: { tags: {} } });
    // @ts-expect-error an unknown option is told by its type
    defineConfig({ roots: 'public', template: 'views' });`,
  'cdn.ts': `
    import { cloudFrontProxy } from 'nunjucks-staticfile/cloudfront';
    import staticfile from 'nunjucks-staticfile/eleventy';
    cloudFrontProxy({ bucket: 'b', distribution: { domain: 'd.cloudfront.net' }, s3: { region: 'x' } });
    export default (config: Parameters<typeof staticfile>[0]) => staticfile(config, { roots: 'public' });`,
};

function installWithPrograms(): string {
  const folder = installPackage();
  fs.mkdirSync(path.join(folder, 'public'));
  fs.writeFileSync(path.join(folder, 'public/a.js'), SCRIPT);
  for (const [name, text] of Object.entries(programs)) {
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

describe('the installed package', function () {
  this.timeout(180_000);
  let folder = '';
  before(() => {
    folder = installWithPrograms();
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('is imported by an ES module', () => {
    assert.equal(run(process.execPath, ['esm.mjs'], folder), URL_OF_A);
  });

  it('is required by a CommonJS module, without a warning', () => {
    const options = { cwd: folder, encoding: 'utf8' } as const;
    const { stdout, stderr } = spawnSync(process.execPath, ['common.cjs'], options);
    assert.deepEqual([stdout.trim(), stderr], [URL_OF_A, '']);
  });

  it('is typed for TypeScript with NodeNext, libraries checked', () => {
    const typescript = path.join(project, 'node_modules/typescript/bin/tsc');
    // dependencies bring some of these types themselves
    const types = path.join(folder, 'node_modules/@types');
    fs.mkdirSync(types, { recursive: true });
    for (const name of fs.readdirSync(path.join(project, 'node_modules/@types'))) {
      const target = path.join(project, 'node_modules/@types', name);
      if (!fs.existsSync(path.join(types, name))) {
        fs.symlinkSync(target, path.join(types, name), 'junction');
      }
    }
    const flags = ['--module', 'nodenext', '--strict', '--noEmit', '--skipLibCheck', 'false'];
    const options = ['--types', 'node', '--target', 'es2023', '--exactOptionalPropertyTypes'];
    const files = ['typed.ts', 'cdn.ts', 'staticfile.config.ts'];
    assert.equal(run(process.execPath, [typescript, ...flags, ...options, ...files], folder), '');
  });

  it('brings no more packages than its dependencies need', () => {
    const installed = fs
      .readdirSync(path.join(folder, 'node_modules'))
      .filter((name) => !name.startsWith('.') && name !== '@types');
    for (const heavy of ['nunjucks', 'express', 'typescript', '@aws-sdk']) {
      assert.ok(!installed.includes(heavy), heavy);
    }
  });
});
