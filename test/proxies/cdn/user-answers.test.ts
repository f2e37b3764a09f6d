// What users' own functions answer, and what they give to methods: nothing odd ends a process or is stored.
import * as assert from 'node:assert/strict';
import { infoOf, KNOWN, oneServer } from './support/one-server.ts';

const URI = '/img/x.0123456789ab.png';
const CDN = `https://cdn.test/static${URI}`;
const advise = () => '(advice)';

describe('a probe of the user’s own', () => {
  const none: readonly [string, () => unknown][] = [
    ['rejects with nothing', () => Promise.reject(undefined)],
    ['rejects with null', () => Promise.reject(null)],
    ['rejects with a number', () => Promise.reject(1)],
    ['answers a text', () => '200'],
    ['answers a large number', () => 200n],
    ['answers a half number', () => 200.5],
    ['answers nothing', () => undefined],
  ];
  for (const [what, answer] of none) {
    it(`${what}: that is no answer`, async () => {
      const probe = async () => ({ status: (await answer()) as number });
      const { proxy, time, warnings } = oneServer({ proof: { probe, advise } });
      proxy(URI, infoOf(URI));
      await time.pass(60_000);
      assert.equal(proxy(URI, infoOf(URI, KNOWN)), URI);
      assert.match(warnings.join('\n'), /can't be asked for .*it is tried again/);
      assert.match(proxy.mover?.stateOf(URI)?.reason ?? '', /can't be asked for/);
    });
  }
});

describe('a content type of the user’s own', () => {
  const odd: readonly [string, () => unknown, RegExp][] = [
    ['throws', () => assert.fail('no such type'), /failed: no such type/],
    ['answers a promise', async () => 'image/png', /failed: it must answer at once/],
    ['answers a promise that rejects', () => Promise.reject(new Error('late')), /at once/],
    ['answers a number', () => 5, /answered "5"/],
    ['answers two lines', () => 'a\nb', /answered "a\\nb"/],
    ['answers an empty text', () => '', /answered ""/],
  ];
  for (const [what, contentType, sentence] of odd) {
    it(`${what}: the file stays here, and nothing is stored`, async () => {
      const headers = { contentType: contentType as () => string };
      const { proxy, time, puts } = oneServer({ headers });
      proxy(URI, infoOf(URI));
      await time.pass(60_000);
      assert.equal(proxy(URI, infoOf(URI, KNOWN)), URI);
      assert.deepEqual(puts, []);
      const { state, reason = '' } = proxy.mover.stateOf(URI) ?? {};
      assert.equal(state, 'failed');
      assert.match(reason, sentence);
      assert.match(
        reason,
        /for "static\/img\/x\.0123456789ab\.png"; it must answer a text of ASCII/,
      );
    });
  }

  it('answers nothing: the usual one is taken', async () => {
    const { proxy, time } = oneServer({ headers: { contentType: () => undefined } });
    proxy(URI, infoOf(URI));
    await time.pass(60_000);
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), CDN);
  });
});

describe('options of methods', () => {
  const circle: Record<string, unknown> = {};
  circle['circle'] = circle;
  const wrong: readonly [string, unknown, RegExp][] = [
    ['prune', { keeps: 1 }, /prune\(\): Unknown option "keeps"\. Did you mean "keep"\?/],
    ['prune', { dryrun: false }, /Unknown option "dryrun"\. Did you mean "dryRun"\?/],
    ['prune', { keep: 0 }, /"keep" must be a number of releases from 1 up, not 0/],
    ['prune', { keep: 3n }, /"keep" must be a number of releases from 1 up, not 3/],
    ['prune', { keep: circle }, /"keep" must be .*, not an object/],
    ['prune', { olderThanSeconds: Number.NaN }, /"olderThanSeconds" must be .*, not NaN/],
    ['prune', { dryRun: 'no' }, /"dryRun" must be true or false, not "no"/],
    ['prune', 'now', /prune\(\): it needs an object of options/],
    ['setup', { dryrun: true }, /setup\(\): Unknown option "dryrun"\. Did you mean "dryRun"\?/],
    ['setup', { dryRun: 1 }, /"dryRun" must be true or false, not 1/],
  ];
  for (const [method, options, message] of wrong) {
    it(`are refused: ${method}: ${message.source}`, async () => {
      const { proxy, puts } = oneServer();
      const call = proxy[method as 'prune'](options as never);
      await assert.rejects(call, { code: 'ERR_STATICFILE_OPTION', message });
      assert.deepEqual(puts, []);
    });
  }

  it('may be null', async () => {
    const { proxy, time } = oneServer();
    await assert.rejects(time.until(proxy.prune(null as never)), { code: 'ERR_STATICFILE_PROXY' });
    assert.deepEqual(await proxy.setup(null as never), []);
  });
});

describe('a method that nothing tries again', () => {
  const fail = () => Promise.reject(new Error('It failed (500); it is tried again.'));
  const stopped: readonly [method: 'prune' | 'setup' | 'check', sentence: string][] = [
    ['prune', 'Prune was stopped.'],
    ['setup', 'The set-up was stopped.'],
    ['check', 'The check was stopped.'],
  ];
  for (const [method, sentence] of stopped) {
    it(`says that it was stopped, and not that something is tried again: ${method}()`, async () => {
      const { proxy } = oneServer({ store: { list: fail }, setup: fail, check: fail });
      await assert.rejects(proxy[method](), {
        name: 'StaticfileError',
        code: 'ERR_STATICFILE_PROXY',
        message: `[ERR_STATICFILE_PROXY] ${sentence} It failed (500).`,
      });
    });
  }
});
