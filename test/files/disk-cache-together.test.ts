// Facts that are set together reach the file, and other processes, in one write.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createMemoryCache } from '../../lib/files/cache.ts';
import { cacheFile, factsOf, HEADER, openCache } from '../processes/support/cache.ts';
import { refuse } from '../support/disk.ts';
import { createSite } from '../support/site.ts';

const freshDir = (): string => path.join(createSite().dir, 'cache');

describe('facts that are set together', () => {
  it('are known here at once, and to others at the end', () => {
    const dir = freshDir();
    const { cache: one } = openCache(dir);
    const { cache: two } = openCache(dir);
    const answer = one.together(() => {
      one.set('a', 1);
      one.set('b', 2);
      one.delete('a');
      assert.deepEqual([one.get('a'), one.get('b'), one.recall('b')], [undefined, 2, 2]);
      assert.equal(two.get('b'), undefined);
      return 'answer';
    });
    assert.equal(answer, 'answer');
    assert.deepEqual([two.get('a'), two.get('b')], [undefined, 2]);
    assert.deepEqual(factsOf(dir), { b: 2 });
  });

  it('are written by one call, in lines of their own', () => {
    const dir = freshDir();
    const { cache, disk } = openCache(dir);
    cache.together(() => {
      for (let at = 0; at < 100; at += 1) cache.set(`key/${at}`, at);
    });
    assert.equal(disk.count('writeSync'), 1);
    const lines = fs.readFileSync(cacheFile(dir), 'utf8').split('\n').filter(Boolean);
    assert.deepEqual([lines.length, lines[0]], [101, HEADER]);
  });

  it('are written where the action throws, and within another one at its end', () => {
    const dir = freshDir();
    const { cache, disk } = openCache(dir);
    const outer = () => {
      cache.together(() => cache.set('a', 1));
      assert.equal(disk.count('writeSync'), 0);
      throw new Error('on purpose');
    };
    assert.throws(() => cache.together(outer), /on purpose/);
    assert.deepEqual(factsOf(dir), { a: 1 });
    cache.set('b', 2);
    assert.deepEqual(factsOf(dir), { a: 1, b: 2 });
  });

  it('do not hide what another process has set meanwhile', () => {
    const dir = freshDir();
    const { cache: one } = openCache(dir);
    const { cache: two } = openCache(dir);
    one.together(() => {
      one.set('a', 1);
      two.set('b', 2);
    });
    assert.deepEqual([one.get('b'), two.get('a')], [2, 1]);
    assert.deepEqual(factsOf(dir), { a: 1, b: 2 });
  });

  it('cost one warning where they can not be written, and stay known here', () => {
    const { cache, disk, log } = openCache(freshDir());
    disk.before = refuse('writeSync', 'ENOSPC');
    cache.together(() => {
      cache.set('a', 1);
      cache.set('b', 2);
    });
    assert.equal(log.warnings.length, 1);
    assert.deepEqual([cache.get('a'), cache.get('b')], [1, 2]);
  });

  it('write nothing where none was set', () => {
    const dir = freshDir();
    openCache(dir).cache.together(() => {});
    assert.equal(fs.existsSync(dir), false);
  });

  it('are set one by one in memory', () => {
    const cache = createMemoryCache();
    cache.together(() => cache.set('a', 1));
    assert.equal(cache.get('a'), 1);
  });
});
