// When the URL of the CDN is handed out: not before the CDN can surely serve it.
import * as assert from 'node:assert/strict';
import { StoreFailure } from '../../../lib/proxies/cdn/store.ts';
import { calmWorld, infoOf, KNOWN, type OneServer, oneServer } from './support/one-server.ts';

const URI = '/img/x.0123456789ab.png';
const URL = `https://cdn.test/static${URI}`;

describe('a CDN proxy', () => {
  it('answers the local URL first, and the CDN’s eleven seconds after the upload', async () => {
    const { proxy, time, world } = oneServer();
    assert.equal(proxy(URI, infoOf(URI)), URI);
    await time.pass(4000);
    assert.ok(world.bucket.has(`static${URI}`));
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), URI);
    await time.pass(11_000);
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), URL);
  });

  it('holds objects for the time that is set', async () => {
    const { proxy, time } = oneServer({ settleSeconds: 60 });
    proxy(URI, infoOf(URI));
    await time.pass(59_000);
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), URI);
    await time.pass(5000);
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), URL);
  });

  it('holds objects for a second where the distribution forgets errors within one', async () => {
    const look = async () => ({
      origin: 'https://cdn.test',
      isDeployed: true,
      errorCachingSeconds: 1,
    });
    const { proxy, time } = oneServer({ address: { look } });
    proxy(URI, infoOf(URI));
    await time.pass(6000);
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), URL);
  });

  it('waits for the distribution: looks after 1 s, then after half as long again, up to 30 s', async () => {
    const looks: number[] = [];
    const world = calmWorld();
    const beginMs = world.time.nowMs;
    const look = async () => {
      looks.push((world.time.nowMs - beginMs) / 1000);
      return { origin: 'https://cdn.test', isDeployed: looks.length > 12 };
    };
    const { proxy, time } = oneServer({ world, address: { look } });
    proxy(URI, infoOf(URI));
    await time.pass(300_000);
    const waits = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
    assert.deepEqual(waits.slice(0, 4), [1, 1.5, 2.25, 3.375]);
    assert.equal(Math.max(...waits), 30);
    assert.equal(looks.length, 13);
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), URL);
  });

  it('takes a distribution whose status may not be read as deployed after an hour', async () => {
    const look = async () => {
      throw new StoreFailure('refused', 'denied', 'AWS denies it.');
    };
    const { proxy, time, warnings } = oneServer({ address: { origin: 'https://cdn.test', look } });
    proxy(URI, infoOf(URI));
    await time.pass(3_599_000);
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), URI);
    await time.pass(2000);
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), URL);
    assert.match(warnings[0] ?? '', /AWS denies it/);
  });

  it('counts that hour by the store’s clock, over restarts, whatever the machine’s says', async () => {
    const world = calmWorld();
    const facts = new Map<string, unknown>();
    const refusal = { subject: 'denied', message: 'AWS denies it.' };
    const noted = { origin: 'https://cdn.test', isDeployed: false };
    const startMs = world.time.nowMs;
    const look = async () => ({ ...noted, refusal: { ...refusal, nowMs: world.time.nowMs } });
    const start = (offsetMs: number) => {
      const server = oneServer({ world, facts, isFree: true, address: { look } });
      const now = () => world.time.nowMs + offsetMs;
      const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
      server.proxy.attach({ store: facts, logger, now, changed: () => {} });
      server.proxy(URI, infoOf(URI));
      return (more = KNOWN) => server.proxy(URI, infoOf(URI, more));
    };
    start(0);
    await world.time.pass(60_000);
    const ahead = start(30 * 24 * 3_600_000);
    await world.time.pass(3_500_000 - (world.time.nowMs - startMs));
    assert.equal(ahead(), URI);
    const behind = start(-30 * 24 * 3_600_000);
    await world.time.pass(160_000);
    assert.equal(behind(), URL);
    // what was waited for once is not waited for again
    const later = oneServer({ world, facts, address: { look: () => new Promise(() => {}) } });
    assert.ok(later.proxy.status().isDeployed);
  });

  it('hands out CDN URLs at once after a restart, and asks for nothing', async () => {
    const first = oneServer();
    first.proxy(URI, infoOf(URI));
    await first.time.pass(20_000);
    const { world, facts } = first;
    const second = oneServer({ world, facts, openStore: () => assert.fail('the store is asked') });
    assert.equal(second.proxy(URI, infoOf(URI, { cached: true })), URL);
    await second.time.pass(5000);
  });

  it('takes a URL back when a listing lacks its key, and uploads it again', async () => {
    const { proxy, time, world, puts, changed } = oneServer();
    proxy(URI, infoOf(URI));
    await time.pass(16_000);
    proxy(URI, infoOf(URI, KNOWN));
    world.bucket.delete(`static${URI}`);
    await time.pass(25 * 3_600_000);
    assert.ok(changed.length > 1);
    const uploads = puts.filter((key) => key.endsWith('.png'));
    assert.equal(uploads.length, 2);
    await time.pass(20_000);
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), URL);
  });

  it('keeps what is ready through an outage', async () => {
    const { proxy, time, world } = oneServer();
    proxy(URI, infoOf(URI));
    await time.pass(16_000);
    world.faults = 1;
    const other = '/img/y.0123456789ab.png';
    proxy(other, infoOf(other));
    await time.pass(600_000);
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), URL);
    assert.equal(proxy(other, infoOf(other, KNOWN)), other);
    world.faults = 0;
    await time.pass(900_000);
    assert.equal(proxy(other, infoOf(other, KNOWN)), `https://cdn.test/static${other}`);
  });

  it('tells where an output stands', async () => {
    const { proxy, time } = oneServer();
    assert.equal(proxy.mover?.stateOf?.(URI), undefined);
    proxy(URI, infoOf(URI));
    assert.deepEqual(proxy.mover?.stateOf?.(URI), { state: 'uploading' });
    await time.pass(4000);
    const held = proxy.mover?.stateOf?.(URI);
    assert.equal(held?.state, 'held');
    assert.ok((held?.readyAt ?? 0) > time.nowMs && (held?.readyAt ?? 0) <= time.nowMs + 11_000);
    await time.pass(11_000);
    assert.deepEqual(proxy.mover?.stateOf?.(URI), { state: 'cdn', url: URL });
    assert.equal(proxy.status().ready, 1);
    assert.deepEqual(proxy.origins(), ['https://cdn.test']);
  });
});

