// Buckets of many objects, old objects, large files, servers without files, clocks that jump.
import * as assert from 'node:assert/strict';
import { StoreFailure } from '../../../lib/proxies/cdn/store.ts';
import { calmWorld, infoOf, KNOWN, oneServer } from './support/one-server.ts';
import { storeOf, type World } from './support/world.ts';

const DAY_MS = 24 * 3_600_000;
const uriOf = (name: string | number) => `/img/${name}.0123456789ab.png`;
const keyOf = (name: string | number) => `static${uriOf(name)}`;

/** A store that counts what it is asked for; its listings are cut where `isWhole` is false. */
function countingStore(world: World, isWhole = true) {
  const counts = { list: 0, head: 0, put: 0, renew: 0 };
  const inner = storeOf(world, { onPut: () => {}, onKnown: () => {} });
  const store = {
    list: async (prefix: string) => {
      counts.list += 1;
      const listing = await inner.list(prefix);
      return isWhole ? listing : { ...listing, objects: listing.objects.slice(0, 10), isWhole };
    },
    head: async (key: string) => {
      counts.head += 1;
      return await inner.head(key);
    },
    put: async (upload: Parameters<typeof inner.put>[0]) => {
      if (upload.key.endsWith('.png')) counts.put += 1;
      return await inner.put(upload);
    },
    renew: async (key: string, headers: Parameters<typeof inner.renew>[1]) => {
      counts.renew += 1;
      await inner.renew(key, headers);
    },
  };
  return { counts, store };
}

const fill = (world: World, names: readonly (string | number)[], ageMs: number) => {
  for (const name of names) {
    world.bucket.set(keyOf(name), { modifiedMs: world.time.nowMs - ageMs, text: '' });
  }
};

describe('a bucket of more objects than are listed', () => {
  const NAMES = Array.from({ length: 2000 }, (_, at) => at);

  it('is listed once, and what is there is found alone and not written', async () => {
    const world = calmWorld();
    fill(world, NAMES.slice(0, 1500), DAY_MS);
    const { counts, store } = countingStore(world, false);
    const { proxy, time } = oneServer({ world, concurrency: 32, store });
    for (const name of NAMES) proxy(uriOf(name), infoOf(uriOf(name)));
    await time.pass(600_000);
    assert.deepEqual({ ...counts, list: 0 }, { list: 0, head: 1990, put: 500, renew: 0 });
    assert.equal(counts.list, 1);
    for (const name of NAMES) {
      assert.match(proxy(uriOf(name), infoOf(uriOf(name), KNOWN)), /^https:/);
    }
  });

  it('is listed once by each of ten servers that start together', async () => {
    const world = calmWorld();
    const names = NAMES.slice(0, 150);
    const counted = Array.from({ length: 10 }, () => countingStore(world, false));
    const servers = counted.map(({ store }) => oneServer({ world, concurrency: 32, store }));
    for (const { proxy } of servers)
      for (const name of names) proxy(uriOf(name), infoOf(uriOf(name)));
    await world.time.pass(120_000);
    assert.deepEqual(
      counted.map(({ counts }) => counts.list),
      counted.map(() => 1),
    );
    for (const { proxy } of servers) assert.equal(proxy.status().ready, 150);
  });
});

describe('objects of fifteen days', () => {
  it('are handed out at once, and renewed where they are, not written anew', async () => {
    const world = calmWorld();
    fill(world, ['a', 'b'], 20 * DAY_MS);
    const { counts, store } = countingStore(world);
    const { proxy, time } = oneServer({ world, store });
    for (const name of ['a', 'b']) proxy(uriOf(name), infoOf(uriOf(name)));
    await time.pass(2000);
    assert.equal(proxy.status().ready, 2);
    await time.pass(60_000);
    assert.deepEqual([counts.put, counts.renew], [0, 2]);
    assert.ok(world.time.nowMs - (world.bucket.get(keyOf('a'))?.modifiedMs ?? 0) < DAY_MS);
  });

  it('are ready for a server that has no file of them', async () => {
    const world = calmWorld();
    fill(world, ['a'], 40 * DAY_MS);
    const { proxy, time } = oneServer({ world });
    const { filepath: _, ...info } = infoOf(uriOf('a'));
    proxy(uriOf('a'), info);
    await time.pass(2000);
    assert.match(proxy(uriOf('a'), { ...info, ...KNOWN }), /^https:/);
  });

  it('are ready where they can not be renewed, and that is said once', async () => {
    const world = calmWorld();
    fill(world, ['a', 'b', 'c'], 40 * DAY_MS);
    const renew = async () => {
      throw new StoreFailure('denied', 's3:PutObject', 'AWS denies it.');
    };
    const { proxy, time, warnings } = oneServer({ world, store: { renew } });
    for (const name of ['a', 'b', 'c']) proxy(uriOf(name), infoOf(uriOf(name)));
    await time.pass(60_000);
    assert.equal(proxy.status().ready, 3);
    assert.equal(warnings.length, 1);
  });
});

