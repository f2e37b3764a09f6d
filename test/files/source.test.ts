// The bytes of a source and its identity belong together, whatever happens to the file meanwhile.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parsePath } from '../../lib/core/paths.ts';
import { errorCode, isStaticfileError } from '../../lib/errors.ts';
import { nodeDisk } from '../../lib/files/disk.ts';
import { type FoundSource, Roots } from '../../lib/files/roots.ts';
import { loadSource } from '../../lib/files/source.ts';
import { refuse, watchDisk } from '../support/disk.ts';
import { createSite, type Site } from '../support/site.ts';

/** Long after the files of a test were written. */
const LATER = Date.now() + 3_600_000;

function rootsOn(site: Site, disk = nodeDisk): Roots {
  return new Roots([{ dir: site.root, at: '' }], disk);
}

function findIn(site: Site, text = '/x.gif'): FoundSource {
  const found = rootsOn(site).find(parsePath(text));
  assert.ok(found);
  return found;
}

describe('loadSource', () => {
  it('gives the bytes with what was found', () => {
    const site = createSite({ 'x.gif': Buffer.from([0, 0xff, 0x80]) });
    const found = findIn(site);
    assert.deepEqual(loadSource(rootsOn(site), found, LATER), {
      ...found,
      isSettled: true,
      bytes: Buffer.from([0, 0xff, 0x80]),
    });
  });

  it('says that a file which was changed less than two seconds ago may change unseen', () => {
    const site = createSite({ 'x.gif': '' });
    const found = findIn(site);
    const { mtimeMs } = fs.statSync(path.join(site.root, 'x.gif'));
    const isSettled = (nowMs: number) => loadSource(rootsOn(site), found, nowMs).isSettled;
    assert.equal(isSettled(mtimeMs), false);
    assert.equal(isSettled(mtimeMs + 1_990), false);
    assert.equal(isSettled(mtimeMs + 2_010), true);
  });

  it('gives the identity of a file that was replaced since it was found', () => {
    const site = createSite({ 'x.gif': 'old' });
    const found = findIn(site);
    site.remove('x.gif');
    site.write('x.gif', 'newer');
    const { bytes, identity } = loadSource(rootsOn(site), found, LATER);
    assert.equal(bytes.toString(), 'newer');
    assert.equal(identity, findIn(site).identity);
    assert.notEqual(identity, found.identity);
  });

  it('gives bytes and identity of the one file where another takes its place meanwhile', function () {
    // an open file can't be replaced there
    if (process.platform === 'win32') this.skip();
    const site = createSite({ 'x.gif': 'old', 'next.gif': 'newer' });
    const found = findIn(site);
    const { disk } = watchDisk((name) => {
      if (name !== 'readFileSync') return;
      fs.renameSync(path.join(site.root, 'next.gif'), path.join(site.root, 'x.gif'));
    });
    const { bytes, identity } = loadSource(rootsOn(site, disk), found, LATER);
    assert.equal(bytes.toString(), 'old');
    assert.notEqual(identity, findIn(site).identity);
  });

  it('gives an identity that is outdated where the file is written to meanwhile', () => {
    const site = createSite({ 'x.gif': 'old' });
    const { disk } = watchDisk((name) => {
      if (name === 'readFileSync') site.write('x.gif', 'newer');
    });
    const { identity } = loadSource(rootsOn(site, disk), findIn(site), LATER);
    assert.notEqual(identity, findIn(site).identity);
  });

  it('says that a file is gone', () => {
    const site = createSite({ 'x.gif': '' });
    const found = findIn(site);
    site.remove('x.gif');
    assert.throws(() => loadSource(rootsOn(site), found, LATER), {
      code: 'ERR_STATICFILE_NOT_FOUND',
      message:
        '[ERR_STATICFILE_NOT_FOUND] "/x.gif" was removed while it was read, ' +
        `from "${path.join(site.root, 'x.gif')}".`,
    });
  });

  it('says that a file can not be opened', () => {
    const site = createSite({ 'x.gif': '' });
    const { disk } = watchDisk(refuse('openSync', 'EACCES'));
    assert.throws(
      () => loadSource(rootsOn(site, disk), findIn(site), LATER),
      (error) => {
        assert.ok(isStaticfileError(error));
        assert.equal(error.code, 'ERR_STATICFILE_UNREADABLE');
        assert.equal(errorCode(error.cause), 'EACCES');
        assert.equal(
          error.message,
          '[ERR_STATICFILE_UNREADABLE] Cannot read "/x.gif" (EACCES), found at ' +
            `"${path.join(site.root, 'x.gif')}". Check the rights of the file and of its folders.`,
        );
        return true;
      },
    );
  });

  it('closes the file, also where it can not be read', () => {
    const site = createSite({ 'x.gif': '' });
    const good = watchDisk();
    loadSource(rootsOn(site, good.disk), findIn(site), LATER);
    assert.equal(good.count('closeSync'), good.count('openSync'));
    const bad = watchDisk(refuse('readFileSync', 'EIO'));
    assert.throws(() => loadSource(rootsOn(site, bad.disk), findIn(site), LATER), {
      code: 'ERR_STATICFILE_UNREADABLE',
    });
    assert.equal(bad.count('closeSync'), 1);
  });
});
