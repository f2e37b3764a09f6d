// Old versions are deleted in two phases when no release names them; nothing in use is.
import * as assert from 'node:assert/strict';
import type { CdnProxy, PruneOptions } from '../../../lib/cloudfront.ts';
import { markOf } from '../../../lib/proxies/cdn/headers.ts';
import { calmWorld, infoOf, type OneServerOptions, oneServer } from './support/one-server.ts';
import type { World } from './support/world.ts';

const DAY_MS = 24 * 3_600_000;
const uriOf = (version: number) => `/img/x.${String(version).padStart(12, '0')}.png`;
const keyOf = (version: number) => `static${uriOf(version)}`;
const named = (release: string, channel = 'main') => ({
  names: { site: 'site', channel, release },
});

/** A server of a release that hands out a version for a minute, and ends. */
async function serve(world: World, version: number, more: OneServerOptions = {}) {
  const server = oneServer({ world, ...named(`r${version}`), ...more });
  server.proxy(uriOf(version), infoOf(uriOf(version)));
  await world.time.pass(90_000);
  await world.time.until(server.proxy.close());
}

/** Releases 1 to 4, a minute or so apart, and forty days after them. */
async function fourReleases() {
  const world = calmWorld();
  for (const version of [1, 2, 3, 4]) await serve(world, version);
  await world.time.pass(40 * DAY_MS);
  return world;
}

const pruned = (
  world: World,
  options?: PruneOptions,
  proxy: CdnProxy = oneServer({ world }).proxy,
) => world.time.until(proxy.prune(options));

/** Both phases; returns what the second one has deleted. */
async function prunedTwice(world: World, options: PruneOptions = {}) {
  await pruned(world, { dryRun: false, ...options });
  await world.time.pass(2 * DAY_MS + 1000);
  return (await pruned(world, { dryRun: false, ...options })).deleted;
}

const versionsIn = (world: World) =>
  [...world.bucket.keys()].filter((key) => key.endsWith('.png')).sort();

describe('prune()', () => {
  it('marks in a first run, deletes two days later, and a dry run changes nothing', async () => {
    const world = await fourReleases();
    const before = [...world.bucket.keys()];
    const dry = await pruned(world);
    assert.deepEqual(dry, {
      ...{ deleted: [], marked: [keyOf(1)], waiting: 0, kept: 4, left: 0, isDryRun: true },
    });
    assert.deepEqual([...world.bucket.keys()], before);
    const first = await pruned(world, { dryRun: false });
    assert.deepEqual([first.deleted, first.marked], [[], [keyOf(1)]]);
    const soon = await pruned(world, { dryRun: false });
    assert.deepEqual([soon.deleted, soon.marked, soon.waiting], [[], [], 1]);
    await world.time.pass(2 * DAY_MS + 1000);
    assert.deepEqual((await pruned(world)).deleted, [keyOf(1)]);
    assert.equal(versionsIn(world).length, 4);
    assert.deepEqual((await pruned(world, { dryRun: false })).deleted, [keyOf(1)]);
    assert.deepEqual(versionsIn(world), [2, 3, 4].map(keyOf));
    const left = [...world.bucket.keys()].filter((key) => key.includes('/prune/'));
    assert.deepEqual(left, [], 'a list that has nothing left to tell goes, too');
  });

  it('leaves what is younger than a month, and deletes no more than it is told', async () => {
    const world = calmWorld();
    for (const version of [1, 2, 3, 4]) await serve(world, version);
    assert.deepEqual((await pruned(world)).marked, []);
    const options = { keep: 1, olderThanSeconds: 0, maxDelete: 2, dryRun: false };
    await world.time.pass(3 * DAY_MS);
    assert.deepEqual((await pruned(world, options)).marked, [1, 2, 3].map(keyOf));
    await world.time.pass(2 * DAY_MS + 1000);
    const { deleted, left } = await pruned(world, options);
    assert.deepEqual([deleted.length, left], [2, 1]);
  });

  it('deletes nothing that lacks our mark, whatever it is called', async () => {
    const world = await fourReleases();
    const foreign = ['base.0123456789ab.css', 'photo.1650000000.jpg', 'vendor.a1b2c3d4e5f6.js'];
    const nested = `static/shop${uriOf(9)}`;
    for (const name of foreign) world.bucket.set(`static/${name}`, { modifiedMs: 0, text: '' });
    world.bucket.set(nested, { modifiedMs: 0, text: '', mark: markOf('static/shop/') });
    assert.deepEqual(await prunedTwice(world), [keyOf(1)]);
    assert.ok(world.bucket.has(nested));
    for (const name of foreign) assert.ok(world.bucket.has(`static/${name}`), name);
  });

  it('happens daily with the option "prune"', async () => {
    const world = await fourReleases();
    const server = oneServer({ world, ...named('r4'), prune: {} });
    server.proxy(uriOf(4), infoOf(uriOf(4)));
    await world.time.pass(4 * DAY_MS);
    assert.deepEqual(versionsIn(world), [2, 3, 4].map(keyOf));
  });
});