describe('a server without files', () => {
  it('finds what another uploads later', async () => {
    const world = calmWorld();
    const { proxy, time } = oneServer({ world });
    const { filepath: _, ...info } = infoOf(uriOf('a'));
    assert.equal(proxy(uriOf('a'), info), uriOf('a'));
    await time.pass(30_000);
    await proxy.settled({ ready: true });
    fill(world, ['a'], 0);
    await time.pass(120_000);
    assert.match(proxy(uriOf('a'), { ...info, ...KNOWN }), /^https:/);
  });

  it('gets its first listing though S3 was away when it was asked for', async () => {
    const world = calmWorld();
    fill(world, ['a'], DAY_MS);
    world.faults = 1;
    const { proxy, time } = oneServer({ world });
    const { filepath: _, ...info } = infoOf(uriOf('a'));
    proxy(uriOf('a'), info);
    await time.pass(120_000);
    assert.equal(proxy(uriOf('a'), { ...info, ...KNOWN }), uriOf('a'));
    world.faults = 0;
    await time.pass(600_000);
    assert.match(proxy(uriOf('a'), { ...info, ...KNOWN }), /^https:/);
  });
});

describe('uploads of visitors that come in all the time', () => {
  it('leave upkeep daily', async () => {
    const world = calmWorld();
    const { counts, store } = countingStore(world);
    const { proxy, time } = oneServer({ world, store });
    for (let turn = 0; turn < 2 * 8640; turn += 1) {
      const uri = uriOf(turn);
      proxy(uri, infoOf(uri));
      if (turn > 10) proxy(uriOf(turn - 10), infoOf(uriOf(turn - 10), KNOWN));
      if (turn % 6 === 0) await time.pass(60_000);
    }
    assert.ok(counts.list <= 6, `${counts.list} listings in two days`);
  });
});

describe('a file of more than 5 GB', () => {
  it('stays on this site with one sentence, and stops nothing', async () => {
    const sizeOf = (filePath: string) => (filePath.includes('film') ? 6 * 1024 ** 3 : 1);
    const { proxy, time, warnings, puts } = oneServer({ sizeOf });
    for (const name of ['film', 'a']) proxy(uriOf(name), infoOf(uriOf(name)));
    await time.pass(60_000);
    assert.equal(proxy.status().ready, 1);
    assert.deepEqual(
      puts.filter((key) => key.includes('film')),
      [],
    );
    assert.deepEqual(warnings, [
      '"/img/film.0123456789ab.png" stays on this site: it has more than 5 GB, which S3 does not accept in one upload.',
    ]);
    assert.equal(proxy.mover.stateOf(uriOf('film'))?.state, 'local');
    await proxy.settled({ ready: true });
  });
});

describe('a clock that is set', () => {
  for (const jumpMs of [3_600_000, -3_600_000, 40 * DAY_MS]) {
    it(`releases nothing early nor late: by ${jumpMs / 1000} s`, async () => {
      const world = calmWorld();
      let offsetMs = 0;
      const { proxy } = oneServer({ world, now: () => world.time.nowMs + offsetMs });
      proxy(uriOf('a'), infoOf(uriOf('a')));
      while (!world.bucket.has(keyOf('a'))) await world.time.pass(100);
      offsetMs = jumpMs;
      await world.time.pass(9000);
      assert.equal(proxy(uriOf('a'), infoOf(uriOf('a'), KNOWN)), uriOf('a'));
      await world.time.pass(6000);
      assert.match(proxy(uriOf('a'), infoOf(uriOf('a'), KNOWN)), /^https:/);
    });
  }
});
