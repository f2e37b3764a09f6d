// Old versions are deleted when nobody hands them out; nothing in use is.
import * as assert from 'node:assert/strict';
import type { CdnProxy, PruneOptions } from '../../../lib/cloudfront.ts';
import { calmWorld, infoOf, oneServer } from './support/one-server.ts';
import type { World } from './support/world.ts';

const DAY_MS = 24 * 3_600_000;
const uriOf = (version: number) => `/img/x.${String(version).padStart(12, '0')}.png`;
const keyOf = (version: number) => `static${uriOf(version)}`;

/** A server that hands out a version, and ends or goes on. */
async function serve(world: World, version: number, ends: boolean) {
  const server = oneServer({ world });
  const render = () => server.proxy(uriOf(version), infoOf(uriOf(version)));
  render();
  await world.time.pass(40_000);
  render();
  await world.time.pass(40_000);
  if (ends) await world.time.until(server.proxy.close());
  return server;
}

const pruned = (world: World, proxy: CdnProxy, options?: PruneOptions) =>
  world.time.until(proxy.prune(options));

const hasVersions = (world: World) =>
  [...world.bucket.keys()].filter((key) => key.endsWith('.png')).sort();

describe('prune()', () => {
  it('tells what it would delete, and deletes nothing, unless it is told to', async () => {
    const world = calmWorld();
    for (const version of [1, 2, 3, 4]) await serve(world, version, true);
    await world.time.pass(40 * DAY_MS);
    const { proxy } = oneServer({ world });
    const report = await pruned(world, proxy);
    assert.deepEqual(report, { deleted: [keyOf(1)], kept: 3, left: 0, isDryRun: true });
    assert.equal(hasVersions(world).length, 4);
    await pruned(world, proxy, { dryRun: false });
    assert.deepEqual(hasVersions(world), [2, 3, 4].map(keyOf));
  });

  it('keeps what is younger than a month, and as many as it is told', async () => {
    const world = calmWorld();
    for (const version of [1, 2, 3, 4]) await serve(world, version, true);
    const { proxy } = oneServer({ world });
    assert.deepEqual((await pruned(world, proxy)).deleted, []);
    const rush = await pruned(world, proxy, { keep: 1, olderThanSeconds: 0 });
    assert.deepEqual(rush.deleted, [1, 2, 3].map(keyOf));
    const { deleted, left } = await pruned(world, proxy, {
      keep: 1,
      olderThanSeconds: 0,
      maxDelete: 2,
    });
    assert.deepEqual([deleted.length, left], [2, 1]);
  });

  it('keeps what a server that goes on hands out, however many have come after it', async () => {
    const world = calmWorld();
    await serve(world, 1, false);
    for (const version of [2, 3, 4, 5]) await serve(world, version, true);
    await world.time.pass(40 * DAY_MS);
    const { deleted } = await pruned(world, oneServer({ world }).proxy);
    // its own record is one of the last three: it is written anew every day
    assert.deepEqual(deleted, [2, 3].map(keyOf));
  });

  it('protects what a server handed out that was killed, for two days', async () => {
    const world = calmWorld();
    let isDead = false;
    const after = (delayMs: number, action: () => void) =>
      world.time.after(delayMs, () => {
        if (!isDead) action();
      });
    const killed = oneServer({ world, timers: { now: world.time.now, after } });
    for (let turn = 0; turn < 2; turn += 1) {
      killed.proxy(uriOf(1), infoOf(uriOf(1)));
      await world.time.pass(40_000);
    }
    isDead = true;
    for (const version of [2, 3, 4]) await serve(world, version, true);
    const options = { keep: 1, olderThanSeconds: 0 };
    const before = await pruned(world, oneServer({ world }).proxy, options);
    assert.deepEqual(before.deleted, [2, 3].map(keyOf));
    await world.time.pass(2 * DAY_MS);
    const afterwards = await pruned(world, oneServer({ world }).proxy, options);
    assert.deepEqual(afterwards.deleted, [1, 2, 3].map(keyOf));
  });

  it('keeps an old version that a rollback hands out again', async () => {
    const world = calmWorld();
    for (const version of [1, 2, 3, 4, 5]) await serve(world, version, true);
    await world.time.pass(40 * DAY_MS);
    await serve(world, 1, false);
    for (const version of [6, 7, 8]) await serve(world, version, true);
    const { deleted } = await pruned(world, oneServer({ world }).proxy, { dryRun: false });
    assert.ok(!deleted.includes(keyOf(1)), String(deleted));
    assert.ok(deleted.includes(keyOf(2)));
  });

  it('keeps what only a kept sheet refers to', async () => {
    const world = calmWorld();
    const sheet = '/css/a.000000000001.css';
    const store = {
      read: async (key: string) =>
        key.endsWith('.css')
          ? `.a{background:url(https://cdn.test/${keyOf(1)})}.b{background:url(../img/x.000000000002.png)}`
          : (world.bucket.get(key)?.text ?? ''),
    };
    const { proxy, time } = oneServer({ world, include: 'all', store });
    for (const uri of [sheet, uriOf(1), uriOf(2), uriOf(3)]) {
      world.bucket.set(`static${uri}`, { modifiedMs: 0, text: '' });
    }
    proxy(sheet, infoOf(sheet));
    await time.pass(30_000);
    proxy(sheet, infoOf(sheet));
    await time.pass(30_000);
    assert.deepEqual((await pruned(world, proxy, { olderThanSeconds: 60 })).deleted, [keyOf(3)]);
  });

  it('touches nothing that is not named by this package, nor records', async () => {
    const world = calmWorld();
    await serve(world, 1, true);
    for (const key of ['static/logo.png', 'static/a.b.c.png', `other${uriOf(2)}`]) {
      world.bucket.set(key, { modifiedMs: 0, text: '' });
    }
    const { proxy } = oneServer({ world });
    const { deleted } = await pruned(world, proxy, { keep: 0, olderThanSeconds: 0 });
    assert.deepEqual(deleted, [keyOf(1)]);
  });

  it('refuses where no server has left a record', async () => {
    const world = calmWorld();
    world.bucket.set(keyOf(1), { modifiedMs: 0, text: '' });
    await assert.rejects(pruned(world, oneServer({ world }).proxy), {
      code: 'ERR_STATICFILE_PROXY',
      message: /no server has left a record/,
    });
  });

  it('happens daily with the option "prune"', async () => {
    const world = calmWorld();
    await serve(world, 1, true);
    const server = oneServer({ world, prune: { keep: 1, olderThanSeconds: DAY_MS / 1000 } });
    server.proxy(uriOf(2), infoOf(uriOf(2)));
    await world.time.pass(60_000);
    server.proxy(uriOf(2), infoOf(uriOf(2)));
    await world.time.pass(3 * DAY_MS);
    assert.deepEqual(hasVersions(world), [keyOf(2)]);
  });
});