describe('what counts as in use', () => {
  it('is what the last releases name, however many processes each had', async () => {
    const world = calmWorld();
    await serve(world, 1);
    await serve(world, 2);
    for (let times = 0; times < 3; times += 1) await serve(world, 3);
    await world.time.pass(40 * DAY_MS);
    assert.deepEqual(await prunedTwice(world), []);
  });

  it('is what a running server names, though its clock is days behind', async () => {
    const world = calmWorld();
    const slow = oneServer({ world, isFree: true, ...named('old') });
    const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
    const now = () => world.time.nowMs - 3 * DAY_MS;
    const store = { get: () => undefined, set: () => {}, delete: () => {}, entries: () => [] };
    slow.proxy.attach({ store, logger, now, changed: () => {} });
    slow.proxy(uriOf(1), infoOf(uriOf(1)));
    for (const version of [2, 3, 4, 5]) await serve(world, version);
    await world.time.pass(40 * DAY_MS);
    assert.deepEqual(await prunedTwice(world), [2, 3].map(keyOf));
  });

  it('is what a server names whose daily record failed once', async () => {
    const world = calmWorld();
    let isFailing = false;
    const inner = oneServer({ world }).store;
    const put: typeof inner.put = async (upload) => {
      if (isFailing && upload.key.includes('/releases/')) throw new Error('reset');
      return await inner.put(upload);
    };
    const server = oneServer({ world, ...named('old'), store: { put } });
    server.proxy(uriOf(1), infoOf(uriOf(1)));
    await world.time.pass(60_000);
    for (const version of [2, 3, 4, 5]) await serve(world, version);
    await world.time.pass(40 * DAY_MS);
    isFailing = true;
    await world.time.pass(DAY_MS);
    isFailing = false;
    await world.time.pass(DAY_MS - 60_000);
    assert.deepEqual((await pruned(world)).marked, [2, 3].map(keyOf));
  });

  it('is what a build of another channel names, however many previews came later', async () => {
    const world = calmWorld();
    const build = async (version: number, channel: string) => {
      const server = oneServer({ world, names: { site: 'site', channel } });
      await world.time.until(server.proxy.mover.build());
      server.proxy(uriOf(version), infoOf(uriOf(version)));
      await world.time.until(server.proxy.settled({ ready: true }));
      await world.time.until(server.proxy.close());
    };
    await build(1, 'main');
    for (const version of [2, 3, 4, 5]) await build(version, 'preview');
    await world.time.pass(40 * DAY_MS);
    assert.deepEqual(await prunedTwice(world), [keyOf(2)]);
    assert.ok(world.bucket.has(keyOf(1)));
  });

  it('is all that servers name which name no release, while one of them was seen', async () => {
    const world = calmWorld();
    const names = { site: 'site', channel: 'main' };
    for (const version of [1, 2, 3, 4, 5]) {
      await serve(world, version, { names });
      await world.time.pass(DAY_MS);
    }
    await world.time.pass(40 * DAY_MS);
    assert.deepEqual(await prunedTwice(world, { keep: 1 }), []);
    await serve(world, 6, { names });
    assert.deepEqual(await prunedTwice(world, { keep: 1 }), [1, 2, 3, 4, 5].map(keyOf));
  });

  it('is what records of the first edition name, for thirty days', async () => {
    const world = await fourReleases();
    const text = JSON.stringify({
      format: 1,
      server: 's',
      atMs: 0,
      isClosed: true,
      keys: [keyOf(1)],
    });
    const modifiedMs = world.time.nowMs;
    world.bucket.set('static/.staticfile/handed-out/s.json', { modifiedMs, text });
    assert.deepEqual(await prunedTwice(world), []);
    await world.time.pass(30 * DAY_MS);
    assert.deepEqual(await prunedTwice(world), [keyOf(1)]);
  });

  const SHEETS: readonly [string, string][] = [
    ['on another host', `.a{background:url(https://cdn.example/${keyOf(1)})}`],
    ['behind a path of the public URL', `.a{background:url(https://c.example/x/y/${keyOf(1)})}`],
    ['relatively', '.a{background:url(../img/x.000000000001.png)}'],
    ['beside a malformed one', `.b{background:url(/%E0%A4%A.png)}.a{background:url(/${keyOf(1)})}`],
  ];
  for (const [where, text] of SHEETS) {
    it(`is what a named sheet names ${where}`, async () => {
      const world = await fourReleases();
      const sheet = 'static/css/a.000000000009.css';
      world.bucket.set(sheet, { modifiedMs: 0, text, mark: markOf('static/') });
      const keys = [sheet];
      const record = { format: 2, site: 'site', channel: 'x', release: 'm', isBuild: true };
      const whole = JSON.stringify({ ...record, hasEnded: true, sinceMs: null, keys });
      const at = { modifiedMs: world.time.nowMs, text: whole };
      world.bucket.set('static/.staticfile/releases/m.json', at);
      assert.deepEqual(await prunedTwice(world), []);
    });
  }

  it('is what a rollback begins to use while records are read', async () => {
    const world = await fourReleases();
    await pruned(world, { dryRun: false });
    await world.time.pass(2 * DAY_MS + 1000);
    const inner = oneServer({ world }).store;
    let rolledBack: ReturnType<typeof oneServer> | undefined;
    const read = async (key: string) => {
      if (rolledBack === undefined) {
        rolledBack = oneServer({ world, ...named('r1') });
        rolledBack.proxy(uriOf(1), infoOf(uriOf(1)));
        await world.time.pass(30_000);
      }
      return await inner.read(key);
    };
    const { proxy } = oneServer({ world, store: { read } });
    assert.deepEqual((await pruned(world, { dryRun: false }, proxy)).deleted, []);
    await world.time.pass(5 * 60_000);
    assert.match(rolledBack?.proxy(uriOf(1), infoOf(uriOf(1), { new: false })) ?? '', /^https:/);
    assert.ok(world.bucket.has(keyOf(1)));
  });
});

