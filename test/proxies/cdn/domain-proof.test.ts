// A domain is proven before its first URL is handed out; what takes the proof back, and what does not.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { AddressAnswer } from '../../../lib/proxies/cdn/address-source.ts';
import type { ProbeAnswer } from '../../../lib/proxies/cdn/prober.ts';
import { infoOf, KNOWN, type OneServerOptions, oneServer } from './support/one-server.ts';

const URI = '/img/x.0123456789ab.png';
const URL = `https://cdn.test/static${URI}`;
const DAY_MS = 24 * 3_600_000;
const nowhere = () => Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });

type LinkTargets = () => Partial<ProbeAnswer> | Error;

/** A server whose CDN answers what a test lets it answer. */
function proving(answers: LinkTargets, more: OneServerOptions = {}) {
  const probed: string[] = [];
  const probe = async (url: string) => {
    probed.push(url);
    const answer = answers();
    if (answer instanceof Error) throw answer;
    return { status: 200, ...answer };
  };
  const advise = (status: number | undefined) => `(advice for ${status})`;
  const server = oneServer({ proof: { probe, advise }, ...more });
  const render = (uri = URI) => server.proxy(uri, infoOf(uri, KNOWN));
  server.proxy(URI, infoOf(URI));
  return { ...server, probed, render };
}

describe('a domain that is not proven', () => {
  it('is asked for one object that is ready, and for none before', async () => {
    const { time, probed, render } = proving(() => ({}));
    await time.pass(11_000);
    assert.deepEqual(probed, []);
    await time.pass(6000);
    assert.deepEqual(probed, [URL]);
    assert.equal(render(), URL);
  });

  const wrong: readonly [string, LinkTargets, RegExp][] = [
    ['403', () => ({ status: 403 }), /answers 403\. \(advice for 403\)/],
    ['404', () => ({ status: 404 }), /answers 404\. \(advice for 404\)/],
    ['a redirect', () => ({ status: 301 }), /answers 301/],
    ['a name that does not exist', nowhere, /its name does not exist\. \(advice for undefined\)/],
    [
      'fetch’s error for such a name',
      () => new TypeError('fetch failed', { cause: nowhere() }),
      /its name does not exist/,
    ],
  ];
  for (const [what, answers, sentence] of wrong) {
    it(`hands out no URL after ${what}, and that is said`, async () => {
      const { proxy, time, render, warnings } = proving(answers);
      await time.pass(60_000);
      assert.equal(render(), URI);
      assert.equal(warnings.length, 1, warnings.join('\n'));
      assert.match(warnings[0] ?? '', sentence);
      assert.match(proxy.mover?.stateOf?.(URI)?.reason ?? '', sentence);
      assert.equal(proxy.status().ready, 0);
      await proxy.settled({ ready: true });
    });
  }

  it('hands out no URL after bytes of another length, other first bytes, or a page', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'proof-'));
    const filepath = path.join(folder, 'x.png');
    writeFileSync(filepath, 'picture');
    for (const [answer, isRight] of [
      [{ sizeBytes: 7, firstBytes: Buffer.from('picture') }, true],
      [{ sizeBytes: 8 }, false],
      [{ sizeBytes: 7, firstBytes: Buffer.from('pictogr') }, false],
      [{ contentType: 'text/html; charset=utf-8' }, false],
      [{ contentType: 'image/png' }, true],
      [{ contentEncoding: 'gzip' }, false],
      [{ contentEncoding: 'identity' }, true],
      [{ isForOwnOrigin: true }, false],
    ] as const) {
      const { proxy, time } = oneServer({
        proof: { probe: async () => ({ status: 206, ...answer }), advise: () => '' },
      });
      proxy(URI, infoOf(URI, { filepath }));
      await time.pass(60_000);
      assert.equal(proxy(URI, infoOf(URI, { ...KNOWN, filepath })) === URL, isRight);
    }
    rmSync(folder, { recursive: true });
  });

  it('is asked again until it answers', async () => {
    let status = 503;
    const { time, render, proxy } = proving(() => ({ status }));
    await time.pass(120_000);
    assert.equal(render(), URI);
    let isSettled = false;
    const settled = proxy.settled({ ready: true }).then(() => {
      isSettled = true;
    });
    await time.pass(1000);
    assert.ok(!isSettled);
    status = 200;
    await time.pass(40_000);
    await settled;
    assert.equal(render(), URL);
  });

  it('is asked again after it was mended', async () => {
    let status = 403;
    const { time, render } = proving(() => ({ status }));
    await time.pass(60_000);
    status = 206;
    await time.pass(6 * 60_000);
    assert.equal(render(), URL);
  });

  it('is not trusted before the edge has forgotten what it answered until it was mended', async () => {
    let status = 403;
    const { proxy, time, render, probed } = proving(() => ({ status }));
    await time.pass(60_000);
    status = 206;
    const before = probed.length;
    for (let turn = 0; turn < 600 && probed.length === before; turn += 1) await time.pass(1000);
    await time.pass(9000);
    assert.equal(render(), URI);
    let isSettled = false;
    void proxy.settled({ ready: true }).then(() => {
      isSettled = true;
    });
    await time.pass(1000);
    assert.ok(!isSettled);
    await time.pass(3000);
    assert.equal(render(), URL);
    assert.ok(isSettled);
  });

  it('makes a build fail, with the reason', async () => {
    const { proxy, time } = proving(() => ({ status: 403 }));
    await proxy.mover.build();
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), URL);
    const settled = assert.rejects(proxy.settled({ ready: true }), {
      code: 'ERR_STATICFILE_PROXY',
      message: /1 of 1 files are not on the CDN.*answers 403/,
    });
    await time.pass(60_000);
    await settled;
  });
});

