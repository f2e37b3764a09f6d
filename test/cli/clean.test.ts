// `clean` removes what nothing refers to, and nothing where it can't know that.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { sampled } from '../support/sampled.ts';
import { createFolder, type Folder } from './support/command.ts';

const FILES = {
  'css/a.css': 'a { color: red; background: url(../img/x.gif) }',
  'js/a.js': `${'add(1, 2);\n'.repeat(50)}`,
  'img/x.gif': 'GIF89a',
  '../views/page.njk': '{% staticfile "/css/a.css" %}{% slimfile "/js/a.js" %}',
};
const DAY_SECONDS = 24 * 3600;

/** Lets all outputs be as old as this. */
function age({ site }: Folder, days: number): void {
  const seconds = Date.now() / 1000 - days * DAY_SECONDS;
  for (const name of site.list('out'))
    fs.utimesSync(path.join(site.outDir, name), seconds, seconds);
}

interface Edited {
  readonly folder: Folder;
  readonly stray: string[];
}

/** A site with outputs of an edited script, all of them as old as is said. */
async function edited(days: number, files: object = {}): Promise<Edited> {
  const folder = createFolder({ ...FILES, ...files });
  assert.equal((await folder.run('build', '--precompress')).code, 0);
  const before = folder.site.list('out');
  folder.site.write('js/a.js', 'edited ( 1 )');
  assert.equal((await folder.run('build')).code, 0);
  age(folder, days);
  const isOld = (name: string) => /js\/a\./.test(name);
  return { folder, stray: before.filter(isOld).map((name) => `out/${name}`) };
}

async function filesOf({ run }: Folder, ...args: string[]): Promise<string[]> {
  const { code, out, error } = await run('clean', '--json', ...args);
  assert.deepEqual([code, error], [0, '']);
  return JSON.parse(out).files.sort();
}

describe('staticfile status and clean', function () {
  this.timeout(60_000);

  it('count outputs, and remove those that nothing refers to, after a dry run', async () => {
    const { folder, stray } = await edited(8);
    const { run, site } = folder;
    assert.ok(stray.length > 1);
    assert.deepEqual(await filesOf(folder), stray.sort());
    assert.equal(JSON.parse((await run('status', '--json')).out).stray, stray.length);
    assert.ok(stray.every((name) => fs.existsSync(`${site.dir}/${name}`)));
    assert.deepEqual(await filesOf(folder, '--yes'), stray.sort());
    assert.ok(stray.every((name) => !fs.existsSync(`${site.dir}/${name}`)));
    const report = JSON.parse((await run('build', '--json')).out);
    assert.deepEqual([report.converted, report.missing], [0, []]);
  });

  it('leave what is younger than seven days, or than is typed', async () => {
    const { folder, stray } = await edited(3);
    assert.deepEqual(await filesOf(folder, '--yes'), []);
    const { out } = await folder.run('clean');
    assert.match(
      out,
      /^Nothing to remove\. \d+ files stay, because they are not older than 7d\.$/m,
    );
    for (const older of sampled('ages that are typed', 1, ['4d', '1w', '96.5h'])) {
      assert.deepEqual(await filesOf(folder, '--older-than', older), []);
    }
    const ages = ['2d', '71h', '10m', '1s', '0', '2'];
    for (const younger of sampled('ages that are typed', 2, ages)) {
      assert.deepEqual(await filesOf(folder, '--older-than', younger), stray.sort());
    }
  });

  it('are wrong use with an age that is none', async () => {
    const wrong = ['soon', '7 days', '-1d', '7y', ''];
    for (const text of sampled('ages that are none', 2, wrong)) {
      const { code, error } = await createFolder(FILES).run('clean', `--older-than=${text}`);
      assert.equal(code, 2, text);
      assert.match(error, /--older-than/);
    }
  });

  it('keep what a manifest of another build names, and all that it refers to', async () => {
    const folder = createFolder(FILES);
    const { run, site } = folder;
    await run('build', '--manifest', 'old.json');
    const before = site.list('out');
    site.write('img/x.gif', 'GIF89a edited');
    site.write('js/a.js', 'edited ( 1 )');
    await run('build');
    age(folder, 100);
    assert.deepEqual(await filesOf(folder, '--yes', '--manifest', 'old.json'), []);
    assert.ok(before.every((name) => site.list('out').includes(name)));
  });

  it('keep the icons that a web manifest names', async () => {
    const icons = '{"icons":[{"src":"/icons/a.png"}]}';
    const listed = {
      'manifest.json': icons,
      'icons/a.png': 'PNG',
      '../views/p.njk': '{% staticfile "/manifest.json" %}',
    };
    const { run } = createFolder(listed);
    await run('build');
    assert.match((await run('status')).out, /^stray +0$/m);
    assert.deepEqual((await run('clean', '--older-than', '0s')).out, 'Nothing to remove.\n');
  });

  it('touch no file that only looks like an output', async () => {
    const { folder } = await edited(8, { '../out/js/a.0123456789ab.js': 'of another tool' });
    await filesOf(folder, '--yes');
    assert.equal(folder.site.read('out/js/a.0123456789ab.js'), 'of another tool');
  });
});

