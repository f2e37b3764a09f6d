// An instance as its user holds it: what it is made of comes from outside, and it ends when asked.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { createStaticfiles, type FileProxy, StaticfileError } from '../lib/index.ts';
import { hash, makeInstance } from './support/instance.ts';
import { createSite } from './support/site.ts';

type Settled = NonNullable<FileProxy['settled']>;

function withProxy(more: Partial<FileProxy>) {
  const fileProxy: FileProxy = Object.assign((uri: string) => uri, more);
  return makeInstance({ 'x.gif': 'gif' }, { fileProxy }).staticfiles;
}

describe('an instance', () => {
  it('needs only roots, and writes into ".static" of its working folder', () => {
    const site = createSite({ 'img/x.gif': 'gif' });
    const staticfiles = createStaticfiles({ roots: 'root' }, { folder: site.dir });
    const name = `x.${hash('gif')}.gif`;
    assert.equal(staticfiles.staticfile('/img/x.gif'), `/img/${name}`);
    assert.deepEqual(site.list('root'), [path.join('img', 'x.gif')]);
    assert.deepEqual(site.list('.static'), [path.join('img', name)]);
  });

  it('goes on with its folders where the working folder becomes another one', () => {
    const site = createSite({ 'x.gif': 'gif' });
    const before = process.cwd();
    try {
      process.chdir(site.dir);
      const staticfiles = createStaticfiles({ roots: 'root' });
      process.chdir(before);
      assert.equal(staticfiles.staticfile('/x.gif'), `/x.${hash('gif')}.gif`);
    } finally {
      process.chdir(before);
    }
    assert.deepEqual(site.list('.static'), [`x.${hash('gif')}.gif`]);
  });

  it('with "outDir: false" writes beside the sources', () => {
    const site = createSite({ 'x.gif': 'gif' });
    const options = { roots: 'root', outDir: false, cacheDir: false } as const;
    createStaticfiles(options, { folder: site.dir }).staticfile('/x.gif');
    assert.deepEqual(
      site.list(),
      [`x.${hash('gif')}.gif`, 'x.gif'].map((name) => `root/${name}`),
    );
  });

  it('keeps nothing outside of the folders that it is given', () => {
    const site = createSite({ 'x.gif': 'gif' });
    const { root: roots, outDir } = site;
    const cacheDir = path.join(site.dir, 'cache');
    createStaticfiles({ roots, outDir, cacheDir }, { folder: site.dir }).staticfile('/x.gif');
    const folders = new Set(site.list().map((file) => file.split(path.sep)[0]));
    assert.deepEqual([...folders].sort(), ['cache', 'out', 'root']);
  });

  it('shares nothing with another one', () => {
    const one = makeInstance({ 'x.gif': 'one' }, { debug: false });
    const two = makeInstance({ 'x.gif': 'two' }, { debug: false });
    assert.equal(one.staticfiles.staticfile('/x.gif'), `/x.${hash('one')}.gif`);
    assert.equal(two.staticfiles.staticfile('/x.gif'), `/x.${hash('two')}.gif`);
  });

  it('may have its methods taken off it', () => {
    const { staticfile, describe: tell, isVersioned } = makeInstance({ 'x.gif': '' }).staticfiles;
    const url = staticfile('/x.gif');
    assert.equal(tell('/x.gif').url, url);
    assert.equal(isVersioned(url), true);
  });

  it('warns on stderr where it has no logger, once', () => {
    const site = createSite();
    const written: string[] = [];
    const writeError = (text: string) => written.push(text);
    const staticfiles = createStaticfiles({ roots: site.root, cacheDir: false }, { writeError });
    staticfiles.staticfile('/no.gif');
    staticfiles.staticfile('/no.gif');
    assert.equal(written.length, 1);
    assert.match(written[0] ?? '', /^nunjucks-staticfile: \[ERR_STATICFILE_NOT_FOUND\] .*\n$/);
  });

  it('looks at files again or not as NODE_ENV says', () => {
    for (const [nodeEnv, isSeen] of [
      ['production', false],
      ['development', true],
    ] as const) {
      const site = createSite({ 'x.gif': 'gif' });
      const { root: roots, outDir } = site;
      const staticfiles = createStaticfiles({ roots, outDir, cacheDir: false }, { nodeEnv });
      const before = staticfiles.staticfile('/x.gif');
      site.write('x.gif', 'edited');
      assert.equal(staticfiles.staticfile('/x.gif') !== before, isSeen);
    }
  });

  it('serves what it has published', async () => {
    const { staticfiles } = makeInstance({ 'x.gif': 'gif' });
    const url = staticfiles.staticfile('/x.gif');
    const response = await staticfiles.handle(new Request(`http://site${url}`));
    assert.equal(await response?.text(), 'gif');
    assert.equal(response?.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  });

  it('does not serve what it does not have', async () => {
    const { staticfiles } = makeInstance({ 'x.gif': 'gif' });
    assert.equal(await staticfiles.handle(new Request('http://site/no.gif')), undefined);
    assert.equal(typeof staticfiles.middleware(), 'function');
  });

  it('throws errors of one class, with a code and a sentence', () => {
    const { staticfiles } = makeInstance({}, { missing: 'throw' });
    assert.throws(
      () => staticfiles.staticfile('/no.gif'),
      (error) => {
        assert.ok(error instanceof StaticfileError);
        assert.equal(error.name, 'StaticfileError');
        assert.match(error.message, /^\[ERR_STATICFILE_NOT_FOUND\] /);
        return true;
      },
    );
  });
});

describe('settled', () => {
  it('resolves at once where nothing goes on', async () => {
    await makeInstance({}).staticfiles.settled();
    await makeInstance({}).staticfiles.settled({ ready: true, timeoutMs: 1 });
  });

  it('waits for the file proxy, and hands the options on', async () => {
    const asked: Parameters<Settled>[0][] = [];
    const staticfiles = withProxy({
      settled: async (options) => {
        asked.push(options);
      },
    });
    await staticfiles.settled({ ready: true, timeoutMs: 1_000 });
    assert.deepEqual(asked, [{ ready: true, timeoutMs: 1_000 }]);
  });

  it('rejects after timeoutMs', async () => {
    const staticfiles = withProxy({ settled: () => new Promise(() => {}) });
    await assert.rejects(staticfiles.settled({ timeoutMs: 1 }), {
      code: 'ERR_STATICFILE_TIMEOUT',
      message:
        '[ERR_STATICFILE_TIMEOUT] Not settled after 1 ms: something is still being converted, ' +
        'uploaded or held back.',
    });
  });

  it('rejects where the file proxy does', async () => {
    const staticfiles = withProxy({ settled: () => Promise.reject(new Error('no')) });
    await assert.rejects(staticfiles.settled({ timeoutMs: 1_000 }), { message: 'no' });
  });
});

describe('close', () => {
  it('closes the file proxy', async () => {
    let count = 0;
    const staticfiles = withProxy({
      close: async () => {
        count += 1;
      },
    });
    await staticfiles.close();
    assert.equal(count, 1);
  });

  it('leaves a page its URLs, those that were asked for before and new ones', async () => {
    const { staticfiles } = makeInstance({ 'x.gif': 'gif', 'y.gif': 'y' });
    const url = staticfiles.staticfile('/x.gif');
    await staticfiles.close();
    assert.equal(staticfiles.staticfile('/x.gif'), url);
    assert.equal(staticfiles.staticfile('/y.gif'), `/y.${hash('y')}.gif`);
  });
});
