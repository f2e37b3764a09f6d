// Where the disk can share blocks, copies are clones; where it can not, that is asked once.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Disk } from '../../lib/files/disk.ts';
import { createStaticfiles } from '../support/create.ts';
import { diskError, type WatchedDisk, watchDisk } from '../support/disk.ts';
import { hash } from '../support/instance.ts';
import { collectLog } from '../support/log.ts';
import { createSite, type Site } from '../support/site.ts';

const FILES = {
  'img/a.gif': 'a',
  'img/b.gif': 'b',
  'img/c.gif': 'c',
  'a.css': 'a{b:url(img/a.gif)}',
};
const FLAGS = fs.constants.COPYFILE_EXCL | fs.constants.COPYFILE_FICLONE_FORCE;

/** Answers calls of `copyFileSync` by `clone`, all others by the real disk. */
function withClone(clone: Disk['copyFileSync']): WatchedDisk & { asked: unknown[][] } {
  const watched = watchDisk();
  const asked: unknown[][] = [];
  const copyFileSync: Disk['copyFileSync'] = (...args) => {
    asked.push(args);
    clone(...args);
  };
  const get = (target: Disk, name: string) =>
    name === 'copyFileSync' ? copyFileSync : Reflect.get(target, name);
  const disk = new Proxy(watched.disk, { get } as ProxyHandler<Disk>);
  return { ...watched, disk, asked };
}

function staticfilesOn(site: Site, disk: Disk, debug = false) {
  fs.mkdirSync(path.join(site.outDir, 'img'), { recursive: true });
  return createStaticfiles(
    { roots: site.root, outDir: site.outDir, debug, logger: collectLog() },
    { disk },
  );
}

function refused(code: string): Disk['copyFileSync'] {
  return () => {
    throw diskError(code);
  };
}

describe('a copy', () => {
  it('is asked for as a clone that must share blocks, into a file that is not there', () => {
    const site = createSite(FILES);
    const { disk, asked } = withClone(refused('ENOTSUP'));
    staticfilesOn(site, disk).staticfile('/img/a.gif');
    const flags = asked.map((args) => args[2]);
    assert.ok(flags.length > 0);
    assert.deepEqual(new Set(flags), new Set([FLAGS]));
  });

  it('is a clone where the disk makes one', () => {
    const site = createSite(FILES);
    const { disk, asked, count } = withClone((from, to) => fs.copyFileSync(from, to));
    const staticfiles = staticfilesOn(site, disk);
    for (const name of ['a', 'b', 'c']) {
      assert.equal(staticfiles.staticfile(`/img/${name}.gif`), `/img/${name}.${hash(name)}.gif`);
      assert.equal(site.read(`out/img/${name}.${hash(name)}.gif`), name);
    }
    assert.equal(asked.length, 3);
    assert.equal(count('writeFileSync'), 0);
  });

  it('of a sheet whose references are replaced is written', () => {
    const site = createSite(FILES);
    const { disk, asked, count } = withClone((from, to) => fs.copyFileSync(from, to));
    const url = staticfilesOn(site, disk).staticfile('/a.css');
    assert.equal(site.read(`out${url}`), `a{b:url(img/a.${hash('a')}.gif)}`);
    assert.equal(asked.length, 1);
    assert.equal(count('writeFileSync'), 1);
  });

  const refusals: Record<string, string> = {
    'by a disk without clones': 'ENOTSUP',
    'between two disks': 'EXDEV',
    'for a file that can not be cloned': 'EINVAL',
    'by a system without clones': 'ENOSYS',
  };
  for (const [name, code] of Object.entries(refusals)) {
    it(`is written where a clone is refused ${name}, which is asked once`, () => {
      const site = createSite(FILES);
      const { disk, asked, count } = withClone(refused(code));
      const staticfiles = staticfilesOn(site, disk, true);
      for (const name of ['a', 'b', 'c']) {
        staticfiles.staticfile(`/img/${name}.gif`);
        assert.equal(site.read(`out/img/${name}.${hash(name)}.gif`), name);
      }
      assert.equal(asked.length, 1);
      assert.equal(count('writeFileSync'), 3);
    });
  }

  it('is written where a clone is refused with a file begun', () => {
    const site = createSite(FILES);
    const { disk } = withClone((_from, to) => {
      fs.writeFileSync(to, 'half');
      throw diskError('EIO');
    });
    const url = staticfilesOn(site, disk).staticfile('/img/a.gif');
    assert.equal(site.read(`out${url}`), 'a');
    assert.deepEqual(site.list('out'), [url.slice(1)]);
  });

  it('is asked for anew by another instance', () => {
    const site = createSite(FILES);
    const { disk, asked } = withClone(refused('ENOTSUP'));
    staticfilesOn(site, disk).staticfile('/img/a.gif');
    const first = asked.length;
    staticfilesOn(site, disk).staticfile('/img/b.gif');
    assert.equal(asked.length - first, 1);
  });

  it('is written from the bytes that were hashed where its source changed meanwhile', () => {
    const site = createSite(FILES);
    const { disk, count } = withClone((from, to) => {
      fs.writeFileSync(from, 'z');
      fs.copyFileSync(from, to);
    });
    const url = staticfilesOn(site, disk).staticfile('/img/a.gif');
    assert.equal(url, `/img/a.${hash('a')}.gif`);
    assert.equal(site.read(`out${url}`), 'a');
    assert.equal(count('writeFileSync'), 1);
  });

  it('of another file is a clone again after a source had changed meanwhile', () => {
    const site = createSite(FILES);
    let isFirst = true;
    const { disk, asked } = withClone((from, to) => {
      if (isFirst) fs.writeFileSync(from, 'z');
      isFirst = false;
      fs.copyFileSync(from, to);
    });
    const staticfiles = staticfilesOn(site, disk);
    staticfiles.staticfile('/img/a.gif');
    staticfiles.staticfile('/img/b.gif');
    assert.equal(asked.length, 2);
  });
});
