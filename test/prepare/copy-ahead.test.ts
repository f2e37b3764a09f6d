// What is copied ahead, here or in worker threads, is what a conversion would have made.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { FileInfo, StaticfilesOptions, System } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { watchDisk } from '../support/disk.ts';
import { collectLog } from '../support/log.ts';
import { itInLongForm } from '../support/sampled.ts';
import { createSite, type Files, type Site } from '../support/site.ts';

const FILES = {
  'css/a.css': 'a { background: url(../img/x.gif) }',
  'js/plain.js': 'plain ( 1 )',
  'js/module.js': 'import "./plain.js";',
  'js/words.js': '// no import at all',
  'img/x.gif': 'GIF89a x',
  'img/a b%.gif': 'GIF89a a b',
  'img/é.gif': 'GIF89a é',
  'img/none': '',
};

/** So many that worker threads start. */
const MANY: Files = Object.fromEntries(
  Array.from({ length: 2100 }, (_, at) => [`many/${at}.gif`, `GIF89a ${at}`]),
);

interface Made {
  readonly manifest: unknown;
  readonly outputs: readonly (readonly [name: string, content: string])[];
}

async function build(
  site: Site,
  options: Partial<StaticfilesOptions> = {},
  system: Partial<System> = {},
): Promise<Made> {
  const { root, outDir, dir } = site;
  fs.rmSync(outDir, { recursive: true, force: true });
  const staticfiles = createStaticfiles(
    { roots: root, outDir, logger: collectLog(), debug: false, ...options },
    { folder: dir, ...system },
  );
  const report = await staticfiles.prepare({ paths: '/**', manifest: 'm.json' });
  assert.deepEqual([report.missing, report.warnings, report.errors], [[], [], []]);
  assert.equal(report.converted, report.files);
  const outputs = site.list('out').map((name) => [name, site.read(`out/${name}`)] as const);
  return { manifest: JSON.parse(site.read('m.json')), outputs };
}

/** Another disk than Node's is not known to other threads: all is converted here, one by one. */
function withoutCopies(): Partial<System> {
  return { disk: watchDisk().disk };
}

const CASES: Readonly<Record<string, Partial<StaticfilesOptions>>> = {
  'content hashes': {},
  timestamps: { naming: 'timestamp' },
  'a prefix and a media URL': { namePrefix: '/p', mediaUrl: '//cdn.example' },
  'hard links': { publish: 'hardlink' },
  'symbolic links': { publish: 'symlink' },
  'files that keep their names': { versioned: (name) => !name.endsWith('x.gif') },
};

describe('files that are copied ahead', function () {
  this.timeout(60_000);

  for (const [name, options] of Object.entries(CASES)) {
    it(`are those that a conversion makes, with ${name}`, async () => {
      const site = createSite(FILES);
      const expected = await build(site, options, withoutCopies());
      assert.deepEqual(await build(site, options), expected);
    });
  }

  it('are those that a conversion makes, from worker threads', async () => {
    const site = createSite({ ...FILES, ...MANY });
    const expected = await build(site, {}, withoutCopies());
    assert.deepEqual(await build(site), expected);
    assert.ok(site.list('out').every((file) => !file.endsWith('.tmp')));
  });

  itInLongForm('are those that a conversion makes, where no worker thread starts', async () => {
    const site = createSite({ ...FILES, ...MANY });
    const expected = await build(site, {}, withoutCopies());
    const copyWorkerFile = path.join(site.dir, 'none.mjs');
    assert.deepEqual(await build(site, {}, { copyWorkerFile }), expected);
  });

  it('leave nothing half where the work is ended', async () => {
    const { dir, root, outDir, list } = createSite(MANY);
    const staticfiles = createStaticfiles({ roots: root, outDir, debug: false }, { folder: dir });
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error('enough'));
    const prepared = staticfiles.prepare({ paths: '/**', onProgress, signal: controller.signal });
    await assert.rejects(prepared, /enough/);
    assert.ok(list('out').every((file) => file.endsWith('.gif')));
  });

  it('are offered to file proxies as new, once', async () => {
    const seen = new Map<string, FileInfo[]>();
    const fileProxy = (uri: string, info: FileInfo): string => {
      seen.set(uri, [...(seen.get(uri) ?? []), info]);
      return uri;
    };
    await build(createSite({ 'x.gif': 'GIF89a' }), { fileProxy });
    const [[info, ...others] = []] = [...seen.values()];
    assert.deepEqual([seen.size, others], [1, []]);
    assert.deepEqual(
      [info?.new, info?.cached, info?.changed, info?.checked],
      [true, false, false, true],
    );
    assert.ok(fs.existsSync(path.dirname(info?.filepath ?? '')));
  });

  it('are known to the next process by the conversion cache', async () => {
    const site = createSite(FILES);
    const cacheDir = path.join(site.dir, 'cache');
    const now = () => Date.now() + 10_000;
    await build(site, { cacheDir }, { now });
    const options = { roots: site.root, outDir: site.outDir, cacheDir, debug: false };
    const next = createStaticfiles(options, { now });
    const report = await next.prepare({ paths: '/**' });
    assert.deepEqual([report.files, report.converted], [Object.keys(FILES).length, 0]);
  });

  it('are those of which nothing is known: a changed file is told as changed', async () => {
    const site = createSite({ 'x.gif': 'GIF89a' });
    const cacheDir = path.join(site.dir, 'cache');
    await build(site, { cacheDir });
    site.write('x.gif', 'GIF89a edited');
    const changes: boolean[] = [];
    const fileProxy = (uri: string, { changed }: FileInfo): string => {
      changes.push(changed);
      return uri;
    };
    // the fingerprint of a cache does not cover file proxies
    await build(site, { cacheDir, fileProxy });
    assert.deepEqual(changes, [true]);
  });

  it('lead out of no root', async () => {
    const site = createSite({ 'x.gif': 'GIF89a', '../secret.txt': 'secret' });
    fs.symlinkSync(path.join(site.dir, 'secret.txt'), path.join(site.root, 'y.txt'));
    const { root: roots, outDir } = site;
    const staticfiles = createStaticfiles({ roots, outDir, logger: collectLog(), debug: false });
    const report = await staticfiles.prepare({ paths: '/**' });
    assert.deepEqual([report.files, report.missing.length], [1, 1]);
    assert.equal(site.list('out').length, 1);
  });
});