describe('what a CDN proxy leaves where it is', () => {
  const local: readonly [string, string, Parameters<typeof infoOf>[1]?][] = [
    ['a file that is not included', '/css/a.0123456789ab.css'],
    ['a drawing, which needs CORS', '/img/x.0123456789ab.svg'],
    ['a file without a version', '/img/x.png', { isUnversioned: true }],
    ['a disabled path', '/img/x.png', { disabled: true }],
    ['a missing file', '/img/x.png', { notfound: true }],
    ['a provisional output', URI, { provisional: true }],
    ['a URL of another place', 'https://other.test/x.png'],
    ['a URL without a scheme', '//other.test/x.png'],
  ];
  for (const [what, uri, more] of local) {
    it(`is ${what}`, async () => {
      const { proxy, time, puts } = oneServer();
      assert.equal(proxy(uri, infoOf(uri, more)), uri);
      await time.pass(60_000);
      assert.equal(proxy(uri, infoOf(uri, { ...more, ...KNOWN })), uri);
      assert.deepEqual(puts, []);
      await proxy.settled({ ready: true });
    });
  }
});

describe('in a build, a CDN proxy', () => {
  it('answers the URL to come at once, and settles when it works', async () => {
    const { proxy, time, world } = oneServer();
    await proxy.mover.build();
    assert.equal(proxy(URI, infoOf(URI)), URL);
    let isSettled = false;
    const settled = proxy.settled({ ready: true }).then(() => {
      isSettled = true;
    });
    await time.pass(5000);
    assert.ok(world.bucket.has(`static${URI}`) && !isSettled);
    await time.pass(20_000);
    await settled;
    assert.ok(world.fetch(`static${URI}`));
  });

  it('rejects when an upload is refused, and says why', async () => {
    const put = async () => {
      throw new StoreFailure('refused', 's3:PutObject', 'AWS denies "s3:PutObject".');
    };
    const { proxy, time } = oneServer({ store: { put } });
    await proxy.mover.build();
    proxy(URI, infoOf(URI));
    const settled = assert.rejects(proxy.settled({ ready: true }), {
      code: 'ERR_STATICFILE_PROXY',
      message: /1 of 1 files are not on the CDN.*x\.0123456789ab\.png.*AWS denies "s3:PutObject"/,
    });
    await time.pass(10_000);
    await settled;
  });

  it('rejects when the store stays away', async () => {
    const { proxy, time, world } = oneServer();
    world.faults = 1;
    await proxy.mover.build();
    proxy(URI, infoOf(URI));
    const settled = assert.rejects(proxy.settled({ ready: true }), {
      code: 'ERR_STATICFILE_PROXY',
    });
    await time.pass(3_600_000);
    await settled;
  });

  it('rejects when it can not be known where the CDN answers', async () => {
    const look = async () => {
      throw new StoreFailure('refused', 'denied', 'AWS denies it.');
    };
    const { proxy, time } = oneServer({ address: { look } });
    const built = assert.rejects(proxy.mover.build(), { message: /not known\. AWS denies it/ });
    await time.pass(1000);
    await built;
  });
});

describe('a CDN proxy that is asked before it belongs to a site', () => {
  const asked: Readonly<Record<string, (proxy: OneServer['proxy']) => unknown>> = {
    'its origins': (proxy) => proxy.origins(),
    'its state': (proxy) => proxy.status(),
    'whether its answers are final': (proxy) => proxy.isFinal(URI),
    'to wait': (proxy) => proxy.settled(),
  };
  for (const [what, ask] of Object.entries(asked)) {
    it(`for ${what} keeps its facts with the site`, async () => {
      const { proxy, time, facts, attach } = oneServer({ isFree: true });
      await ask(proxy);
      attach();
      proxy(URI, infoOf(URI));
      await time.pass(20_000);
      assert.equal(proxy(URI, infoOf(URI, KNOWN)), URL);
      assert.notDeepEqual([...facts.entries()], []);
    });
  }

  it('keeps what it was told, as that the CDN allows CORS', () => {
    const { proxy, attach } = oneServer({ isFree: true });
    proxy.proveCors(true);
    attach();
    assert.equal(proxy.mover.hasCors(), true);
  });
});
