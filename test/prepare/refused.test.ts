// What `prepare` reports where the disk refuses: what failed and why, and no manifest that lacks it.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as nunjucks from 'nunjucks';
import { createStaticfiles } from '../support/create.ts';
import { refuse, watchDisk } from '../support/disk.ts';
import { collectLog } from '../support/log.ts';
import { createSite, type Files } from '../support/site.ts';

const FILES = { 'a.css': 'a { background: url(img/x.gif) }', 'img/x.gif': 'GIF89a', 'y.gif': 'y' };

function open(more: Files = {}) {
  const site = createSite({ ...FILES, ...more });
  const disk = watchDisk();
  const clock = { ms: Date.now() };
  const staticfiles = createStaticfiles(
    { roots: site.root, outDir: site.outDir, logger: collectLog(), debug: false },
    { folder: site.dir, disk: disk.disk, now: () => clock.ms },
  );
  const prepare = (paths = '/**') => staticfiles.prepare({ paths, manifest: 'm.json' });
  return { site, disk, clock, staticfiles, prepare };
}

describe('options of prepare', () => {
  const wrong: readonly (readonly [name: string, ...values: readonly unknown[]])[] = [
    ['templates', 5, [null], {}, 'a\0'],
    ['paths', 5, ['/a.css', null], {}],
    ['env', 5, 'nunjucks'],
    ['manifest', true, '', 'a\0', ['m.json']],
    ['recordTo', 5, {}],
    ['from', 5, [5]],
    ['strict', 'yes'],
    ['deadlineSeconds', 0, -1, '5', Symbol('five')],
    ['onProgress', 'log', {}],
    ['signal', {}, 5],
  ];

  for (const [name, ...values] of wrong) {
    it(`are refused by name where "${name}" is of another type`, async () => {
      for (const value of values) {
        await assert.rejects(open().staticfiles.prepare({ [name]: value }), {
          code: 'ERR_STATICFILE_OPTION',
          message: new RegExp(`prepare\\(\\): The option "${name}" must be`),
        });
      }
    });
  }
});

describe('prepare on a disk that refuses', () => {
  it('reports each output that failed, no path as missing, and writes no manifest', async () => {
    const { site, disk, prepare } = open();
    disk.before = refuse('writeFileSync', 'ENOSPC');
    const { failed, missing, warnings, files } = await prepare();
    assert.equal(failed.length, 3);
    assert.match(failed.join('\n'), /^\[ERR_STATICFILE_PUBLISH\] Cannot write ".*" \(ENOSPC\)/);
    assert.deepEqual([missing, warnings, files], [[], [], 0]);
    assert.deepEqual(site.list('out'), []);
    assert.equal(fs.existsSync(path.join(site.dir, 'm.json')), false);
  });

  it('reports a file that only a sheet refers to', async () => {
    const { disk, prepare } = open();
    disk.before = (name, file, args) => {
      if (name === 'renameSync' && /x\.[0-9a-f]+\.gif$/.test(String(args[1]))) {
        refuse('renameSync', 'ENOSPC')(name, file, args);
      }
    };
    const { failed, files } = await prepare('/a.css');
    assert.equal(files, 1);
    assert.match(failed.join('\n'), /^\[ERR_STATICFILE_PUBLISH\] Cannot write ".*x\..*gif"/);
  });

  it('makes all of it when there is room again', async () => {
    const { site, disk, clock, prepare } = open();
    disk.before = refuse('renameSync', 'ENOSPC');
    assert.equal((await prepare()).failed.length, 3);
    disk.before = () => {};
    clock.ms += 1001;
    const { failed, files } = await prepare();
    assert.deepEqual([failed, files], [[], 3]);
    assert.equal(site.list('out').length, 3);
    assert.equal(Object.keys(JSON.parse(site.read('m.json')).plain).length, 3);
  });

  it('rejects where a root is not there', async () => {
    const { site, staticfiles } = open();
    fs.rmSync(site.root, { recursive: true });
    const code = 'ERR_STATICFILE_UNREADABLE';
    await assert.rejects(staticfiles.prepare({ paths: '/a.css' }), { code });
  });
});

describe('templates that vanish while a build reads them', () => {
  const views = {
    '../views/a.njk': '{% staticfile "/a.css" %}{% include "b.njk" %}',
    '../views/b.njk': '{% staticfile "/y.gif" %}',
    '../views/c.njk': '{% include "b.njk" %}',
  };

  for (const strict of [false, true]) {
    it(`are errors, and the manifest stays as it was (strict: ${strict})`, async () => {
      const { site, disk, staticfiles } = open(views);
      const env = staticfiles.install(new nunjucks.Environment(null) as never);
      const prepare = () =>
        staticfiles.prepare({ templates: 'views', env, manifest: 'm.json', strict });
      await prepare();
      const before = site.read('m.json');
      disk.before = (name, file) => {
        if (name !== 'readFileSync' || !file.endsWith('b.njk')) return;
        fs.rmSync(path.join(site.dir, 'views'), { recursive: true });
        disk.before = () => {};
      };
      if (strict) await assert.rejects(prepare(), { code: 'ERR_STATICFILE_STRICT' });
      else {
        const { errors } = await prepare();
        const named = errors.map(({ template }) => template);
        assert.deepEqual(named, ['views/b.njk', 'views/c.njk']);
        assert.match(errors[0]?.message ?? '', /ENOENT/);
      }
      assert.equal(site.read('m.json'), before);
    });
  }
});

describe('a manifest', () => {
  it('is never written over a file that is none', async () => {
    const site = createSite({ 'a.js': 'var a = 1;\n' });
    const { root: roots, outDir } = site;
    const staticfiles = createStaticfiles({ roots, outDir, logger: collectLog() });
    const manifest = `${roots}/a.js`;
    await assert.rejects(staticfiles.prepare({ paths: '/a.js', manifest }), /isn't a manifest/);
    assert.equal(site.read('root/a.js'), 'var a = 1;\n');
    const own = `${site.dir}/m.json`;
    for (const _ of [1, 2]) await staticfiles.prepare({ paths: '/a.js', manifest: own });
  });
});