describe('a domain that was proven', () => {
  /** Proven once; then answers as the test says. */
  async function proven(more: OneServerOptions = {}) {
    let answer: Partial<ProbeAnswer> | Error = {};
    const server = proving(() => answer, more);
    await server.time.pass(20_000);
    assert.equal(server.render(), URL);
    return {
      ...server,
      answers: (next: Partial<ProbeAnswer> | Error) => {
        answer = next;
      },
    };
  }

  it('hands out URLs at once after a restart, and is asked in the background', async () => {
    const { world, facts } = await proven();
    const second = proving(() => ({}), { world, facts });
    assert.equal(second.render(), URL);
    await second.time.pass(5000);
    assert.equal(second.probed.length, 1);
  });

  it('is asked daily', async () => {
    const { time, probed } = await proven();
    await time.pass(3 * DAY_MS + 60_000);
    assert.equal(probed.length, 4);
  });

  for (const answer of [{ status: 403 }, { status: 410 }, nowhere()]) {
    it(`stays so after one wrong answer, and not after two: ${JSON.stringify(answer)}`, async () => {
      const { time, answers, render, changed } = await proven();
      answers(answer);
      await time.pass(DAY_MS - 10_000);
      assert.equal(render(), URL);
      await time.pass(50_000);
      assert.equal(render(), URL);
      const before = changed.length;
      await time.pass(60_000);
      assert.equal(render(), URI);
      assert.ok(changed.length > before);
      answers({});
      await time.pass(10 * 60_000);
      assert.equal(render(), URL);
    });
  }

  const noProxy = Object.assign(nowhere(), { hostname: 'proxy.test' });
  for (const answer of [
    ...[500, 407, 408, 429].map((status) => ({ status })),
    new Error('reset'),
    noProxy,
  ]) {
    it(`stays so without an answer: ${JSON.stringify(answer)}`, async () => {
      const { world, facts, time, answers, render, warnings } = await proven();
      answers(answer);
      await time.pass(3 * DAY_MS);
      assert.equal(render(), URL);
      const second = proving(() => answer, { world, facts });
      await second.time.pass(DAY_MS);
      assert.equal(second.render(), URL);
      assert.deepEqual([...warnings, ...second.warnings], []);
    });
  }

  it('is not taken back where somebody has deleted the object', async () => {
    const { world, facts, puts } = await proven();
    const other = '/img/y.0123456789ab.png';
    const first = proving(() => ({}), { world, facts });
    first.proxy(other, infoOf(other));
    await first.time.pass(20_000);
    world.bucket.delete(`static${URI}`);
    const second = proving(() => ({ status: world.bucket.has(`static${URI}`) ? 200 : 403 }), {
      world,
      facts,
    });
    second.proxy(other, infoOf(other));
    await second.time.pass(3000);
    assert.equal(second.render(), URI);
    assert.equal(second.render(other), `https://cdn.test/static${other}`);
    await second.time.pass(60_000);
    assert.equal(second.render(), URL);
    assert.ok(puts.length > 0);
  });

  it('takes CORS back where the CDN does not allow it any more', async () => {
    const { proxy, time, answers } = await proven();
    proxy.proveCors(true);
    answers({ hasCors: false });
    await time.pass(DAY_MS);
    assert.equal(proxy.mover.hasCors(), false);
  });
});

describe('a distribution that can be looked at', () => {
  const FINE: AddressAnswer = { origin: 'https://cdn.test', isDeployed: true };

  it('tells its origin when it is ready, for a Content-Security-Policy', async () => {
    const address = { look: async () => FINE };
    const { proxy, time } = proving(() => ({}), { address });
    assert.deepEqual(proxy.origins(), []);
    await time.until(proxy.ready());
    assert.deepEqual(proxy.origins(), ['https://cdn.test']);
  });

  for (const isSeen of [false, true]) {
    it(`whose policy for CORS is taken off ${isSeen ? 'keeps it where it was seen' : 'loses it'}`, async () => {
      let answer: AddressAnswer = { ...FINE, hasCors: true };
      const { time, proxy } = proving(() => ({}), { address: { look: async () => answer } });
      await time.pass(20_000);
      assert.equal(proxy.mover.hasCors(), true);
      if (isSeen) proxy.proveCors(true);
      answer = { ...FINE, hasCors: false };
      await time.pass(DAY_MS);
      assert.equal(proxy.mover.hasCors(), isSeen);
    });
  }

  for (const isProbed of [true, false]) {
    it(`hands out no URL while it does not fit${isProbed ? '' : ', without probes as well'}`, async () => {
      let answer: AddressAnswer = { ...FINE, misfit: 'It is disabled. Enable it.' };
      const address = { look: async () => answer };
      const { time, render, warnings } = proving(() => ({}), {
        address,
        ...(!isProbed && { proof: undefined }),
      });
      await time.pass(2 * 3_600_000);
      assert.equal(render(), URI);
      assert.match(warnings[0] ?? '', /It is disabled\. Enable it/);
      answer = FINE;
      await time.pass(6 * 60_000);
      assert.equal(render(), URL);
    });

    it(`is left for the one in its place, a minute after that is seen${isProbed ? '' : ', without probes as well'}`, async () => {
      let answer = FINE;
      const address = { look: async () => answer };
      const more = { address, ...(!isProbed && { proof: undefined }) };
      const { time, render, world, facts } = proving(() => ({}), more);
      await time.pass(20_000);
      assert.equal(render(), URL);
      answer = { origin: 'https://new.test', isDeployed: true };
      const second = proving(() => ({}), { ...more, world, facts });
      await second.time.pass(50_000);
      assert.equal(second.render(), URL);
      await second.time.pass(20_000);
      assert.equal(second.render(), `https://new.test/static${URI}`);
    });
  }
});
