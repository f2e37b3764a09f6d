// A source that changes between its hash and its link or clone never gets the name of the old hash.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Disk } from '../../lib/files/disk.ts';
import { createStaticfiles } from '../support/create.ts';
import { type DiskCall, watchDisk } from '../support/disk.ts';
import { hash } from '../support/instance.ts';
import { collectLog } from '../support/log.ts';
import { createSite, type Site } from '../support/site.ts';
import { type Mode, requireLinks } from './support/published.ts';

const OLD = `/img/x.${hash('old')}.gif`;

/** How a source changes: in place, or by another file that takes its place. */
const changes: Record<string, (site: Site) => void> = {
  'is edited in place': (site) => site.write('img/x.gif', 'new bytes'),
  'is edited in place to the same size': (site) => site.write('img/x.gif', 'new'),
  'is replaced': (site) => {
    site.write('next.gif', 'new');
    fs.renameSync(path.join(site.root, 'next.gif'), path.join(site.root, 'img', 'x.gif'));
  },
  'is removed': (site) => site.remove('img/x.gif'),
};

const transfers: Record<string, [mode: Mode, call: DiskCall]> = {
  'a hard link': ['hardlink', 'linkSync'],
  'a symbolic link': ['symlink', 'symlinkSync'],
  'a clone': ['copy', 'copyFileSync'],
};

/** A disk that can clone, as Btrfs, XFS and APFS can. */
function cloning(disk: Disk): Disk {
  const copyFileSync: Disk['copyFileSync'] = (source, target) => {
    disk.copyFileSync(source, target, fs.constants.COPYFILE_EXCL);
  };
  return new Proxy(disk, {
    get: (target, name) => (name === 'copyFileSync' ? copyFileSync : Reflect.get(target, name)),
  });
}

/** Renders a picture that changes just before its source is linked or cloned. */
function renderWhile(mode: Mode, call: DiskCall, change: (site: Site) => void) {
  const site = createSite({ 'img/x.gif': 'old' });
  fs.mkdirSync(path.join(site.outDir, 'img'), { recursive: true });
  let count = 0;
  const { disk } = watchDisk((name) => {
    if (name !== call) return;
    count += 1;
    if (count === 1) change(site);
  });
  const staticfiles = createStaticfiles(
    { roots: site.root, outDir: site.outDir, debug: false, publish: mode, logger: collectLog() },
    { disk: cloning(disk) },
  );
  const url = staticfiles.staticfile('/img/x.gif');
  return { site, url, count: () => count };
}

for (const [transfer, [mode, call]] of Object.entries(transfers)) {
  describe(`while ${transfer} is made, a source that`, () => {
    before(function () {
      requireLinks(this);
    });

    for (const [name, change] of Object.entries(changes)) {
      it(`${name} does not get its new bytes below the name of the old ones`, () => {
        const { site, count } = renderWhile(mode, call, change);
        assert.equal(count(), 1);
        const output = path.join(site.outDir, OLD);
        if (fs.existsSync(output)) assert.equal(fs.readFileSync(output, 'utf8'), 'old');
      });

      it(`${name} keeps its new bytes`, () => {
        const { site } = renderWhile(mode, call, change);
        const source = path.join(site.root, 'img', 'x.gif');
        assert.notEqual(fs.existsSync(source) && fs.readFileSync(source, 'utf8'), 'old');
      });

      it(`${name} leaves the page a URL that has a file, and nothing else`, () => {
        const { site, url } = renderWhile(mode, call, change);
        const [one, ...more] = site.list('out');
        assert.deepEqual(more, []);
        assert.equal(one && `/${one.split(path.sep).join('/')}`, url);
        assert.ok(fs.existsSync(path.join(site.outDir, url)), url);
      });
    }
  });
}
