// What the plugin of 11ty does when a build begins and ends, and where it writes.
import assert from 'node:assert/strict';
import staticfile from '../../../lib/eleventy.ts';
import type { FileInfo, FileProxy, StaticfilesOptions } from '../../../lib/index.ts';
import { createSite } from '../../support/site.ts';
import { createEleventy, renderPages } from './support/build.ts';

const TEMPLATE = '{% staticfile "/a.css" %}';

function createSmallSite() {
  return createSite({ 'static/a.css': 'a { color: red }\n', 'site/index.njk': TEMPLATE });
}

/** A file proxy that keeps what it was told, in order. */
function createRecorder(failure?: Error) {
  const told: string[] = [];
  const infos: FileInfo[] = [];
  const ask = (uri: string, info: FileInfo): string => {
    told.push('asked');
    infos.push(info);
    return uri;
  };
  const proxy: FileProxy = Object.assign(ask, {
    mover: { build: async () => void told.push('build') },
    settled: async ({ ready = false } = {}) => {
      told.push(ready ? 'ready' : 'settled');
      if (failure !== undefined) throw failure;
    },
  });
  return { proxy, told, infos };
}

describe('the plugin of 11ty, in builds', () => {
  it('writes into the output folder, and nowhere else', async () => {
    const site = createSmallSite();
    const before = site.list('root');
    await createEleventy(site).write();
    assert.deepEqual(site.list('root'), before);
    const outputs = site.list('out');
    assert.match(outputs.join(' '), /^a\.[0-9a-f]{12}\.css index\.html$/);
    assert.equal(site.read('out/index.html'), `/${outputs[0]}`);
  });

  it('writes into "outDir" where that is given', async () => {
    const site = createSmallSite();
    await createEleventy(site, { plugin: { outDir: `${site.dir}/cdn` } }).write();
    assert.deepEqual(site.list('out'), ['index.html']);
    assert.match(site.list('cdn').join(' '), /^a\.[0-9a-f]{12}\.css$/);
  });

  it('has its defaults where an option is undefined', async () => {
    const site = createSmallSite();
    const plugin = { outDir: undefined, debug: undefined } as unknown as StaticfilesOptions;
    await createEleventy(site, { plugin }).write();
    assert.equal(site.list('out').length, 2);
  });

  it('says what is missing where there are no options', async () => {
    const eleventy = createEleventy(createSmallSite(), {
      configure: (config) => config.addPlugin(staticfile),
    });
    await assert.rejects(eleventy.toJSON(), ({ originalError }) => {
      assert.match(originalError.message, /ERR_STATICFILE_OPTION/);
      return true;
    });
  });

  it('looks at a source once in a single build, and at each render in serve and watch', async () => {
    for (const [runMode, isSeen] of [
      ['build', false],
      ['serve', true],
      ['watch', true],
    ] as const) {
      const site = createSmallSite();
      const eleventy = createEleventy(site, { runMode });
      const first = await renderPages(eleventy);
      site.write('static/a.css', 'a { color: green }\n');
      const second = await renderPages(eleventy);
      assert.equal(second['/'] !== first['/'], isSeen, runMode);
    }
  });

  it('lets "debug" be chosen', async () => {
    const site = createSmallSite();
    const eleventy = createEleventy(site, { plugin: { debug: true } });
    const first = await renderPages(eleventy);
    site.write('static/a.css', 'a { color: green }\n');
    assert.notDeepEqual(await renderPages(eleventy), first);
  });

  it('keeps what it knows from one build to the next', async () => {
    const { proxy, infos } = createRecorder();
    const site = createSmallSite();
    const eleventy = createEleventy(site, { runMode: 'watch', plugin: { fileProxy: proxy } });
    for (let build = 0; build < 3; build += 1) await eleventy.toJSON();
    assert.deepEqual(
      infos.map((info) => info.new),
      [true, false, false],
    );
  });

  it('tells file proxies that a build begins, and waits at its end until they are ready', async () => {
    const { proxy, told } = createRecorder();
    await createEleventy(createSmallSite(), { plugin: { fileProxy: proxy } }).toJSON();
    assert.deepEqual(told, ['build', 'asked', 'ready']);
  });

  it('fails a build whose file proxy does not become ready', async () => {
    const { proxy } = createRecorder(new Error('the CDN is away'));
    const eleventy = createEleventy(createSmallSite(), { plugin: { fileProxy: proxy } });
    await assert.rejects(eleventy.write(), /the CDN is away/);
  });

  it('does not wait for file proxies in serve and watch', async () => {
    for (const runMode of ['serve', 'watch'] as const) {
      const { proxy, told } = createRecorder(new Error('the CDN is away'));
      const plugin = { fileProxy: proxy };
      await createEleventy(createSmallSite(), { runMode, plugin }).write();
      assert.deepEqual(told, ['asked'], runMode);
    }
  });
});
