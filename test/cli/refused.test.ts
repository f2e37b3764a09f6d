// Builds that a disk, its rights or a wrong root refuse: they say so, end with 1, and leave nothing half.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { canReadAs } from '../support/other-user.ts';
import { COMMAND, createFolder, type Folder } from './support/command.ts';

const NOBODY = 65_534;
const LARGE_BYTES = 100_000;
const BUILD = ['build', '--include', '/**', '--manifest', 'm.json'];

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'css/a.css': 'a { background: url(../img/1.gif) }',
  ...Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`img/${at}.gif`, Buffer.alloc(LARGE_BYTES, at)]),
  ),
};

function configuration(more: object = {}): string {
  const options = { roots: ['root'], outDir: 'out', cacheDir: 'cache', ...more };
  return `export default ${JSON.stringify(options)};`;
}

/** Checks that each output holds what its name says, and that nothing else is there. */
function assertWhole({ site }: Folder): string[] {
  const names = site.list('out');
  for (const name of names) {
    const bytes = fs.readFileSync(path.join(site.outDir, name));
    const version = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    assert.equal(name.split('.').at(-2), version, name);
  }
  return names;
}

describe('a build on a disk of 1 MB', function () {
  this.timeout(60_000);
  let mounted = '';

  function mount(folder: Folder): void {
    fs.mkdirSync(folder.site.outDir);
    const args = ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder.site.outDir];
    execFileSync('mount', args, { stdio: 'ignore' });
    mounted = folder.site.outDir;
  }

  afterEach(() => {
    if (mounted !== '') execFileSync('umount', [mounted]);
    mounted = '';
  });

  it('ends with 1 and says why, and the next one with room succeeds', function () {
    const folder = createFolder(FILES, configuration());
    const before = '{"format":1,"plain":{},"slim":{}}';
    folder.site.write('../m.json', before);
    try {
      mount(folder);
    } catch {
      process.stderr.write('skipped: a build on a disk of 1 MB: nothing may be mounted here\n');
      this.skip();
    }
    const { code, out, error } = folder.runAlone(...BUILD);
    assert.deepEqual([code, error], [1, '']);
    assert.match(out, /^Error: \[ERR_STATICFILE_PUBLISH\] Cannot write ".*gif" \(ENOSPC\)\./m);
    assert.match(out, /^… and \d+ more files could not be made \(--json lists all\)$/m);
    assert.doesNotMatch(out, /^Missing|Cannot find/m);
    assert.ok(assertWhole(folder).length > 0);
    assert.equal(folder.site.read('m.json'), before);

    execFileSync('mount', ['-o', 'remount,size=8m', mounted]);
    const next = folder.runAlone(...BUILD);
    assert.equal(next.code, 0, next.out);
    assert.equal(assertWhole(folder).length, 31);
    const { plain } = JSON.parse(folder.site.read('m.json'));
    assert.equal(Object.keys(plain).length, 31);
  });
});

describe('a build without rights', () => {
  before(function () {
    const refusal =
      process.getuid?.() !== 0
        ? 'only root can become another user'
        : canReadAs(NOBODY, COMMAND)
          ? ''
          : 'another user reaches neither Node nor this folder';
    if (refusal === '') return;
    process.stderr.write(`skipped: a build without rights: ${refusal}\n`);
    this.skip();
  });

  /** Makes a site that others may read, and nothing more. */
  function createReadable(): Folder {
    const folder = createFolder(FILES, configuration({ cacheDir: false }));
    fs.chmodSync(folder.site.dir, 0o755);
    fs.mkdirSync(folder.site.outDir, { mode: 0o755 });
    return folder;
  }

  it('to write outputs ends with 1 and names the output', () => {
    const folder = createReadable();
    const { code, out } = folder.runAs(NOBODY, 'build', '--include', '/img/1.gif');
    assert.equal(code, 1);
    assert.match(out, /^Error: .*Cannot write ".*1\.[0-9a-f]+\.gif" \(EACCES\)\..*rights/m);
    assert.deepEqual(folder.site.list('out'), []);
  });

  it('to write the manifest ends with 1 and names it', () => {
    const folder = createReadable();
    fs.chownSync(folder.site.outDir, NOBODY, NOBODY);
    const { code, error } = folder.runAs(NOBODY, ...BUILD);
    assert.equal(code, 1);
    assert.match(error, /Cannot write the manifest ".*m\.json".*EACCES/);
    assert.equal(assertWhole(folder).length, 31);
  });

  it('to read a source ends with 1 and names it', () => {
    const folder = createReadable();
    fs.chownSync(folder.site.outDir, NOBODY, NOBODY);
    fs.chmodSync(path.join(folder.site.root, 'img/3.gif'), 0o600);
    const { code, out } = folder.runAs(NOBODY, 'build', '--include', '/**');
    assert.equal(code, 1);
    assert.match(out, /^Error: .*Cannot read "\/img\/3\.gif" \(EACCES\)/m);
    assert.equal(assertWhole(folder).length, 30);
  });

  it('to read a folder of a root ends with 1 and names it', () => {
    const folder = createReadable();
    fs.chmodSync(path.join(folder.site.root, 'img'), 0o700);
    const { code, error } = folder.runAs(NOBODY, 'build', '--include', '/**');
    assert.equal(code, 1);
    assert.match(error, /Cannot read the root ".*root": EACCES.*img/);
  });
});

describe('a build of a root that is not there', () => {
  for (const args of [['--include', '/**'], ['views']]) {
    it(`ends with 1 and names it, with ${args.join(' ')}`, () => {
      const roots = { roots: ['root', 'none'] };
      const files = { ...FILES, '../views/a.njk': '{% staticfile "/css/a.css" %}' };
      const folder = createFolder(files, configuration(roots));
      const { code, error } = folder.runAlone('build', ...args);
      assert.equal(code, 1);
      assert.match(error, /Cannot read the root ".*none": ENOENT.*Check "roots"/);
      assert.deepEqual(folder.site.list('out'), []);
    });
  }
});
