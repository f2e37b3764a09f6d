// Builds and whoever waits: a deadline ends it, a signal ends it, and it is said what is waited for.
import * as assert from 'node:assert/strict';
import { StoreFailure } from '../../../lib/proxies/cdn/store.ts';
import { infoOf, oneServer } from './support/one-server.ts';

const URI = '/img/x.0123456789ab.png';
const OTHER = '/img/y.0123456789ab.png';
const MINUTES_MS = 60_000;

function failing(kind: 'passing' | 'refused' | 'throttled', message: string) {
  return async () => {
    throw new StoreFailure(kind, kind, message);
  };
}

describe('a build', () => {
  it('ends at its deadline where CloudFront is away, and says that', async () => {
    const look = failing('passing', 'CloudFront is away.');
    const { proxy, time } = oneServer({ address: { look } });
    const built = assert.rejects(proxy.mover.build({ timeoutMs: 10 * MINUTES_MS }), {
      code: 'ERR_STATICFILE_TIMEOUT',
      message: /after 600000 ms.*the domain of the CDN.*CloudFront is away/,
    });
    await time.pass(9 * MINUTES_MS);
    assert.match(proxy.mover.waitingFor() ?? '', /the domain of the CDN \(CloudFront is away\.\)/);
    await time.pass(MINUTES_MS);
    await built;
  });

  it('fails in minutes where every write answers 500, however many files there are', async () => {
    const put = failing('passing', 'PutObject failed (500 InternalError).');
    const { proxy, time } = oneServer({ store: { put } });
    await proxy.mover.build();
    for (const uri of [URI, OTHER, '/img/z.0123456789ab.png']) proxy(uri, infoOf(uri));
    const settled = assert.rejects(proxy.settled({ ready: true }), {
      code: 'ERR_STATICFILE_PROXY',
      message: /3 of 3 files are not on the CDN.*500 InternalError/,
    });
    await time.pass(10 * MINUTES_MS);
    await settled;
  });

  it('says until when a distribution is waited for whose status may not be read', async () => {
    const look = failing('refused', 'AWS denies "cloudfront:GetDistribution".');
    const { proxy, time } = oneServer({ address: { origin: 'https://cdn.test', look } });
    await proxy.mover.build();
    proxy(URI, infoOf(URI));
    await time.pass(MINUTES_MS);
    assert.match(
      proxy.mover.waitingFor() ?? '',
      /status can't be read: it counts as deployed from 2026-01-01T01:.*AWS denies/,
    );
    const settled = proxy.settled({ ready: true, timeoutMs: MINUTES_MS });
    const late = assert.rejects(settled, { code: 'ERR_STATICFILE_TIMEOUT', message: /AWS denies/ });
    await time.pass(2 * MINUTES_MS);
    await late;
  });

  it('hears a signal, while it waits for the domain and for uploads', async () => {
    const look = failing('passing', 'CloudFront is away.');
    const stop = new AbortController();
    const { proxy, time } = oneServer({ address: { look } });
    const built = assert.rejects(proxy.mover.build({ signal: stop.signal }), /enough/);
    await time.pass(1000);
    stop.abort(new Error('enough'));
    await built;
    const other = oneServer({ store: { put: () => new Promise(() => {}) } });
    await other.proxy.mover.build();
    other.proxy(URI, infoOf(URI));
    const again = new AbortController();
    const settled = assert.rejects(
      other.proxy.settled({ ready: true, signal: again.signal }),
      /enough/,
    );
    await other.time.pass(5000);
    assert.match(other.proxy.mover.waitingFor() ?? '', /^1 upload$/);
    again.abort(new Error('enough'));
    await settled;
  });

  it('waits for nothing when all is there', async () => {
    const { proxy, time } = oneServer();
    await proxy.mover.build();
    proxy(URI, infoOf(URI));
    await time.pass(5000);
    assert.match(proxy.mover.waitingFor() ?? '', /1 file that the CDN can't serve for sure yet/);
    await time.pass(20_000);
    assert.equal(proxy.mover.waitingFor(), undefined);
    await time.until(proxy.settled({ ready: true, timeoutMs: 10_000 }));
  });
});
