// A cache file that is mostly outdated gets small at a start, and nobody loses a fact by it.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheFile, factsOf, openCache } from '../processes/support/cache.ts';
import { deadMark } from '../support/dead-process.ts';
import { diskError, watchDisk } from '../support/disk.ts';
import { isWhole } from '../support/sampled.ts';
import { createSite } from '../support/site.ts';

const LIVE = Object.fromEntries(
  Array.from({ length: 50 }, (_each, at) => [`live/${at}`, { version: at }]),
);
const MIB = 1024 * 1024;

/** One step in so many is tried in the short form. */
const STRIDE = isWhole ? 1 : 3;

/** A folder whose cache file is over a mebibyte, most of it outdated. */
function outdatedDir(): string {
  const dir = path.join(createSite().dir, 'cache');
  const { cache } = openCache(dir);
  for (const key of Object.keys(LIVE)) cache.set(key, 'outdated');
  cache.set('deleted', 'x'.repeat(1000));
  for (let at = 0; at < 120; at += 1) cache.set('bulk', 'x'.repeat(10_000));
  for (const [key, value] of Object.entries(LIVE)) cache.set(key, value);
  cache.delete('bulk');
  cache.delete('deleted');
  assert.ok(sizeOf(dir) > MIB);
  return dir;
}

const sizeOf = (dir: string): number => fs.statSync(cacheFile(dir)).size;

/** Sets a cache file back to what it was, whatever a test did to its folder. */
function restore(dir: string, bytes: Buffer): void {
  fs.rmSync(dir, { recursive: true });
  fs.mkdirSync(dir);
  fs.writeFileSync(cacheFile(dir), bytes);
}

/** Starts and compacts once for each call of that; `before` runs before each, with its number. */
function atEachStep(before: (dir: string, step: number, call: number) => void, check: Check): void {
  const dir = outdatedDir();
  const bytes = fs.readFileSync(cacheFile(dir));
  for (let step = 1; step < 100; step += STRIDE) {
    restore(dir, bytes);
    let call = 0;
    const disk = watchDisk(() => {
      call += 1;
      before(dir, step, call);
    });
    const { log } = openCache(dir, { disk });
    if (call < step) {
      assert.ok(step > 12 && sizeOf(dir) < MIB, 'the start compacts');
      return;
    }
    check(dir, step, log.warnings);
  }
  assert.fail('the start has no end');
}

type Check = (dir: string, step: number, warnings: readonly string[]) => void;

/** Appends a fact; before the call of that number another process starts and compacts. */
function callsOfAppend(dir: string, step: number): number {
  const { cache, disk } = startWriter(dir);
  let calls = 0;
  disk.before = () => {
    calls += 1;
    if (calls === step) openCache(dir);
  };
  cache.set('late', step);
  return calls;
}

/** A process that starts, and never compacts itself. */
function startWriter(dir: string): ReturnType<typeof openCache> {
  const disk = watchDisk((name, file) => {
    if (name === 'openSync' && file.endsWith('.lock')) throw diskError('EEXIST');
  });
  return openCache(dir, { disk, now: () => 0 });
}

describe('a cache file that is mostly outdated', () => {
  it('gets small at the next start and keeps the last value of every key', () => {
    const dir = outdatedDir();
    const { cache, log } = openCache(dir);
    assert.ok(sizeOf(dir) < 5_000, `${sizeOf(dir)} bytes`);
    assert.deepEqual(Object.fromEntries(cache.keys('').map((key) => [key, cache.get(key)])), LIVE);
    assert.deepEqual(factsOf(dir), LIVE);
    assert.deepEqual(fs.readdirSync(dir), ['conversions.txt']);
    assert.deepEqual(log.warnings, []);
  });

  it('is the file that the process goes on with', () => {
    const dir = outdatedDir();
    const { cache } = openCache(dir);
    cache.set('new', 1);
    openCache(dir).cache.set('of another', 2);
    assert.equal(cache.get('of another'), 2);
    assert.deepEqual(factsOf(dir), { ...LIVE, new: 1, 'of another': 2 });
  });

  it('is followed by a process that had read the old one', () => {
    const dir = outdatedDir();
    const bytes = fs.readFileSync(cacheFile(dir));
    const { cache } = openCache(dir);
    restore(dir, bytes);
    assert.equal(cache.get('unknown'), undefined);
    openCache(dir).cache.set('new', 1);
    assert.equal(cache.get('new'), 1);
    cache.set('of the old one', 2);
    assert.deepEqual(factsOf(dir), { ...LIVE, new: 1, 'of the old one': 2 });
  });

  it('loses lines that are torn', () => {
    const dir = outdatedDir();
    fs.appendFileSync(cacheFile(dir), '\n5f1c0a9e torn {"ver\n5f1c0a9e wrong 1\n');
    openCache(dir);
    const text = fs.readFileSync(cacheFile(dir), 'utf8');
    assert.equal(/torn|wrong/.test(text), false);
    assert.deepEqual(factsOf(dir), LIVE);
  });
});

