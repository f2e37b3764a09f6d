// The conversion cache on disk: a readable file that every process appends to and reads on from.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheFile, factsOf, HEADER, openCache } from '../processes/support/cache.ts';
import { type WatchedDisk, watchDisk } from '../support/disk.ts';
import { createSite } from '../support/site.ts';

const freshDir = (): string => path.join(createSite().dir, 'deep', 'cache');

const STAMP = 1_700_000_000_000;

/** A line of the file, made as its format says, `at` microseconds after the stamp. */
function line(text: string, at = 0): string {
  const rest = `${STAMP * 1000 + at} ${text}`;
  return `${createHash('sha256').update(rest).digest('hex').slice(0, 8)} ${rest}`;
}

/** What the calls of a disk wrote and read, in bytes. */
function measure(disk: WatchedDisk): { written: number; read: number } {
  const bytes = { written: 0, read: 0 };
  disk.before = (name, _path, args) => {
    if (name === 'writeSync') bytes.written += Buffer.byteLength(String(args[1]));
    if (name === 'readSync') bytes.read += Number(args[3]);
    assert.notEqual(name, 'writeFileSync', 'the whole file is written');
  };
  return bytes;
}

describe('the file of the conversion cache', () => {
  it('is text that a person can read, as its format says', () => {
    const dir = freshDir();
    const { cache } = openCache(dir, { now: () => STAMP });
    cache.set('conversion/1d0e/css/a.css', { version: '5f1c', sizeBytes: 3 });
    cache.set('proxy/my fact', 'ä 🦊\n');
    cache.delete('conversion/1d0e/css/a.css');
    const text = fs.readFileSync(cacheFile(dir), 'utf8');
    assert.deepEqual(
      text.split('\n').filter((each) => each !== ''),
      [
        HEADER,
        line('conversion/1d0e/css/a.css {"version":"5f1c","sizeBytes":3}'),
        line('proxy/my%20fact "ä 🦊\\n"', 1),
        line('conversion/1d0e/css/a.css', 2),
      ],
    );
    assert.ok(text.endsWith('\n'));
  });

  it('appears with the first fact: to start and to ask writes nothing', () => {
    const dir = freshDir();
    const { cache } = openCache(dir);
    assert.equal(cache.get('a'), undefined);
    assert.deepEqual(cache.keys(''), []);
    assert.equal(fs.existsSync(dir), false);
    cache.set('a', 1);
    assert.deepEqual(fs.readdirSync(dir), ['conversions.txt']);
  });

  it('may be written by hand, without empty lines', () => {
    const dir = freshDir();
    fs.mkdirSync(dir, { recursive: true });
    fs.writeFileSync(cacheFile(dir), [HEADER, line('a 1'), line('b 2'), line('a'), ''].join('\n'));
    const { cache, log } = openCache(dir);
    assert.deepEqual(cache.keys(''), ['b']);
    assert.equal(cache.get('b'), 2);
    assert.deepEqual(log.warnings, []);
  });

  it('is not touched by a start when it is empty', () => {
    const dir = freshDir();
    fs.mkdirSync(dir, { recursive: true });
    fs.writeFileSync(cacheFile(dir), '');
    const { cache, log } = openCache(dir);
    cache.set('a', 1);
    assert.deepEqual(factsOf(dir), { a: 1 });
    assert.deepEqual(log.warnings, []);
    assert.deepEqual(fs.readdirSync(dir), ['conversions.txt']);
  });
});

