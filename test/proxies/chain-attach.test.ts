// A proxy is attached once, before its first call, and the whole chain settles and closes.
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { chain, type FileProxy } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

type Context = Parameters<NonNullable<FileProxy['attach']>>[0];

function pictureSite(fileProxy: FileProxy | FileProxy[]) {
  const site = createSite({ 'x.gif': 'gif' });
  const logger = collectLog();
  const clock = { ms: Date.now() };
  const staticfiles = createStaticfiles(
    { roots: [site.root], outDir: site.outDir, fileProxy, logger },
    { now: () => clock.ms },
  );
  const render = () => staticfiles.staticfile('/x.gif');
  return { staticfiles, render, logger, clock };
}

function attachable(attach: (context: Context) => void, onCall: () => void = () => {}): FileProxy {
  const proxy = (uri: string) => {
    onCall();
    return uri;
  };
  return Object.assign(proxy, { attach });
}

/** A proxy that notes in `events` under `name` when it is attached and called. */
function noting(events: string[], name: string): FileProxy {
  return attachable(
    () => events.push(`attach ${name}`),
    () => events.push(`call ${name}`),
  );
}

describe('attach', () => {
  it('is called once, before the first call', () => {
    const events: string[] = [];
    const { render } = pictureSite(noting(events, 'a'));
    render();
    render();
    assert.deepEqual(events, ['attach a', 'call a', 'call a']);
  });

  it('is called for each proxy of an array and of nested chains', () => {
    const events: string[] = [];
    const [a, b, c] = [noting(events, 'a'), noting(events, 'b'), noting(events, 'c')];
    const { render } = pictureSite([a, chain(b, chain(c))]);
    render();
    render();
    const attached = events.filter((event) => event.startsWith('attach'));
    assert.deepEqual(attached, ['attach a', 'attach b', 'attach c']);
    for (const name of ['a', 'b', 'c']) {
      assert.ok(events.indexOf(`attach ${name}`) < events.indexOf(`call ${name}`));
    }
  });

  it('gets a store, the logger, the clock and a way to say what has changed', () => {
    const contexts: Context[] = [];
    const { render, logger, clock } = pictureSite(attachable((given) => contexts.push(given)));
    render();
    const [context] = contexts;
    assert.ok(context);
    assert.equal(typeof context.store, 'object');
    assert.notEqual(context.store, null);
    assert.equal(typeof context.changed, 'function');
    assert.equal(context.now(), clock.ms);
    context.logger.warn('from the proxy');
    assert.ok(logger.warnings.includes('from the proxy'));
  });
});

describe('an attach', () => {
  it('that throws is reported once and breaks no render', () => {
    const fails = attachable(() => {
      throw new Error('no store');
    });
    const { render, logger } = pictureSite([fails, (uri: string) => `${uri}?b`]);
    assert.match(render(), /^\/x\.[0-9a-f]{12}\.gif\?b$/);
    assert.match(render(), /^\/x\.[0-9a-f]{12}\.gif\?b$/);
    const reports = [...logger.warnings, ...logger.errors];
    assert.equal(reports.length, 1);
    assert.match(reports[0] ?? '', /no store/);
  });

  it('that throws does not keep the others from being attached', () => {
    const events: string[] = [];
    const fails = attachable(() => {
      throw new Error('no store');
    });
    pictureSite([fails, noting(events, 'b')]).render();
    assert.deepEqual(events, ['attach b', 'call b']);
  });
});

describe('origins of a chain', () => {
  it('are those of its proxies', () => {
    const at = (origin: string): FileProxy =>
      Object.assign((uri: string) => uri, { origins: () => [origin] });
    const plain: FileProxy = (uri: string) => uri;
    const whole = chain(at('https://a.example.com'), plain, chain(at('https://b.example.com')));
    const origins = [...(whole.origins?.() ?? [])].sort();
    assert.deepEqual(origins, ['https://a.example.com', 'https://b.example.com']);
  });

  it('are none where no proxy names one', () => {
    assert.deepEqual([...(chain((uri: string) => uri).origins?.() ?? [])], []);
  });
});

/** A promise, and what resolves it: `Promise.withResolvers` needs Node 22. */
function waitable() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('ready of an instance', () => {
  const readyBy = (ready: unknown): FileProxy =>
    Object.assign((uri: string) => uri, { ready } as Partial<FileProxy>);

  it('resolves when all of its proxies know their origins, those in inner chains too', async () => {
    const [first, second] = [waitable(), waitable()];
    const inner = chain(readyBy(() => second.promise));
    const { staticfiles } = pictureSite([readyBy(() => first.promise), inner]);
    const events: string[] = [];
    const ready = staticfiles.ready().then(() => events.push('ready'));
    first.resolve();
    await turn();
    assert.deepEqual(events, []);
    second.resolve();
    await ready;
  });

  it('resolves at once where no proxy moves files, whatever they call ready', async () => {
    const { staticfiles } = pictureSite([(uri: string) => uri, readyBy(true)]);
    await staticfiles.ready();
    const plain = createStaticfiles({ roots: createSite({ 'x.gif': 'gif' }).root });
    await plain.ready();
  });

  it('rejects with what a proxy rejects with', async () => {
    const { staticfiles } = pictureSite(readyBy(() => Promise.reject(new Error('no domain'))));
    await assert.rejects(staticfiles.ready(), /no domain/);
  });
});

/** A proxy whose settled() or close() waits until `finish` is called. */
function waiting(method: 'settled' | 'close') {
  let finish = () => {};
  const end = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const proxy: FileProxy = Object.assign((uri: string) => uri, { [method]: () => end });
  return { proxy, finish: () => finish() };
}

async function assertWaitsForBoth(method: 'settled' | 'close'): Promise<void> {
  const [first, second] = [waiting(method), waiting(method)];
  const { staticfiles, render } = pictureSite([first.proxy, chain(second.proxy)]);
  render();
  let done = false;
  const whole = staticfiles[method]().then(() => {
    done = true;
  });
  await turn();
  assert.equal(done, false);
  first.finish();
  await turn();
  assert.equal(done, false);
  second.finish();
  await whole;
}

describe('settled and close', () => {
  it('settled waits for every proxy of the chain', () => assertWaitsForBoth('settled'));

  it('close waits for every proxy of the chain', () => assertWaitsForBoth('close'));

  it('settled resolves where no proxy has anything to do', async () => {
    const { staticfiles, render } = pictureSite((uri: string) => uri);
    render();
    await staticfiles.settled();
  });

  it('settled rejects after timeoutMs', async () => {
    const { staticfiles, render } = pictureSite(waiting('settled').proxy);
    render();
    await assert.rejects(staticfiles.settled({ timeoutMs: 1 }));
  });

  it('close leaves the tags answering', async () => {
    const { staticfiles, render } = pictureSite((uri: string) => `${uri}?a`);
    const before = render();
    await staticfiles.close();
    assert.equal(render(), before);
  });
});
