// Waiting for what others do: a deadline, a signal, and a word every ten seconds.
import assert from 'node:assert/strict';
import type { FileProxy, PrepareOptions, PrepareProgress } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

/** Timers that go off when a test says so. */
function heldTimers() {
  let nowMs = 0;
  const timers = new Map<object, { atMs: number; action: () => void }>();
  return {
    after: (delayMs: number, action: () => void) => {
      const id = {};
      timers.set(id, { atMs: nowMs + delayMs, action });
      return () => void timers.delete(id);
    },
    pass: (ms: number) => {
      const endMs = nowMs + ms;
      for (;;) {
        const due = [...timers].sort(([, a], [, b]) => a.atMs - b.atMs)[0];
        if (due === undefined || due[1].atMs > endMs) break;
        timers.delete(due[0]);
        nowMs = due[1].atMs;
        due[1].action();
      }
      nowMs = endMs;
    },
    get count() {
      return timers.size;
    },
  };
}

function waiting(parts: Partial<FileProxy>, options: PrepareOptions = {}) {
  const site = createSite({ 'x.gif': 'GIF89a' });
  const timers = heldTimers();
  const log = collectLog();
  let begins = () => {};
  const begun = new Promise<void>((resolve) => {
    begins = resolve;
  });
  const settled = () => {
    begins();
    return new Promise<void>(() => {});
  };
  const fileProxy: FileProxy = Object.assign((uri: string) => uri, { settled, ...parts });
  const staticfiles = createStaticfiles(
    { roots: site.root, outDir: site.outDir, debug: false, logger: log, fileProxy },
    { after: timers.after },
  );
  const told: PrepareProgress[] = [];
  const onProgress = (each: PrepareProgress) => void told.push(each);
  const work = staticfiles.prepare({ paths: '/x.gif', onProgress, ...options });
  return { work, begun, timers, told, log };
}

describe('prepare, while it waits', () => {
  it('rejects after 600 s, or after its deadline, with what is waited for', async () => {
    for (const [options, seconds] of [
      [{}, 600] as const,
      [{ deadlineSeconds: 20.5 }, 20.5] as const,
    ]) {
      const { work, begun, timers } = waiting({ mover: { waitingFor: () => 'the moon' } }, options);
      await begun;
      timers.pass(seconds * 1000 - 1);
      timers.pass(1);
      await assert.rejects(work, {
        code: 'ERR_STATICFILE_TIMEOUT',
        message: new RegExp(`Not done after ${seconds} s: still waiting for the moon\\.`),
      });
      assert.equal(timers.count, 0);
    }
  });

  it('tells every 10 s what is waited for', async () => {
    let left = 4;
    const waitingFor = () => {
      left -= 1;
      return `${left} uploads, a distribution`;
    };
    const { work, begun, timers, told, log } = waiting({ mover: { waitingFor } });
    await begun;
    timers.pass(9_999);
    assert.deepEqual(log.warnings, []);
    timers.pass(20_001);
    assert.deepEqual(log.warnings, [
      'Waiting for 3 uploads, a distribution (10 s).',
      'Waiting for 2 uploads, a distribution (20 s).',
      'Waiting for 1 uploads, a distribution (30 s).',
    ]);
    assert.deepEqual(told.at(-1)?.waitingFor, ['1 uploads, a distribution']);
    timers.pass(600_000);
    await assert.rejects(work);
  });

  it('says file proxies where none says what it waits for, or one fails to', async () => {
    const failing = () => {
      throw new Error('no words');
    };
    for (const waitingFor of [undefined, () => undefined, failing, () => 5 as never]) {
      const { work, begun, timers, told } = waiting(waitingFor ? { mover: { waitingFor } } : {});
      await begun;
      timers.pass(10_000);
      assert.deepEqual(told.at(-1)?.waitingFor, ['file proxies']);
      timers.pass(600_000);
      await assert.rejects(work, { code: 'ERR_STATICFILE_TIMEOUT' });
    }
  });

  it('hears its signal at once', async () => {
    const controller = new AbortController();
    const { work, begun, timers } = waiting({}, { signal: controller.signal });
    await begun;
    controller.abort(new Error('enough'));
    await assert.rejects(work, { message: 'enough' });
    assert.equal(timers.count, 0);
  });

  it('leaves nothing behind that rejects, where its proxies hear the signal as well', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    const build = async ({ signal }: { signal?: AbortSignal } = {}) => signal?.throwIfAborted();
    // mocha's own listener would end the run
    const others = process.rawListeners('unhandledRejection') as (typeof note)[];
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', note);
    try {
      const signal = AbortSignal.abort(new Error('enough'));
      await assert.rejects(waiting({ mover: { build } }, { signal }).work, { message: 'enough' });
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.removeAllListeners('unhandledRejection');
      for (const other of others) process.on('unhandledRejection', other);
    }
    assert.deepEqual(unhandled, []);
  });

  it('hears its signal while a proxy prepares for the build, and before all', async () => {
    const controller = new AbortController();
    let begins = () => {};
    const begun = new Promise<void>((resolve) => {
      begins = resolve;
    });
    const build = () => {
      begins();
      return new Promise<void>(() => {});
    };
    const first = waiting({ mover: { build } }, { signal: controller.signal });
    await begun;
    controller.abort(new Error('enough'));
    await assert.rejects(first.work, { message: 'enough' });
    await assert.rejects(waiting({}, { signal: controller.signal }).work, { message: 'enough' });
  });

  it('refuses a deadline that is none', async () => {
    for (const deadlineSeconds of [0, -1, Number.NaN, '5x' as never]) {
      const { work } = waiting({}, { deadlineSeconds });
      await assert.rejects(work, { code: 'ERR_STATICFILE_OPTION' });
    }
  });

  it('leaves no timer behind where all is done', async () => {
    const { work, timers } = waiting({ settled: async () => {} });
    await work;
    assert.equal(timers.count, 0);
  });
});
