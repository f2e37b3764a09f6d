// Work per object does not grow with how many there are: the steps of the code are counted, not timed.
import * as assert from 'node:assert/strict';
import { Session } from 'node:inspector/promises';
import { infoOf, KNOWN, oneServer } from './support/one-server.ts';

/** Counts how often functions and blocks of the CDN proxy run meanwhile. */
async function stepsOf(action: () => Promise<void>): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  await action();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return result
    .filter(({ url }) => url.includes('/lib/proxies/'))
    .flatMap(({ functions }) => functions)
    .flatMap(({ ranges }) => ranges)
    .reduce((sum, { count }) => sum + count, 0);
}

const urisOf = (count: number, version: string) =>
  Array.from({ length: count }, (_, at) => `/img/${at}.${version.padStart(12, '0')}.png`);

/** All are uploaded and answered; then each is changed, one after the other, and so again. */
async function move(count: number, lookAtAll = false): Promise<number> {
  const { proxy, time, puts } = oneServer({ concurrency: 32 });
  const steps = await stepsOf(async () => {
    for (const version of ['1', '2']) {
      const uris = urisOf(count, version);
      for (const [at, uri] of uris.entries()) {
        proxy(uri, infoOf(uri, version === '1' ? {} : { new: false, changed: true }));
        if (at % 50 === 0) await time.pass(100);
        if (lookAtAll) for (const each of uris) proxy.mover.stateOf?.(each);
      }
      await time.pass(120_000);
      for (const uri of uris) assert.match(proxy(uri, infoOf(uri, KNOWN)), /^https:/);
    }
  });
  assert.equal(puts.filter((key) => !key.includes('/.staticfile/')).length, 2 * count);
  return steps;
}

describe('four times as many objects', function () {
  this.timeout(60_000);

  it('take four times as many steps, a little more at most', async () => {
    const [few, many] = [await move(250), await move(1000)];
    assert.ok(few > 250 * 10, `${few} steps are counted`);
    assert.ok(many / few < 4.6, `${few} steps, then ${many}: ${(many / few).toFixed(2)}`);
  });

  it('are found to take more where each looks at all', async () => {
    const ratio = (await move(1000, true)) / (await move(250, true));
    assert.ok(ratio > 8, `${ratio}`);
  });
});
