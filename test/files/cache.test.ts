// What every store of facts does, in memory or on disk, for the process that sets and for others.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import fc from 'fast-check';
import { type ConversionCache, createMemoryCache } from '../../lib/files/cache.ts';
import { openCache } from '../processes/support/cache.ts';
import { createSite } from '../support/site.ts';

/** A store, and the store as it is read afterwards. */
interface Store {
  readonly cache: ConversionCache;
  readonly reader: () => ConversionCache;
}

interface StoreKind {
  readonly name: string;
  readonly open: (dir: string) => Store;
}

const kinds: readonly StoreKind[] = [
  { name: 'a store in memory', open: () => sameReader(createMemoryCache()) },
  { name: 'a store on disk', open: (dir) => sameReader(openCache(dir).cache) },
  {
    name: 'a store on disk, read by a process that starts later',
    open: (dir) => ({ cache: openCache(dir).cache, reader: () => openCache(dir).cache }),
  },
];

function sameReader(cache: ConversionCache): Store {
  return { cache, reader: () => cache };
}

const oddKeys: Readonly<Record<string, string>> = {
  'a path': 'conversion/1d0e5f/css/a.css',
  'a combination': 'conversion/1d0e5f/css/a.css;/css/b.css',
  spaces: ' a  b ',
  'line ends': 'a\r\nb\n\nc\u2028',
  NUL: 'a\0b',
  emoji: 'img/🦊.gif',
  'percent signs': '%2F%zz%',
  'the name of a member of every object': '__proto__',
  '5,000 characters': 'ä/'.repeat(2500),
};

const oddValues: readonly unknown[] = [
  null,
  false,
  0,
  '',
  [],
  {},
  'line\nend \0 \ud800 🦊',
  -1.5e300,
  { a: [{ b: null }, '2'], 'odd key\n': { '': 1 } },
];

for (const { name, open } of kinds) {
  describe(name, () => {
    const fresh = () => open(path.join(createSite().dir, 'cache'));

    it('answers what was set last for a key, and undefined for a key it does not know', () => {
      const { cache, reader } = fresh();
      cache.set('a', { version: 1 });
      cache.set('b', 2);
      cache.set('a', { version: 3 });
      assert.deepEqual(reader().get('a'), { version: 3 });
      assert.equal(reader().get('b'), 2);
      assert.equal(reader().get('c'), undefined);
    });

    it('forgets what is deleted, until it is set again', () => {
      const { cache, reader } = fresh();
      cache.set('a', 1);
      cache.delete('a');
      cache.delete('never set');
      assert.equal(reader().get('a'), undefined);
      assert.deepEqual(reader().keys(''), []);
      cache.set('a', 2);
      assert.equal(reader().get('a'), 2);
    });

    it('lists the keys that begin with a prefix, each once', () => {
      const { cache, reader } = fresh();
      for (const key of ['proxy/a', 'proxy/b', 'proxyless', 'conversion/proxy/', 'proxy/a']) {
        cache.set(key, 1);
      }
      assert.deepEqual(reader().keys('proxy/').sort(), ['proxy/a', 'proxy/b']);
      assert.equal(reader().keys('').length, 4);
      assert.deepEqual(reader().keys('nothing'), []);
    });

    it('takes every odd key for what it is', () => {
      const { cache, reader } = fresh();
      for (const [what, key] of Object.entries(oddKeys)) cache.set(key, what);
      const read = reader();
      for (const [what, key] of Object.entries(oddKeys)) assert.equal(read.get(key), what);
      assert.deepEqual(read.keys('').sort(), Object.values(oddKeys).sort());
    });

    it('takes the empty text for a key', () => {
      const { cache, reader } = fresh();
      cache.set('', 'of the empty key');
      assert.equal(reader().get(''), 'of the empty key');
      assert.deepEqual(reader().keys(''), ['']);
    });

    it('tells keys with different lone surrogates apart', () => {
      const { cache, reader } = fresh();
      const keys = ['a\ud800', 'a\ud801', 'a\udc00', 'a\ufffd'];
      for (const key of keys) cache.set(key, quoted(key));
      assert.deepEqual(reader().keys('').sort(), keys);
      for (const key of keys) assert.equal(reader().get(key), quoted(key));
    });

    it('keeps every kind of JSON value', () => {
      const { cache, reader } = fresh();
      for (const [at, value] of oddValues.entries()) cache.set(`value/${at}`, value);
      const read = reader();
      const values = oddValues.map((_value, at) => read.get(`value/${at}`));
      assert.deepEqual(values, oddValues);
    });

    it('keeps a value as it was when it was set, and as it was when it was read', () => {
      const { cache, reader } = fresh();
      const value = { list: [1] };
      cache.set('a', value);
      value.list.push(2);
      const read = reader();
      const first = read.get('a') as { list: number[] };
      assert.deepEqual(first, { list: [1] });
      first.list.push(3);
      assert.deepEqual(read.get('a'), { list: [1] });
    });

    it('does what a Map does, whatever is done in whatever order', () => {
      const site = createSite();
      let runs = 0;
      fc.assert(
        fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
          runs += 1;
          const store = open(path.join(site.dir, `cache-${runs}`));
          const model = new Map<string, string>();
          for (const { key, value } of actions) apply(store.cache, model, key, value);
          assertSame(store.reader(), model);
        }),
        { numRuns: 60 },
      );
    });
  });
}

function quoted(key: string): string {
  return JSON.stringify(key);
}

interface Action {
  readonly key: string;
  /** Absent: the key is deleted. */
  readonly value: unknown;
}

const key = fc.oneof(
  fc.constantFrom('a', 'a/b', 'a/bc', ...Object.values(oddKeys)),
  fc.string({ unit: 'binary', minLength: 1 }),
);
const action: fc.Arbitrary<Action> = fc.record({
  key,
  value: fc.option(fc.jsonValue(), { nil: undefined, freq: 3 }),
});

function apply(cache: ConversionCache, model: Map<string, string>, key: string, value: unknown) {
  if (value === undefined) {
    cache.delete(key);
    model.delete(key);
  } else {
    cache.set(key, value);
    model.set(key, JSON.stringify(value));
  }
}

function assertSame(cache: ConversionCache, model: ReadonlyMap<string, string>): void {
  for (const prefix of ['', 'a/', ' ']) {
    const expected = [...model.keys()].filter((each) => each.startsWith(prefix));
    assert.deepEqual(cache.keys(prefix).sort(), expected.sort());
  }
  for (const [key, json] of model) assert.deepEqual(cache.get(key), JSON.parse(json));
}
