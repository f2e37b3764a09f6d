// Where an output can't be written, what refers to it still works; where it may not be, it is not.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { refuse } from '../support/disk.ts';
import { hash, makeInstance } from '../support/instance.ts';

const FILES = { 'css/a.css': 'a{b:url(../img/x.gif?v=1)}', 'img/x.gif': 'gif' };
const REFUSED = refuse('mkdirSync', 'ENOSPC', (folder) => folder.endsWith('img'));

describe('a picture that can not be published', () => {
  it('stays as it is written in its sheet, which is published', () => {
    const { content, disk } = makeInstance(FILES);
    disk.before = REFUSED;
    assert.equal(content('/css/a.css'), 'a{b:url(../img/x.gif?v=1)}');
  });

  it('is in its sheet as soon as it can be published', () => {
    const { content, disk } = makeInstance(FILES);
    disk.before = REFUSED;
    content('/css/a.css');
    disk.before = () => {};
    assert.equal(content('/css/a.css'), `a{b:url(../img/x.${hash('gif')}.gif?v=1)}`);
  });

  it('stays where it was, seen from a combination in another folder', () => {
    const { content, disk } = makeInstance({ ...FILES, 'b.css': 'b{}' });
    disk.before = REFUSED;
    assert.equal(content('/css/a.css;/b.css'), 'a{b:url(img/x.gif?v=1)}\nb{}');
  });

  it('does not keep the other pictures of its sheet from it', () => {
    const sheet = 'a{b:url(../img/x.gif);c:url(y.gif)}';
    const { content, disk } = makeInstance({ ...FILES, 'css/a.css': sheet, 'css/y.gif': 'y' });
    disk.before = REFUSED;
    assert.equal(content('/css/a.css'), `a{b:url(../img/x.gif);c:url(y.${hash('y')}.gif)}`);
  });
});

describe('a picture that can not be read', () => {
  it('stays as it is written in its sheet', () => {
    const { content, disk } = makeInstance(FILES);
    disk.before = refuse('openSync', 'EACCES', (file) => file.endsWith('.gif'));
    assert.equal(content('/css/a.css'), 'a{b:url(../img/x.gif?v=1)}');
  });

  it('that is removed while it is read stays as it is written', () => {
    const { content, disk, site } = makeInstance(FILES);
    disk.before = (name, file) => {
      if (name !== 'openSync' || !file.endsWith('.gif')) return;
      disk.before = () => {};
      site.remove('img/x.gif');
    };
    assert.equal(content('/css/a.css'), 'a{b:url(../img/x.gif?v=1)}');
  });
});

describe('a file that another tool has named', () => {
  const versioned = (each: string) => !each.startsWith('/built/');
  const BUILT = {
    'a.css': '@import "built/b-4f2a.css";',
    'built/b-4f2a.css': 'b{c:url(x.gif)}',
    'built/x.gif': 'x',
  };

  it('keeps its name in a sheet, and is published under it', () => {
    const { content, site } = makeInstance(BUILT, { versioned });
    assert.equal(content('/a.css'), '@import "built/b-4f2a.css";');
    assert.equal(site.read('out/built/b-4f2a.css'), 'b{c:url(x.gif)}');
  });

  it('changes what refers to it only by its own change of name', () => {
    const { staticfiles, site } = makeInstance(BUILT, { versioned });
    const before = staticfiles.staticfile('/a.css');
    site.write('built/b-4f2a.css', 'edited{}');
    assert.equal(staticfiles.staticfile('/a.css'), before);
    assert.equal(site.read('out/built/b-4f2a.css'), 'edited{}');
  });

  it('is never written itself: not even where it changes while it is read', () => {
    const { staticfiles, disk, site } = makeInstance(BUILT, { versioned, outDir: false });
    disk.before = (name) => {
      if (name === 'closeSync') site.write('built/x.gif', 'edited meanwhile');
    };
    assert.equal(staticfiles.staticfile('/built/x.gif'), '/built/x.gif');
    assert.equal(site.read('root/built/x.gif'), 'edited meanwhile');
    assert.equal(disk.count('renameSync'), 0);
  });

  it('is never written itself where it is a link', function () {
    if (process.platform === 'win32') this.skip();
    const { staticfiles, disk, site } = makeInstance(BUILT, { versioned, outDir: false });
    const link = path.join(site.root, 'built', 'y.gif');
    fs.symlinkSync(path.join(site.root, 'built', 'x.gif'), link);
    disk.before = (name) => {
      if (name === 'closeSync') site.write('built/x.gif', 'edited meanwhile');
    };
    assert.equal(staticfiles.staticfile('/built/y.gif'), '/built/y.gif');
    assert.ok(fs.lstatSync(link).isSymbolicLink());
    assert.equal(site.read('root/built/x.gif'), 'edited meanwhile');
  });
});
