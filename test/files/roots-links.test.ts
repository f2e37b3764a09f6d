// A symbolic link counts as what it leads to, and only inside of the roots.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parsePath } from '../../lib/core/paths.ts';
import { nodeDisk } from '../../lib/files/disk.ts';
import { Roots } from '../../lib/files/roots.ts';
import { createSite, type Site } from '../support/site.ts';

/** Makes a link; both names are below the site's folder. */
function link(site: Site, name: string, target: string): void {
  const file = path.join(site.dir, name);
  fs.rmSync(file, { force: true });
  fs.symlinkSync(path.join(site.dir, target), file);
}

function rootsOf(site: Site, ...dirs: string[]) {
  const roots = dirs.map((dir) => ({ dir: path.join(site.dir, dir), at: '' }));
  const searched = new Roots(roots, nodeDisk);
  return {
    isFound: (text: string) => searched.find(parsePath(text)) !== undefined,
    codeFor: (text: string) => searched.explain(text, parsePath(text)).code,
  };
}

/** To be called inside of a `describe`. */
function needLinks(): void {
  before(function () {
    // links need rights there that a test has not
    if (process.platform === 'win32') this.skip();
  });
}

describe('a link in a root', () => {
  needLinks();

  it('to a file of the root is found', () => {
    const site = createSite({ 'x.gif': '' });
    link(site, 'root/y.gif', 'root/x.gif');
    assert.ok(rootsOf(site, 'root').isFound('/y.gif'));
  });

  it('to a folder of the root is found', () => {
    const site = createSite({ 'img/x.gif': '' });
    link(site, 'root/pictures', 'root/img');
    assert.ok(rootsOf(site, 'root').isFound('/pictures/x.gif'));
  });

  it('to a file of another root is found', () => {
    const site = createSite({ '../other/x.gif': '' });
    link(site, 'root/y.gif', 'other/x.gif');
    assert.ok(rootsOf(site, 'root', 'other').isFound('/y.gif'));
  });

  it('to a file outside is refused', () => {
    const site = createSite({ '../secret.txt': '' });
    link(site, 'root/x.txt', 'secret.txt');
    const { isFound, codeFor } = rootsOf(site, 'root');
    assert.ok(!isFound('/x.txt'));
    assert.equal(codeFor('/x.txt'), 'ERR_STATICFILE_FORBIDDEN');
  });

  it('to a folder outside is refused', () => {
    const site = createSite({ '../secrets/x.txt': '' });
    link(site, 'root/linked', 'secrets');
    const { isFound, codeFor } = rootsOf(site, 'root');
    assert.ok(!isFound('/linked/x.txt'));
    assert.equal(codeFor('/linked/x.txt'), 'ERR_STATICFILE_FORBIDDEN');
  });

  it('to a folder that begins with the name of the root is refused', () => {
    const site = createSite({ '../root-private/x.txt': '' });
    link(site, 'root/x.txt', 'root-private/x.txt');
    assert.ok(!rootsOf(site, 'root').isFound('/x.txt'));
  });

  it('to the folder above, and back, is found', () => {
    const site = createSite({ 'x.gif': '' });
    link(site, 'root/up', '.');
    assert.ok(rootsOf(site, 'root').isFound('/up/root/x.gif'));
  });

  it('to a hidden file or folder of the root is found', () => {
    const site = createSite({ '.data/app.css': '', '.pnpm/x@1/x/index.js': '' });
    link(site, 'root/app.css', 'root/.data/app.css');
    link(site, 'root/x', 'root/.pnpm/x@1/x');
    const { isFound } = rootsOf(site, 'root');
    assert.ok(isFound('/app.css'));
    assert.ok(isFound('/x/index.js'));
  });

  it('is followed through links of hidden names, as Kubernetes mounts files', () => {
    const site = createSite({ '..2026_11/app.css': '' });
    link(site, 'root/..data', 'root/..2026_11');
    link(site, 'root/app.css', 'root/..data/app.css');
    assert.ok(rootsOf(site, 'root').isFound('/app.css'));
    assert.ok(!rootsOf(site, 'root').isFound('/..data/app.css'));
  });

  it('into the store of a package manager is found where the root is "node_modules"', () => {
    const site = createSite({ 'node_modules/.pnpm/x@1/node_modules/x/index.js': '' });
    link(site, 'root/node_modules/x', 'root/node_modules/.pnpm/x@1/node_modules/x');
    assert.ok(rootsOf(site, 'root/node_modules').isFound('/x/index.js'));
    assert.ok(!rootsOf(site, 'root/node_modules/x').isFound('/.pnpm/x@1/index.js'));
  });

  it('to nothing is not found', () => {
    const site = createSite();
    link(site, 'root/x.gif', 'root/gone.gif');
    const { isFound, codeFor } = rootsOf(site, 'root');
    assert.ok(!isFound('/x.gif'));
    assert.equal(codeFor('/x.gif'), 'ERR_STATICFILE_NOT_FOUND');
  });

  it('to itself is not found', () => {
    const site = createSite();
    link(site, 'root/x.gif', 'root/x.gif');
    const { isFound, codeFor } = rootsOf(site, 'root');
    assert.ok(!isFound('/x.gif'));
    assert.equal(codeFor('/x.gif'), 'ERR_STATICFILE_NOT_FOUND');
  });

  it('is refused from the moment it leads outside', () => {
    const site = createSite({ 'x.gif': '', '../secret.txt': '' });
    link(site, 'root/y.gif', 'root/x.gif');
    const { isFound } = rootsOf(site, 'root');
    assert.ok(isFound('/y.gif'));
    link(site, 'root/y.gif', 'secret.txt');
    assert.ok(!isFound('/y.gif'));
  });

  it('to a folder is refused from the moment it leads outside', () => {
    const site = createSite({ 'img/x.gif': '', '../secrets/x.gif': '' });
    link(site, 'root/linked', 'root/img');
    const { isFound } = rootsOf(site, 'root');
    assert.ok(isFound('/linked/x.gif'));
    link(site, 'root/linked', 'secrets');
    assert.ok(!isFound('/linked/x.gif'));
  });

  it('that takes the place of a folder which was moved out is refused', () => {
    const site = createSite({ 'img/x.gif': '' });
    const { isFound } = rootsOf(site, 'root');
    assert.ok(isFound('/img/x.gif'));
    fs.renameSync(path.join(site.root, 'img'), path.join(site.dir, 'moved'));
    link(site, 'root/img', 'moved');
    assert.ok(!isFound('/img/x.gif'));
  });

  it('that takes the place of a folder, and leads outside, is refused', () => {
    const site = createSite({ 'img/x.gif': '', '../secrets/x.gif': '' });
    const { isFound } = rootsOf(site, 'root');
    assert.ok(isFound('/img/x.gif'));
    site.remove('img');
    link(site, 'root/img', 'secrets');
    assert.ok(!isFound('/img/x.gif'));
  });
});

describe('a root that is a link', () => {
  needLinks();

  const releases = { '../one/x.gif': '', '../two/x.gif': '', '../two/y.gif': '' };

  it('holds the files of the folder that it leads to', () => {
    const site = createSite(releases);
    link(site, 'current', 'one');
    const { isFound } = rootsOf(site, 'current');
    assert.ok(isFound('/x.gif'));
    assert.ok(!isFound('/y.gif'));
  });

  it('holds the files of the next folder when it is moved on', () => {
    const site = createSite(releases);
    link(site, 'current', 'one');
    const { isFound } = rootsOf(site, 'current');
    assert.ok(isFound('/x.gif'));
    link(site, 'current', 'two');
    assert.ok(isFound('/x.gif'));
    assert.ok(isFound('/y.gif'));
  });

  it('no longer holds the files of the folder that it led to', () => {
    const site = createSite(releases);
    link(site, 'current', 'one');
    const { isFound } = rootsOf(site, 'current');
    assert.ok(isFound('/x.gif'));
    link(site, 'current', 'two');
    assert.ok(isFound('/y.gif'));
    link(site, 'two/old.gif', 'one/x.gif');
    assert.ok(!isFound('/old.gif'));
  });
});
