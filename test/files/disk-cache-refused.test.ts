// A disk that refuses the cache: the process works from memory, and says so once.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheFile, factsOf, openCache } from '../processes/support/cache.ts';
import { type DiskCall, refuse, watchDisk } from '../support/disk.ts';
import { createSite } from '../support/site.ts';

interface Refusal {
  readonly call: DiskCall;
  readonly code: string;
}

/** What a disk may answer to the first fact of a new cache. */
const refusals: Readonly<Record<string, Refusal>> = {
  'a read-only disk, without the folder': { call: 'mkdirSync', code: 'EROFS' },
  'a read-only disk': { call: 'openSync', code: 'EROFS' },
  'a folder without rights': { call: 'openSync', code: 'EACCES' },
  'a folder that may not be made': { call: 'mkdirSync', code: 'EACCES' },
  'a full disk': { call: 'writeSync', code: 'ENOSPC' },
  'a full quota': { call: 'writeSync', code: 'EDQUOT' },
  'too many open files': { call: 'openSync', code: 'EMFILE' },
  'a disk that fails': { call: 'fstatSync', code: 'EIO' },
};

describe('a conversion cache that the disk refuses to write', () => {
  for (const [what, { call, code }] of Object.entries(refusals)) {
    it(`works from memory and says so once: ${what} (${code})`, () => {
      const dir = path.join(createSite().dir, 'cache');
      const { cache, log } = openCache(dir, { disk: watchDisk(refuse(call, code)) });
      cache.set('a', { version: 1 });
      cache.set('b', 2);
      cache.set('a', { version: 3 });
      cache.delete('b');
      assert.deepEqual(cache.get('a'), { version: 3 });
      assert.equal(cache.get('b'), undefined);
      assert.deepEqual(cache.keys(''), ['a']);
      assert.equal(log.warnings.length, 1);
      assert.ok(log.warnings[0]?.includes(cacheFile(dir)), log.warnings[0]);
      assert.ok(log.warnings[0]?.includes(code), log.warnings[0]);
    });
  }

  it('is not tried again for a second', () => {
    const disk = watchDisk(refuse('openSync', 'EROFS'));
    const { cache } = openCache(path.join(createSite().dir, 'cache'), { disk });
    cache.set('a', 1);
    disk.reset();
    for (let at = 0; at < 100; at += 1) cache.set(`fact/${at}`, at);
    assert.equal(cache.get('unknown'), undefined);
    const calls = [disk.count('openSync'), disk.count('mkdirSync'), disk.count('statSync')];
    assert.deepEqual(calls, [0, 0, 0]);
  });

  it('still gives what was there when the process started', () => {
    const dir = path.join(createSite().dir, 'cache');
    openCache(dir).cache.set('a', 1);
    const { cache, log } = openCache(dir, { disk: watchDisk(refuse('writeSync', 'EROFS')) });
    cache.set('b', 2);
    assert.deepEqual([cache.get('a'), cache.get('b')], [1, 2]);
    assert.equal(log.warnings.length, 1);
    assert.deepEqual(factsOf(dir), { a: 1 });
  });
});

describe('a conversion cache that the disk refuses to read', () => {
  for (const call of ['statSync', 'openSync', 'fstatSync', 'readSync'] as const) {
    it(`works from memory, says so once and leaves the file alone: ${call}`, () => {
      const dir = path.join(createSite().dir, 'cache');
      openCache(dir).cache.set('a', 1);
      const before = fs.readFileSync(cacheFile(dir));
      const { cache, log } = openCache(dir, { disk: watchDisk(refuse(call, 'EACCES')) });
      assert.equal(cache.get('a'), undefined);
      cache.set('b', 2);
      assert.equal(cache.get('b'), 2);
      assert.equal(log.warnings.length, 1);
      assert.deepEqual(fs.readFileSync(cacheFile(dir)), before);
      assert.deepEqual(fs.readdirSync(dir), ['conversions.txt']);
    });
  }

  it('works from memory when a foreign file can not be put aside', () => {
    const dir = path.join(createSite().dir, 'cache');
    fs.mkdirSync(dir);
    fs.writeFileSync(cacheFile(dir), 'hello\n');
    const { cache, log } = openCache(dir, { disk: watchDisk(refuse('renameSync', 'EPERM')) });
    cache.set('a', 1);
    assert.equal(cache.get('a'), 1);
    assert.equal(log.warnings.length, 1);
    assert.equal(fs.readFileSync(cacheFile(dir), 'utf8'), 'hello\n');
  });
});
