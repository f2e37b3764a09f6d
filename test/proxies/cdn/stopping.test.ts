// What once stopped all uploads stops one at most, or nothing.
import * as assert from 'node:assert/strict';
import { type FailureKind, StoreFailure } from '../../../lib/proxies/cdn/store.ts';
import { calmWorld, infoOf, KNOWN, oneServer } from './support/one-server.ts';

const DAY_MS = 24 * 3_600_000;
const uriOf = (name: string) => `/img/${name}.0123456789ab.png`;
const NAMES = Array.from({ length: 20 }, (_, at) => `n${at}`);

/** A server whose store fails for one name. */
function failingFor(name: string, kind: FailureKind) {
  const world = calmWorld();
  const calls: string[] = [];
  const inner = oneServer({ world });
  const put = async ({ key }: { key: string }) => {
    calls.push(key);
    if (key.includes(`/${name}.`)) throw new StoreFailure(kind, kind, `"${key}" is ${kind}.`);
    world.bucket.set(key, { modifiedMs: world.time.nowMs, text: '' });
    return 'written' as const;
  };
  const server = oneServer({ world, store: { put } });
  const triesOf = () => calls.filter((key) => key.includes(`/${name}.`)).length;
  return { ...server, inner, triesOf };
}

describe('one object that is refused', () => {
  for (const [kind, most] of [
    ['rejected', 1],
    ['file', 1],
    ['denied', 4],
    ['doubtful', 14],
  ] as const) {
    it(`stops no other, and is not tried for ever: ${kind}`, async () => {
      const { proxy, time, triesOf, warnings, infos } = failingFor('n7', kind);
      for (const name of NAMES) proxy(uriOf(name), infoOf(uriOf(name)));
      await time.pass(60_000);
      for (const name of NAMES) {
        const url = proxy(uriOf(name), infoOf(uriOf(name), KNOWN));
        assert.equal(url.startsWith('https:'), name !== 'n7', name);
      }
      proxy(uriOf('later'), infoOf(uriOf('later')));
      await time.pass(60_000);
      assert.match(proxy(uriOf('later'), infoOf(uriOf('later'), KNOWN)), /^https:/);
      await time.pass(30 * DAY_MS);
      assert.equal(triesOf(), most);
      assert.equal(proxy.mover.stateOf(uriOf('n7'))?.state, 'failed');
      assert.ok(warnings.length <= most, warnings.join('\n'));
      assert.deepEqual(infos, [], 'the others never stopped');
      await proxy.settled({ ready: true });
    });
  }

  it('is tried later and later where that may pass', async () => {
    const { proxy, time, triesOf } = failingFor('n7', 'passing');
    for (const name of NAMES) proxy(uriOf(name), infoOf(uriOf(name)));
    await time.pass(600_000);
    const before = triesOf();
    await time.pass(600_000);
    assert.ok(triesOf() > before && triesOf() - before <= 6, `${triesOf() - before}`);
    assert.equal(proxy.mover.stateOf(uriOf('n1'))?.state, 'cdn');
  });
});

describe('a store that refuses all', () => {
  it('is asked less and less, then no more, and nobody waits for it', async () => {
    let asked = 0;
    const put = async () => {
      asked += 1;
      throw new StoreFailure('refused', 'bucket', 'There is no bucket.');
    };
    const { proxy, time } = oneServer({ store: { put } });
    for (const name of NAMES) proxy(uriOf(name), infoOf(uriOf(name)));
    await time.pass(10_000);
    await proxy.settled({ ready: true });
    assert.ok(asked <= 8, `${asked} at first`);
    await time.pass(40 * DAY_MS);
    const whole = asked;
    await time.pass(40 * DAY_MS);
    assert.equal(asked, whole);
    assert.ok(whole <= 20, `${whole}`);
    for (const name of NAMES) {
      const { state, reason } = proxy.mover.stateOf(uriOf(name)) ?? {};
      assert.deepEqual([state, reason], ['failed', 'There is no bucket.']);
    }
  });

  it('takes all again when somebody has mended it', async () => {
    let isMended = false;
    const world = calmWorld();
    const put = async ({ key }: { key: string }) => {
      if (!isMended) throw new StoreFailure('refused', 'bucket', 'There is no bucket.');
      world.bucket.set(key, { modifiedMs: world.time.nowMs, text: '' });
      return 'written' as const;
    };
    const { proxy, time, infos } = oneServer({ world, store: { put } });
    for (const name of NAMES) proxy(uriOf(name), infoOf(uriOf(name)));
    await time.pass(60_000);
    isMended = true;
    await time.pass(600_000);
    assert.deepEqual(infos, ['The CDN accepts files again.']);
    for (const name of NAMES) {
      assert.match(proxy(uriOf(name), infoOf(uriOf(name), KNOWN)), /^https:/);
    }
  });

  it('may have unreadable credentials for some seconds: nothing is given up', async () => {
    const world = calmWorld();
    const brokenUntilMs = world.time.nowMs + 2000;
    const list = async () => {
      if (world.time.nowMs < brokenUntilMs) {
        throw new StoreFailure('credentials', 'credentials', 'They can not be read.');
      }
      const objects = [...world.bucket].map(([key, { modifiedMs }]) => ({ key, modifiedMs }));
      return { objects, nowMs: world.time.nowMs, isWhole: true };
    };
    const { proxy, time } = oneServer({ world, store: { list } });
    for (const name of NAMES) proxy(uriOf(name), infoOf(uriOf(name)));
    for (let second = 0; second < 8; second += 1) {
      await time.pass(1000);
      assert.equal(proxy.status().failed, 0);
    }
    await time.pass(30_000);
    assert.equal(proxy.status().ready, NAMES.length);
  });
});

describe('time-outs', () => {
  it('halve how many uploads run at once', async () => {
    const world = calmWorld();
    let running = 0;
    let isSlow = true;
    const atOnce: number[] = [];
    const put = async ({ key }: { key: string }) => {
      running += 1;
      atOnce.push(running);
      await new Promise<void>((resolve) => world.time.after(1000, resolve));
      running -= 1;
      if (isSlow) throw new StoreFailure('slow', 'time-out', 'It took too long.');
      world.bucket.set(key, { modifiedMs: world.time.nowMs, text: '' });
      return 'written' as const;
    };
    const { proxy, time } = oneServer({ world, concurrency: 32, store: { put } });
    const names = Array.from({ length: 100 }, (_, at) => `m${at}`);
    for (const name of names) proxy(uriOf(name), infoOf(uriOf(name)));
    await time.pass(60_000);
    assert.equal(Math.max(...atOnce), 8);
    assert.equal(running, 0);
    atOnce.length = 0;
    isSlow = false;
    while (atOnce.length < 6) await time.pass(1000);
    assert.ok(Math.max(...atOnce.slice(0, 4)) <= 3, `${atOnce} at once`);
    await time.pass(600_000);
    assert.equal(proxy.status().ready, 100);
  });
});
