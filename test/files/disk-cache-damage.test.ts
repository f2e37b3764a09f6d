// A cache file that was torn, damaged or never ours: what is whole counts, nothing ever throws.
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import {
  cacheFile,
  factsOf,
  HEADER,
  openCache,
  plantCacheFile,
} from '../processes/support/cache.ts';
import { watchDisk } from '../support/disk.ts';
import { createSite } from '../support/site.ts';

const freshDir = (): string => path.join(createSite().dir, 'cache');

const strangers: Readonly<Record<string, string | Uint8Array>> = {
  'binary junk': Uint8Array.from({ length: 3000 }, (_each, at) => (at * 7919) % 256),
  'binary junk without a line end': Uint8Array.from([0, 255, 254, 128, 0, 1]),
  'another first line': 'hello\n5f1c0a9e a 1\n',
  'a first line that only begins like ours': `${HEADER}0\n`,
  'a file of JSON': '{"a":1}',
  'our lines without our first line': '\n5f1c0a9e a 1\n',
  'a newer format': 'nunjucks-staticfile conversion cache 3\n5f1c0a9e a 1\n',
};

/** The files that were put aside in a folder. */
function putAside(dir: string): Buffer[] {
  const names = fs.readdirSync(dir).filter((name) => name !== 'conversions.txt');
  return names.map((name) => fs.readFileSync(path.join(dir, name)));
}

/** A cache with facts set in this order, and its bytes before and after the last of them. */
function recorded(facts: readonly (readonly [key: string, value: unknown])[]) {
  const dir = freshDir();
  const { cache } = openCache(dir);
  const bytes = () => fs.readFileSync(cacheFile(dir));
  for (const [key, value] of facts.slice(0, -1)) cache.set(key, value);
  const before = bytes();
  const [lastKey, lastValue] = facts.at(-1) ?? ['', undefined];
  cache.set(lastKey, lastValue);
  return { dir, before, after: bytes() };
}

/** Cuts the last record at each of its bytes, and tells what is known then and after an append. */
function tearAtEachByte(facts: readonly (readonly [string, unknown])[]) {
  const { dir, before, after } = recorded(facts);
  return Array.from({ length: after.length - before.length }, (_each, extra) => {
    const cut = before.length + extra;
    plantCacheFile(dir, after.subarray(0, cut));
    const { cache, log } = openCache(dir);
    const atStart = Object.fromEntries(cache.keys('').map((key) => [key, cache.get(key)]));
    cache.set('later', cut);
    return { cut, atStart, afterwards: factsOf(dir), warnings: log.warnings };
  });
}

describe('a file in the place of the cache that is none of ours', () => {
  for (const [what, content] of Object.entries(strangers)) {
    it(`is put aside whole, said once, and the cache is built anew: ${what}`, () => {
      const dir = freshDir();
      plantCacheFile(dir, content);
      const { cache, log } = openCache(dir);
      assert.deepEqual(cache.keys(''), []);
      cache.set('a', 1);
      assert.equal(cache.get('b'), undefined);
      assert.equal(log.warnings.length, 1);
      assert.ok(log.warnings[0]?.includes(cacheFile(dir)), log.warnings[0]);
      assert.deepEqual(putAside(dir), [Buffer.from(content)]);
      const next = openCache(dir);
      assert.equal(next.cache.get('a'), 1);
      assert.deepEqual(next.log.warnings, []);
    });
  }

  it('is said to be of another version when it is', () => {
    const dir = freshDir();
    plantCacheFile(dir, strangers['a newer format'] ?? '');
    assert.match(openCache(dir).log.warnings[0] ?? '', /another version/);
  });

  it('is put aside by a process that is running, too', () => {
    const dir = freshDir();
    const { cache, log } = openCache(dir);
    cache.set('a', 1);
    fs.rmSync(cacheFile(dir));
    plantCacheFile(path.join(dir, 'new'), 'hello\n'.repeat(100));
    fs.renameSync(cacheFile(path.join(dir, 'new')), cacheFile(dir));
    fs.rmdirSync(path.join(dir, 'new'));
    assert.equal(cache.get('unknown'), undefined);
    cache.set('b', 2);
    assert.deepEqual(factsOf(dir), { b: 2 });
    assert.equal(log.warnings.length, 1);
    assert.deepEqual(putAside(dir), [Buffer.from('hello\n'.repeat(100))]);
  });

  it('is put aside once by two processes that meet it at once; what one sets then stays', () => {
    const dir = freshDir();
    plantCacheFile(dir, 'hello\n');
    const disk = watchDisk((name) => {
      if (name !== 'readSync') return;
      disk.before = () => {};
      openCache(dir).cache.set('of the first', 1);
    });
    openCache(dir, { disk }).cache.set('of the second', 2);
    assert.deepEqual(factsOf(dir), { 'of the first': 1, 'of the second': 2 });
  });

  it('may be a folder: the process works from memory and says so once', () => {
    const dir = freshDir();
    fs.mkdirSync(cacheFile(dir), { recursive: true });
    const { cache, log } = openCache(dir);
    cache.set('a', 1);
    assert.equal(cache.get('a'), 1);
    assert.equal(cache.get('b'), undefined);
    assert.deepEqual(cache.keys(''), ['a']);
    assert.equal(log.warnings.length, 1);
    assert.ok(fs.statSync(cacheFile(dir)).isDirectory());
  });
});