describe('staticfile clean of a folder that is not that of the outputs', () => {
  it('refuses the whole disk', async () => {
    const { run } = createFolder(FILES);
    await run('build');
    const { code, error } = await run('clean', '--out-dir', '/');
    assert.equal(code, 2);
    assert.match(error, /"outDir" is "\/", the whole disk/);
  });

  it('refuses a folder where nothing of ours is', async () => {
    const { run } = createFolder({ ...FILES, '../home/deep/x.0123456789ab.css': 'x' });
    await run('build');
    const { code, error } = await run('clean', '--out-dir', 'home', '--yes');
    assert.equal(code, 1);
    assert.match(error, /knows of any output that is there.*--out-dir/);
    assert.deepEqual((await run('clean', '--out-dir', 'nowhere')).out, 'Nothing to remove.\n');
  });
});

describe('staticfile clean', function () {
  this.timeout(60_000);

  const typed = ['--root', './root/', '--out-dir', 'linked/', '--older-than', '0'];

  it('refuses where neither the cache nor a manifest knows anything, and removes nothing', async () => {
    const configuration = 'export default { roots: "root", outDir: "out", cacheDir: "cache" };';
    const folder = createFolder(FILES, configuration);
    const { run, site } = folder;
    assert.equal((await run('build', 'views')).code, 0);
    age(folder, 100);
    const before = site.list('out');
    // as `npm ci` does
    fs.rmSync(path.join(site.dir, 'cache'), { recursive: true });
    const flags = [['--yes'], [], ['--yes', '--json'], ['--yes', '--older-than', '0']];
    for (const args of sampled('flags of `clean`', 2, flags)) {
      const { code, out, error } = await run('clean', ...args);
      assert.deepEqual([code, out], [1, '']);
      assert.match(error, /Nothing was removed: neither the conversion cache nor a manifest knows/);
    }
    assert.deepEqual(site.list('out'), before);
    fs.writeFileSync(path.join(site.dir, 'empty.json'), '{"format":1,"plain":{},"slim":{}}');
    assert.equal((await run('clean', '--yes', '--manifest', 'empty.json')).code, 1);
    assert.deepEqual(site.list('out'), before);
  });

  it('keeps what a server has made whose folders are written otherwise', async () => {
    const { folder } = await edited(100);
    const { site } = folder;
    fs.symlinkSync('out', path.join(site.dir, 'linked'));
    fs.symlinkSync('root', path.join(site.dir, 'public'));
    const live = [...new Set(site.list('out'))].filter((name) => !/js\/a\./.test(name));
    await filesOf(folder, '--yes', ...typed);
    await filesOf(folder, '--yes', ...typed, '--root', 'public', '--media-url', '//cdn.test');
    assert.ok(live.every((name) => site.list('out').includes(name)));
    const { converted } = JSON.parse((await folder.run('build', '--json')).out);
    assert.equal(converted, 0);
  });

  it('counts the age of what gave way from then on, however old it was', async () => {
    const folder = createFolder(FILES);
    const { run, site } = folder;
    assert.equal((await run('build')).code, 0);
    age(folder, 100);
    site.write('js/a.js', 'edited ( 1 )');
    assert.equal((await run('build')).code, 0);
    assert.deepEqual(await filesOf(folder), []);
    assert.match((await run('clean')).out, /stays?, because .* not older than 7d/);
    assert.ok((await filesOf(folder, '--older-than', '0')).length > 0);
  });

  it('keeps what the cache of another site or server knows, and says so', async () => {
    const folder = createFolder(FILES);
    const { run, site } = folder;
    assert.equal((await run('build')).code, 0);
    const ofServer = site.list('out');
    site.write('../more/js/a.js', 'of = "another site"');
    site.write('../others/page.njk', '{% staticfile "/js/a.js" %}{% slimfile "/js/a.js" %}');
    const other = { roots: 'more', outDir: 'out', cacheDir: 'cache-2', templates: 'others' };
    site.write('../other.config.json', JSON.stringify(other));
    assert.equal((await run('build', '--config', 'other.config.json')).code, 0);
    const all = site.list('out');
    assert.ok(all.length > ofServer.length);
    age(folder, 100);
    for (const args of [[], ['--config', 'other.config.json']]) {
      assert.deepEqual(await filesOf(folder, '--yes', ...args), []);
      assert.match(
        (await run('clean', ...args)).out,
        /^Nothing to remove\. \d+ outputs? (?:are|is) known to no/,
      );
    }
    assert.deepEqual(site.list('out'), all);
  });

  it('keeps in one folder what gave way in another, though one cache knows both', async () => {
    const { folder } = await edited(100);
    const { run, site } = folder;
    // an output that a server without a cache still names, in a folder of its own
    fs.cpSync(site.outDir, path.join(site.dir, 'other'), { recursive: true });
    assert.deepEqual(await filesOf(folder, '--out-dir', 'other', '--older-than', '0'), []);
    assert.match((await run('clean', '--out-dir', 'other')).out, /outputs? (?:are|is) known to no/);
    assert.ok((await filesOf(folder)).length > 0);
  });

  it('keeps what a cache that was cut knew', async () => {
    const { folder } = await edited(100);
    const { site } = folder;
    const all = site.list('out');
    const cache = path.join(site.dir, 'cache/conversions.txt');
    const lines = fs.readFileSync(cache, 'utf8').split(/^/m);
    fs.writeFileSync(cache, lines.filter((line) => !/retired|css/.test(line)).join(''));
    assert.deepEqual(await filesOf(folder, '--yes', '--older-than', '0'), []);
    assert.deepEqual(site.list('out'), all);
  });
});
