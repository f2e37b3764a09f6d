// The linter refuses imports that point up the list of rooms, and the disk in what is pure.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';

const biome = path.resolve('node_modules/@biomejs/biome/bin/biome');

/** Tells whether the linter takes a file of one import. */
function isAllowed(file: string, specifier: string): boolean {
  const args = [biome, 'lint', `--stdin-file-path=${file}`];
  const input = `import * as x from '${specifier}';\nexport { x };\n`;
  const { status } = spawnSync(process.execPath, args, { input });
  return status === 0;
}

const refused: Readonly<Record<string, readonly [file: string, specifier: string]>> = {
  'core may not import files': ['lib/core/x.ts', '../files/roots.ts'],
  'core may not import the disk': ['lib/core/x.ts', 'node:fs'],
  'proxies may not import files': ['lib/proxies/x.ts', '../files/cache.ts'],
  'files may not import convert': ['lib/files/x.ts', '../convert/converter.ts'],
  'convert may not import the resolver': ['lib/convert/x.ts', '../resolver.ts'],
  'convert may not import a part of the resolver': ['lib/convert/x.ts', '../resolver/finder.ts'],
  'the resolver may not import hosts': ['lib/resolver/x.ts', '../hosts/middleware.ts'],
  'hosts may not import nunjucks': ['lib/hosts/x.ts', '../nunjucks/install.ts'],
  'nunjucks may not import options': ['lib/nunjucks/x.ts', '../options.ts'],
};

describe('the order of the rooms', () => {
  for (const [rule, [file, specifier]] of Object.entries(refused)) {
    it(rule, () => assert.ok(!isAllowed(file, specifier)));
  }

  it('lets a room import what stands below it', () => {
    assert.ok(isAllowed('lib/convert/x.ts', '../files/roots.ts'));
    assert.ok(isAllowed('lib/core/x.ts', './paths.ts'));
  });
});
