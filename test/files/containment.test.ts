// A file is proven to lie below the roots when it is open, whatever happens to its name meanwhile.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Containment } from '../../lib/files/containment.ts';
import { type Disk, nodeDisk } from '../../lib/files/disk.ts';
import { type Before, diskError, watchDisk } from '../support/disk.ts';
import { createSite, type Site } from '../support/site.ts';

const SECRET = 'SECRET';

function siteWithSecret(): Site {
  return createSite({ 'x.txt': 'ours', 'img/y.txt': 'ours', '../secrets/y.txt': SECRET });
}

function read(site: Site, name: string, disk: Disk): string {
  const containment = new Containment([site.root], disk);
  return containment.use(path.join(site.root, name), (file) => String(file.read()));
}

/** Does something before the first call of a kind. */
function once(name: string, action: () => void): Before {
  let isDone = false;
  return (called) => {
    if (called !== name || isDone) return;
    isDone = true;
    action();
  };
}

/** Puts a link to the secret in the place of a file. */
function swapFile(site: Site, name = 'x.txt'): void {
  const file = path.join(site.root, name);
  fs.rmSync(file);
  fs.symlinkSync(path.join(site.dir, 'secrets/y.txt'), file);
}

/** Puts a link to the folder of secrets in the place of a folder. */
function swapFolder(site: Site): void {
  fs.renameSync(path.join(site.root, 'img'), path.join(site.root, 'aside'));
  fs.symlinkSync(path.join(site.dir, 'secrets'), path.join(site.root, 'img'));
}

function swapFolderBack(site: Site): void {
  fs.rmSync(path.join(site.root, 'img'));
  fs.renameSync(path.join(site.root, 'aside'), path.join(site.root, 'img'));
}

/** Also as if the system could not tell where an open file lies. */
const SYSTEMS: readonly (readonly [name: string, before: Before])[] = [
  ['', () => {}],
  [
    ', where the system does not tell where an open file lies',
    (called) => {
      if (called === 'readlinkSync') throw diskError('ENOENT');
    },
  ],
];

for (const [where, system] of SYSTEMS) {
  describe(`a file that is opened below the roots${where}`, () => {
    before(function () {
      // links and pipes need rights there that a test has not
      if (process.platform === 'win32') this.skip();
    });

    const withSystem = (test: Before): Before => {
      return (...call) => {
        system(...call);
        test(...call);
      };
    };
    const forbidden = { code: 'ERR_STATICFILE_FORBIDDEN' };

    it('is read', () => {
      const { disk, count } = watchDisk(system);
      assert.equal(read(siteWithSecret(), 'x.txt', disk), 'ours');
      assert.equal(count('closeSync'), count('openSync'));
    });

    it('is read through links that stay inside', () => {
      const site = siteWithSecret();
      fs.symlinkSync('x.txt', path.join(site.root, 'link.txt'));
      fs.symlinkSync('img', path.join(site.root, 'pictures'));
      const { disk } = watchDisk(system);
      assert.equal(read(site, 'link.txt', disk), 'ours');
      assert.equal(read(site, 'pictures/y.txt', disk), 'ours');
    });

    it('is refused where a link leads outside', () => {
      const site = siteWithSecret();
      swapFile(site);
      swapFolder(site);
      const { disk, count } = watchDisk(system);
      assert.throws(() => read(site, 'x.txt', disk), forbidden);
      assert.throws(() => read(site, 'img/y.txt', disk), forbidden);
      assert.equal(count('readFileSync'), 0);
    });

    it('is refused where it becomes a link before it is opened', () => {
      const site = siteWithSecret();
      const { disk } = watchDisk(withSystem(once('openSync', () => swapFile(site))));
      assert.throws(() => read(site, 'x.txt', disk), forbidden);
    });

    it('is read from the roots where its folder is a link for a moment', () => {
      const site = siteWithSecret();
      const swap = once('openSync', () => swapFolder(site));
      const back = once('fstatSync', () => swapFolderBack(site));
      const { disk, count } = watchDisk(
        withSystem((...call) => {
          swap(...call);
          back(...call);
        }),
      );
      assert.equal(read(site, 'img/y.txt', disk), 'ours');
      assert.equal(count('closeSync'), count('openSync'));
    });

    it('is refused where its link leads outside by the time it is opened', () => {
      const site = siteWithSecret();
      fs.symlinkSync('x.txt', path.join(site.root, 'link.txt'));
      const opened: string[] = [];
      const { disk } = watchDisk(
        withSystem((called, name) => {
          if (called !== 'openSync') return;
          opened.push(path.basename(name));
          if (opened.length === 2) swapFile(site);
        }),
      );
      assert.throws(() => read(site, 'link.txt', disk), forbidden);
      assert.deepEqual(opened.slice(0, 2), ['link.txt', 'x.txt']);
    });

    it('is refused, and not waited for, where it is a named pipe', function () {
      const site = siteWithSecret();
      const { error } = spawnSync('mkfifo', [path.join(site.root, 'pipe.txt')]);
      if (error !== undefined) {
        console.log('    SKIPPED: no mkfifo here to make a named pipe');
        this.skip();
      }
      assert.throws(() => read(site, 'pipe.txt', watchDisk(system).disk), forbidden);
    });

    it('is refused where it is a folder', () => {
      assert.throws(() => read(siteWithSecret(), 'img', watchDisk(system).disk), forbidden);
    });
  });
}

describe('a containment', () => {
  it('holds what lies below one of its folders, and nothing beside them', () => {
    const site = createSite({ 'x.txt': '', '../root-private/x.txt': '' });
    const containment = new Containment([path.join(site.dir, 'gone'), site.root], nodeDisk);
    assert.ok(containment.holds(path.join(site.root, 'x.txt')));
    assert.ok(containment.holdsFolder(site.root));
    assert.ok(!containment.holds(path.join(site.dir, 'root-private/x.txt')));
    assert.ok(!containment.holds(site.root));
    assert.ok(!containment.holdsFolder(site.dir));
  });
});
