// A named pipe, or a device, has the name of a file that we made: nobody waits for its other end.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createSite } from '../support/site.ts';

/** In a process of its own: one that waits can't end by itself. */
const PROGRAM = `
  import { createStaticfiles } from './dist/index.js';
  const [, roots, dir, manifest] = process.argv;
  const warn = (message) => console.log('said', message);
  const logger = { debug() {}, info() {}, warn, error: warn };
  const from = manifest ? { manifest } : { cacheDir: dir };
  try {
    console.log(createStaticfiles({ roots, outDir: dir, logger, ...from }).slimfile('/a.css'));
  } catch (error) {
    console.log(error.code, error.message);
  }`;

function printedBy(...args: readonly string[]): string {
  const flags = ['--input-type=module', '-e', PROGRAM];
  const options = { timeout: 15_000, killSignal: 'SIGKILL', encoding: 'utf8' } as const;
  const { stdout, stderr, signal } = spawnSync(process.execPath, [...flags, ...args], options);
  assert.equal(signal, null, 'the process waited');
  return stdout + stderr;
}

function makePipe(file: string, test: Mocha.Context): void {
  if (spawnSync('mkfifo', [file]).status === 0) return;
  console.log('    SKIPPED: no mkfifo here to make a named pipe');
  test.skip();
}

describe('a named pipe or a device', () => {
  it('is not waited for where it has the name of the conversion cache', function () {
    const site = createSite({ 'a.css': 'a { b : c }' });
    fs.mkdirSync(site.outDir);
    makePipe(path.join(site.outDir, 'conversions.txt'), this);
    const printed = printedBy(site.root, site.outDir);
    assert.match(printed, /^said Cannot use the conversion cache .*\n\/a\.[0-9a-f]{12}\.css\n$/);
  });

  for (const what of ['a pipe', '/dev/zero']) {
    it(`is refused as a manifest: ${what}`, function () {
      const site = createSite({});
      const manifest = path.join(site.dir, 'manifest.json');
      if (what === 'a pipe') makePipe(manifest, this);
      else if (fs.existsSync(what)) fs.symlinkSync(what, manifest);
      else this.skip();
      const printed = printedBy(site.root, site.outDir, manifest);
      assert.match(printed, /^ERR_STATICFILE_MANIFEST .*it is not a regular file/);
    });
  }
});
