// A path is searched in the roots in their order, and only files below them are found.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parsePath } from '../../lib/core/paths.ts';
import { nodeDisk } from '../../lib/files/disk.ts';
import { type Root, Roots } from '../../lib/files/roots.ts';
import { LOOKS, refuse, watchDisk } from '../support/disk.ts';
import { createSite, type Site } from '../support/site.ts';

/** The roots `a` and `b` below the site's root, or those given. */
function rootsOf(site: Site, roots: readonly Root[] = [mount('a'), mount('b')], disk = nodeDisk) {
  const absolute = roots.map(({ dir, at }) => ({ dir: path.join(site.root, dir), at }));
  const searched = new Roots(absolute, disk);
  const find = (text: string) => {
    const found = searched.find(parsePath(text));
    return found && path.relative(site.root, found.filePath).replaceAll(path.sep, '/');
  };
  return { find, searched };
}

function mount(dir: string, at = ''): Root {
  return { dir, at };
}

describe('Roots', () => {
  it('finds a file in the first root that has it', () => {
    const { find } = rootsOf(createSite({ 'a/x.gif': '', 'b/x.gif': '', 'b/y.gif': '' }));
    assert.equal(find('/x.gif'), 'a/x.gif');
    assert.equal(find('/y.gif'), 'b/y.gif');
    assert.equal(find('/z.gif'), undefined);
  });

  it('finds a literal name in a later root before a decoded one in the first', () => {
    const { find } = rootsOf(createSite({ 'a/x y.gif': '', 'b/x%20y.gif': '' }));
    assert.equal(find('/x%20y.gif'), 'b/x%20y.gif');
    assert.equal(find('/x y.gif'), 'a/x y.gif');
  });

  it('finds a file behind a folder of the same name in the first root', () => {
    const { find } = rootsOf(createSite({ 'a/x/y.gif': '', 'b/x': '' }));
    assert.equal(find('/x'), 'b/x');
  });

  it('finds a file behind a file where a folder is asked for', () => {
    const { find } = rootsOf(createSite({ 'a/x': '', 'b/x/y.gif': '' }));
    assert.equal(find('/x/y.gif'), 'b/x/y.gif');
  });

  it('finds a file in a later root where the first can not be read', () => {
    const site = createSite({ 'a/x.gif': '', 'b/x.gif': '' });
    const inFirst = (file: string) => file.includes(`${path.sep}a${path.sep}`);
    const { disk } = watchDisk(refuse(LOOKS, 'EACCES', inFirst));
    assert.equal(rootsOf(site, undefined, disk).find('/x.gif'), 'b/x.gif');
  });

  it('tells the path, the place on disk and the identity', () => {
    const site = createSite({ 'a/img/x y.gif': 'GIF' });
    const found = rootsOf(site).searched.find(parsePath('img/x%20y.gif?v=1'));
    const { size, mtimeNs, ctimeNs, ino } = fs.statSync(path.join(site.root, 'a/img/x y.gif'), {
      bigint: true,
    });
    assert.deepEqual(found, {
      path: '/img/x y.gif',
      filePath: path.join(site.root, 'a', 'img', 'x y.gif'),
      identity: `${size}-${mtimeNs}-${ctimeNs}-${ino}`,
    });
  });

  it('gives another identity to a file of the same size and time that takes its place', () => {
    const site = createSite({ 'a/x.gif': 'old', 'a/y.gif': 'new' });
    const { searched } = rootsOf(site);
    const when = new Date('2020-01-01');
    for (const name of ['x.gif', 'y.gif']) {
      fs.utimesSync(path.join(site.root, 'a', name), when, when);
    }
    const before = searched.find(parsePath('/x.gif'))?.identity;
    fs.renameSync(path.join(site.root, 'a/y.gif'), path.join(site.root, 'a/x.gif'));
    assert.notEqual(searched.find(parsePath('/x.gif'))?.identity, before);
  });

  it('does not find a folder', () => {
    const { find } = rootsOf(createSite({ 'a/img/x.gif': '' }));
    assert.equal(find('/img'), undefined);
    assert.equal(find('/img/'), undefined);
  });

  it('does not take an absolute path of the disk for one', () => {
    const site = createSite({ 'a/x.gif': '' });
    assert.equal(rootsOf(site).find(path.join(site.root, 'a/x.gif')), undefined);
  });

  it('finds nothing for a name that no disk can hold', () => {
    const { find } = rootsOf(createSite());
    assert.equal(find(`/${'x'.repeat(300)}.gif`), undefined);
  });

  it('finds nothing while a root is not there, and all when it is back', () => {
    const site = createSite({ 'a/x.gif': '' });
    const { find } = rootsOf(site);
    site.remove('a');
    assert.equal(find('/x.gif'), undefined);
    site.write('a/x.gif', '');
    assert.equal(find('/x.gif'), 'a/x.gif');
  });

  it('finds files of a root that was not there at first', () => {
    const site = createSite({ 'a/x.gif': '' });
    const { find } = rootsOf(site);
    assert.equal(find('/x.gif'), 'a/x.gif');
    site.write('b/y.gif', '');
    assert.equal(find('/y.gif'), 'b/y.gif');
  });
});

describe('a mounted root', () => {
  const files = { 'dist/x.css': '', 'dist/css/y.css': '', 'a/x.css': '', 'a/lib/y.css': '' };

  it('holds the paths below its place', () => {
    const { find } = rootsOf(createSite(files), [mount('dist', '/lib/z')]);
    assert.equal(find('/lib/z/x.css'), 'dist/x.css');
    assert.equal(find('lib/z/css/y.css'), 'dist/css/y.css');
    assert.equal(find('/x.css'), undefined);
    assert.equal(find('/lib/x.css'), undefined);
    assert.equal(find('/lib/zx.css'), undefined);
    assert.equal(find('/lib/z'), undefined);
    assert.equal(find('/lib/z/lib/z/x.css'), undefined);
  });

  it('is searched in its turn', () => {
    const site = createSite({ ...files, 'dist/y.css': 'mounted' });
    const first = [mount('dist', '/lib'), mount('a')];
    assert.equal(rootsOf(site, first).find('/lib/y.css'), 'dist/y.css');
    assert.equal(rootsOf(site, first.toReversed()).find('/lib/y.css'), 'a/lib/y.css');
  });

  it('can not be left', () => {
    const { find } = rootsOf(createSite(files), [mount('dist', '/lib')]);
    assert.equal(find('/lib/../a/x.css'), undefined);
    assert.equal(find('/lib/%2e%2e/a/x.css'), undefined);
  });
});