describe('a cache file that is not worth it', () => {
  it('stays the same file when most of it counts', () => {
    const dir = path.join(createSite().dir, 'cache');
    const { cache } = openCache(dir);
    for (let at = 0; at < 150; at += 1) cache.set(`fact/${at}`, 'x'.repeat(10_000));
    const { ino, size } = fs.statSync(cacheFile(dir));
    openCache(dir);
    assert.deepEqual([fs.statSync(cacheFile(dir)).ino, sizeOf(dir)], [ino, size]);
  });

  it('stays the same file when it is small', () => {
    const dir = path.join(createSite().dir, 'cache');
    const { cache } = openCache(dir);
    for (let at = 0; at < 100; at += 1) cache.set('bulk', at);
    const { size } = fs.statSync(cacheFile(dir));
    openCache(dir);
    assert.equal(sizeOf(dir), size);
  });
});

describe('the lock of a compaction', () => {
  const lockOf = (dir: string) => `${cacheFile(dir)}.lock`;

  it('keeps a second process from compacting, and from nothing else', () => {
    const dir = outdatedDir();
    fs.writeFileSync(lockOf(dir), '');
    const { cache, log } = openCache(dir);
    assert.ok(sizeOf(dir) > MIB);
    cache.set('new', 1);
    assert.deepEqual(factsOf(dir), { ...LIVE, new: 1 });
    assert.deepEqual(log.warnings, []);
    assert.ok(fs.existsSync(lockOf(dir)), 'the lock of another is left alone');
  });

  it('is taken over at once when its process is dead', () => {
    const dir = outdatedDir();
    fs.writeFileSync(lockOf(dir), deadMark());
    openCache(dir);
    assert.ok(sizeOf(dir) < MIB);
    assert.deepEqual(fs.readdirSync(dir), ['conversions.txt']);
  });

  it('is not needed: where there can be none the file stays as it is', () => {
    const dir = outdatedDir();
    const disk = watchDisk((name, file) => {
      if (name === 'openSync' && file.endsWith('.lock')) throw diskError('EROFS');
    });
    const { log } = openCache(dir, { disk });
    assert.ok(sizeOf(dir) > MIB);
    assert.deepEqual(log.warnings, []);
  });

  it('expires when it was left behind', () => {
    const dir = outdatedDir();
    fs.writeFileSync(lockOf(dir), '');
    const start = (afterMs: number) => openCache(dir, { now: () => Date.now() + afterMs });
    start(30_000);
    assert.ok(sizeOf(dir) > MIB);
    start(120_000);
    start(120_000);
    assert.ok(sizeOf(dir) < MIB);
    assert.deepEqual(factsOf(dir), LIVE);
    assert.deepEqual(fs.readdirSync(dir), ['conversions.txt']);
  });
});

describe('while one process compacts', () => {
  it('another starts and appends at any step, and loses nothing', () => {
    atEachStep(
      (dir, step, call) => {
        if (call === step) startWriter(dir).cache.set('late', step);
      },
      (dir, step, warnings) => {
        assert.deepEqual(factsOf(dir), { ...LIVE, late: step });
        assert.deepEqual(warnings, []);
      },
    );
  });

  it('another that is running appends at any step, and loses nothing', () => {
    let writer: ReturnType<typeof openCache> | undefined;
    atEachStep(
      (dir, step, call) => {
        if (call === 1) writer = startWriter(dir);
        if (call === step) writer?.cache.set('late', { step });
      },
      (dir, step) => assert.deepEqual(factsOf(dir), { ...LIVE, late: { step } }),
    );
  });

  it('another sets one key again and again up to any step: the last value wins', () => {
    let writer: ReturnType<typeof openCache> | undefined;
    atEachStep(
      (dir, step, call) => {
        if (call === 1) writer = startWriter(dir);
        if (call <= step) writer?.cache.set('late', call);
      },
      (dir, step) => assert.equal(factsOf(dir)['late'], step, `up to step ${step}`),
    );
  });

  it('another starts at any step, compacts if it may, and appends: nothing is lost', () => {
    atEachStep(
      (dir, step, call) => {
        if (call === step) openCache(dir).cache.set('late', step);
      },
      (dir, step) => assert.deepEqual(factsOf(dir), { ...LIVE, late: step }, `at step ${step}`),
    );
  });

  it('it does all of it at any step of an append: what is appended is not lost', () => {
    const dir = outdatedDir();
    const bytes = fs.readFileSync(cacheFile(dir));
    const steps = callsOfAppend(dir, 0);
    assert.ok(steps >= 5, `${steps} calls`);
    for (let step = 1; step <= steps; step += STRIDE) {
      restore(dir, bytes);
      callsOfAppend(dir, step);
      assert.ok(sizeOf(dir) < MIB, 'the other has compacted');
      assert.deepEqual(factsOf(dir), { ...LIVE, late: step }, `at step ${step}`);
    }
  });

  it('it may end at any step: nothing is lost', () => {
    atEachStep(
      (_dir, step, call) => {
        if (call >= step) throw diskError('EIO');
      },
      (dir) => assert.deepEqual(factsOf(dir), LIVE),
    );
  });

  it('a full disk stops it: the old file stays, and nothing is left behind', () => {
    const dir = outdatedDir();
    const bytes = fs.readFileSync(cacheFile(dir));
    const disk = watchDisk((name, file) => {
      if (name === 'writeFileSync' && file.endsWith('.tmp')) throw diskError('ENOSPC');
    });
    const { cache } = openCache(dir, { disk });
    assert.deepEqual(cache.get('live/7'), LIVE['live/7']);
    assert.deepEqual(fs.readFileSync(cacheFile(dir)), bytes);
    assert.deepEqual(fs.readdirSync(dir), ['conversions.txt']);
  });
});