describe('a cache file whose last record is torn', () => {
  it('gives the facts before it, and takes others behind it, wherever it is torn', () => {
    const facts = [
      ['a', 1],
      ['conversion/b.css', { version: '5f1c' }],
      ['conversion/ä 🦊.css', { version: '8b21', text: '🦊' }],
    ] as const;
    const earlier = Object.fromEntries(facts.slice(0, 2));
    const torn = tearAtEachByte(facts);
    assert.ok(torn.length > 60);
    for (const { cut, atStart, afterwards, warnings } of torn) {
      const [, , [lastKey, lastValue]] = facts;
      const isWhole = lastKey in afterwards;
      const expected = isWhole ? { ...earlier, [lastKey]: lastValue } : earlier;
      assert.deepEqual({ ...atStart, ...expected }, expected, `cut at ${cut}`);
      assert.deepEqual(afterwards, { ...expected, later: cut }, `cut at ${cut}`);
      assert.deepEqual(warnings, []);
    }
  });

  it('gives the earlier value of a key that was being set again', () => {
    const facts = [['a', { version: 'old' }] as const, ['a', { version: 'new' }] as const];
    for (const { cut, afterwards } of tearAtEachByte(facts)) {
      const { version } = (afterwards['a'] ?? {}) as { version?: string };
      assert.match(String(version), /^(old|new)$/, `cut at ${cut}`);
    }
  });

  it('gives the value of a key that the torn key begins with', () => {
    const facts = [['css/a', 'of the shorter'] as const, ['css/a.css', 'of the longer'] as const];
    for (const { cut, afterwards } of tearAtEachByte(facts)) {
      assert.equal(afterwards['css/a'], 'of the shorter', `cut at ${cut}`);
    }
  });

  it('works when the very first write was torn, with one warning at most', () => {
    const dir = freshDir();
    openCache(dir).cache.set('a', 1);
    const after = fs.readFileSync(cacheFile(dir));
    for (let cut = 0; cut < after.length; cut += 1) {
      plantCacheFile(dir, after.subarray(0, cut));
      const { cache, log } = openCache(dir);
      cache.set('later', cut);
      assert.equal(factsOf(dir)['later'], cut);
      assert.ok(log.warnings.length <= 1);
    }
  });
});

describe('a cache file with a flipped bit', () => {
  const facts = [
    ['first/1', { text: 'one' }],
    ['middle/ä', { text: 'two', list: [1, 2] }],
    ['last/3', { text: 'three' }],
  ] as const;

  it('loses the damaged fact alone, whichever bit of it was flipped', () => {
    const { dir, before, after } = recorded(facts);
    const { length: start } = recorded(facts.slice(0, 2)).before;
    const others = { 'first/1': { text: 'one' }, 'last/3': { text: 'three' } };
    for (let bit = (start + 1) * 8; bit < (before.length - 1) * 8; bit += 1) {
      const bytes = Buffer.from(after);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      plantCacheFile(dir, bytes);
      assert.deepEqual(factsOf(dir), others, `bit ${bit}`);
      openCache(dir).cache.set('later', bit);
      assert.deepEqual(factsOf(dir), { ...others, later: bit });
    }
  });

  it('keeps a fact whose key the damaged key looks like now', () => {
    const { dir, after } = recorded([
      ['fact/0', 'whole'],
      ['fact/2', 'damaged'],
    ]);
    plantCacheFile(dir, after.toString('latin1').replace('fact/2', 'fact/0'));
    assert.deepEqual(factsOf(dir), { 'fact/0': 'whole' });
  });
});

describe('a cache file with a line whose sum is right and whose JSON is not', () => {
  it('loses that fact until it is set again', () => {
    const dir = freshDir();
    openCache(dir).cache.set('whole', 1);
    const rest = `${Date.now() * 1000} broken {"version":`;
    const sum = hash('sha256', rest, 'hex').slice(0, 8);
    fs.appendFileSync(cacheFile(dir), `${sum} ${rest}\n`);
    assert.deepEqual(factsOf(dir), { whole: 1 });
    openCache(dir).cache.set('broken', 2);
    assert.deepEqual(factsOf(dir), { broken: 2, whole: 1 });
  });
});