describe('prune() stops with a sentence', () => {
  const record = 'static/.staticfile/releases/x.json';
  const stops: readonly [string, string, string, RegExp][] = [
    [
      'a record is cut',
      record,
      '{"format":2,"keys":["a',
      /"static\/\.staticfile\/releases\/x\.json" is cut/,
    ],
    ['a record is of a later version', record, '{"format":3}', /written by a later version/],
    ['a record is none of ours', record, '{"format":2,"keys":[]}', /no record of ours/],
    [
      'another site has its files below the prefix',
      'static/shop/.staticfile/releases/x.json',
      '{}',
      /another site has its files below "static\/shop\/"/,
    ],
    ['marks are cut', 'static/.staticfile/prune/x.json', '{', /prune\/x\.json" is cut/],
  ];
  for (const [what, key, text, message] of stops) {
    it(`where ${what}`, async () => {
      const world = await fourReleases();
      world.bucket.set(key, { modifiedMs: world.time.nowMs, text });
      await assert.rejects(pruned(world, { dryRun: false }), {
        code: 'ERR_STATICFILE_PROXY',
        message,
      });
    });
  }

  it('where nobody has left a record', async () => {
    const world = calmWorld();
    world.bucket.set(keyOf(1), { modifiedMs: 0, text: '', mark: markOf('static/') });
    await assert.rejects(pruned(world), { message: /there is no record of a server or build/ });
  });
});
