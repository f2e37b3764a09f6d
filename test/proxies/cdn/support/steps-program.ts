// Moves many objects in a process of its own, and prints how often functions and blocks ran meanwhile:
// `node steps-program COUNT [all]`. In a process that ran much before, V8 no longer counts all of them.
import * as assert from 'node:assert/strict';
import { Session } from 'node:inspector/promises';
import { infoOf, KNOWN, oneServer } from './one-server.ts';

async function stepsOf(action: () => Promise<void>): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  await action();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return result
    .filter(({ url }) => url === import.meta.url)
    .flatMap(({ functions }) => functions)
    .flatMap(({ ranges }) => ranges)
    .reduce((sum, { count }) => sum + count, 0);
}

const urisOf = (count: number, version: string) =>
  Array.from({ length: count }, (_, at) => `/img/${at}.${version.padStart(12, '0')}.png`);

/** All are uploaded and answered; then each is changed, one after the other, and so again. */
async function move(count: number, lookAtAll: boolean): Promise<number> {
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

const [, , count, wish] = process.argv;
console.log(await move(Number(count), wish === 'all'));