describe('two processes with one cache file', () => {
  it('see at once what the other sets, in both directions', () => {
    const dir = freshDir();
    const { cache: one } = openCache(dir);
    const { cache: two } = openCache(dir);
    one.set('of one', 1);
    assert.equal(two.get('of one'), 1);
    two.set('of two', 2);
    assert.equal(one.get('of two'), 2);
    assert.deepEqual(one.keys('').sort(), ['of one', 'of two']);
  });

  it('see at once that the other has set again what it had known', () => {
    const dir = freshDir();
    const { cache: one } = openCache(dir);
    const { cache: two } = openCache(dir);
    one.set('a', 'old');
    assert.equal(two.get('a'), 'old');
    one.set('a', 'new');
    assert.equal(two.get('a'), 'new');
  });

  it('see at once what the other sets in the same moment for a key that they have deleted', () => {
    const dir = freshDir();
    const { cache: one } = openCache(dir, { now: () => STAMP });
    const { cache: two } = openCache(dir, { now: () => STAMP });
    one.set('a', 1);
    one.delete('a');
    two.set('a', 2);
    assert.equal(one.get('a'), 2);
  });

  it('agree on the last value of a key with the next look at the file', () => {
    const dir = freshDir();
    const { cache: one } = openCache(dir);
    const { cache: two } = openCache(dir);
    one.set('a', 1);
    two.set('a', 2);
    one.set('b', 1);
    two.delete('b');
    assert.deepEqual([one.keys(''), two.keys('')], [['a'], ['a']]);
    assert.deepEqual([one.get('a'), two.get('a')], [2, 2]);
  });

  it('agree on the last value of a key whatever their clocks say', () => {
    const dir = freshDir();
    const { cache: ahead } = openCache(dir, { now: () => STAMP + 86_400_000 });
    const { cache: behind } = openCache(dir, { now: () => STAMP });
    ahead.set('a', 1);
    behind.set('a', 2);
    assert.deepEqual([ahead.get('a'), behind.get('a'), factsOf(dir)['a']], [2, 2, 2]);
    behind.delete('a');
    assert.deepEqual(
      [ahead.get('a'), behind.get('a'), 'a' in factsOf(dir)],
      [undefined, undefined, false],
    );
  });

  it('read no line before its end has arrived', () => {
    const dir = freshDir();
    const { cache } = openCache(dir);
    cache.set('a', 1);
    assert.equal(cache.get('a'), 1);
    const whole = `\n${line('long "fact"')}\n`;
    fs.appendFileSync(cacheFile(dir), whole.slice(0, -5));
    assert.equal(cache.get('long'), undefined);
    fs.appendFileSync(cacheFile(dir), whole.slice(-5));
    assert.equal(cache.get('long'), 'fact');
  });

  it('read only what has come since they looked last', () => {
    const dir = freshDir();
    const { cache: one } = openCache(dir);
    for (let at = 0; at < 500; at += 1) one.set(`fact/${at}`, 'x'.repeat(200));
    const disk = watchDisk();
    const { cache: two } = openCache(dir, { disk });
    const bytes = measure(disk);
    one.set('new', 1);
    assert.equal(two.get('new'), 1);
    assert.ok(bytes.read > 0 && bytes.read < 100, `${bytes.read} bytes are read`);
    two.get('unknown');
    two.get('unknown');
    assert.ok(bytes.read < 100, `${bytes.read} bytes are read`);
  });
});

describe('a cache file that is deleted while its processes run', () => {
  it('comes back with the next fact; what they know they go on knowing', () => {
    const dir = freshDir();
    const { cache, log } = openCache(dir);
    cache.set('a', 1);
    fs.rmSync(cacheFile(dir));
    assert.equal(cache.get('a'), 1);
    assert.equal(cache.get('b'), undefined);
    cache.set('b', 2);
    assert.deepEqual(factsOf(dir), { b: 2 });
    assert.deepEqual(log.warnings, []);
  });

  it('comes back with its folder', () => {
    const dir = freshDir();
    const { cache, log } = openCache(dir);
    cache.set('a', 1);
    fs.rmSync(path.dirname(dir), { recursive: true });
    cache.set('b', 2);
    assert.deepEqual(factsOf(dir), { b: 2 });
    assert.deepEqual(log.warnings, []);
  });

  it('is read from its start when another process has made it anew', () => {
    const dir = freshDir();
    const { cache: one } = openCache(dir);
    one.set('a', 1);
    assert.deepEqual(one.keys(''), ['a']);
    fs.rmSync(cacheFile(dir));
    const { cache: two } = openCache(dir);
    const keys = Array.from({ length: 20 }, (_each, at) => `of two/${at}`);
    for (const key of keys) two.set(key, key);
    for (const key of keys) assert.equal(one.get(key), key);
  });
});

describe('the cost of a fact', () => {
  it('does not grow with what is there: the same calls, the same bytes', () => {
    const dir = freshDir();
    const disk = watchDisk();
    const { cache } = openCache(dir, { disk });
    const costs = [];
    for (let at = 1000; at < 3000; at += 1) {
      const bytes = measure(disk);
      disk.reset();
      cache.set(`fact/${at}`, { text: 'x'.repeat(300) });
      costs.push({ ...bytes, opened: disk.count('openSync'), asked: disk.count('statSync') });
    }
    assert.deepEqual(costs.at(-1), costs[1]);
    assert.ok(Number(costs[1]?.read) < 400);
    assert.ok(Number(costs[1]?.written) < 400);
  });

  it('does not grow when each is asked for before it is set, as conversions do', () => {
    const dir = freshDir();
    const disk = watchDisk();
    const { cache } = openCache(dir, { disk });
    const bytes = measure(disk);
    for (let at = 0; at < 1000; at += 1) {
      cache.get(`fact/${at}`);
      cache.set(`fact/${at}`, { text: 'x'.repeat(300) });
    }
    assert.ok(bytes.read <= bytes.written, `${bytes.read} read, ${bytes.written} written`);
  });

  it('is no reading when a fact is asked for and nothing has come since', () => {
    const dir = freshDir();
    const disk = watchDisk();
    const { cache } = openCache(dir, { disk });
    cache.set('a', 1);
    cache.get('a');
    disk.reset();
    cache.get('a');
    assert.deepEqual([disk.count('openSync'), disk.count('readSync')], [0, 0]);
  });
});
