// The linter refuses imports that point up the list of rooms, and the disk in what is pure.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createSite } from './support/site.ts';

const biome = path.resolve('node_modules/@biomejs/biome/bin/biome');

const refused: Readonly<Record<string, readonly [file: string, specifier: string]>> = {
  'core may not import files': ['lib/core/x.ts', '../files/roots.ts'],
  'core may not import the disk': ['lib/core/disk.ts', 'node:fs'],
  'proxies may not import files': ['lib/proxies/x.ts', '../files/cache.ts'],
  'files may not import convert': ['lib/files/x.ts', '../convert/converter.ts'],
  'files may not import minify': ['lib/files/x.ts', '../minify/slim.ts'],
  'minify may not import convert': ['lib/minify/x.ts', '../convert/converter.ts'],
  'options may not import a part of parts': ['lib/options/x.ts', '../parts/system.ts'],
  'convert may not import the resolver': ['lib/convert/x.ts', '../resolver.ts'],
  'convert may not import a part of the resolver': ['lib/convert/part.ts', '../resolver/finder.ts'],
  'the resolver may not import hosts': ['lib/resolver/x.ts', '../hosts/middleware.ts'],
  'hosts may not import nunjucks': ['lib/hosts/x.ts', '../nunjucks/install.ts'],
  'the package may not import the plugin of 11ty': ['lib/staticfiles.ts', './eleventy.ts'],
  'nunjucks may not import options': ['lib/nunjucks/x.ts', '../options.ts'],
};

/** Lints files of one import each, in a project with our configuration. */
function lint(files: readonly (readonly [file: string, specifier: string])[]): string {
  const configuration = JSON.parse(fs.readFileSync('biome.json', 'utf8'));
  const site = createSite({
    'biome.json': JSON.stringify({ ...configuration, vcs: { enabled: false } }),
  });
  for (const [file, specifier] of files)
    site.write(file, `import { x } from '${specifier}';\n\nx();\n`);
  const args = [biome, 'lint', '--max-diagnostics=none', 'lib'];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: site.root,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe('the order of the rooms', () => {
  let problems: readonly string[] = [];
  before(() => {
    problems = lint(Object.values(refused)).split('\n');
  });

  for (const [rule, [file]] of Object.entries(refused)) {
    it(rule, () => {
      const found = problems.filter((line) => line.startsWith(`${file}:`));
      assert.match(found.join('\n'), /noRestrictedImports/);
    });
  }

  it('lets a room import what stands below it', () => {
    const allowed = lint([['lib/convert/x.ts', '../files/roots.ts']]);
    assert.match(allowed, /Checked 1 file/);
    assert.doesNotMatch(allowed, /noRestrictedImports/);
  });
});
