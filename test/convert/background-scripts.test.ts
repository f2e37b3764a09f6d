// In the background mode no render parses the scripts that a tag names together: workers look at them.
import assert from 'node:assert/strict';
import type { FileInfo } from '../../lib/index.ts';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';
import type { Files, Site } from '../support/site.ts';

const A = 'var a = 1;\n';
const B = 'var b = 2;\n';
const FILES = { 'a.js': A, 'b.js': B };
const PATHS = ['/a.js', '/b.js'];
/** More than a render looks at. */
const LARGE_AND_BROKEN = `bad() /* ${'and '.repeat(20_000)}`;

function open(files: Files = FILES, options: InstanceOptions = {}, site?: Site) {
  const instance = makeInstance(
    files,
    { debug: false, conversion: 'background', ...options },
    site,
  );
  after(() => instance.staticfiles.close());
  const read = (url: string) => instance.site.read(`out${url}`);
  return { ...instance, read };
}

function inline(files: Files, slim = false) {
  const { staticfiles, site, log } = makeInstance(files, { debug: false, conversion: 'inline' });
  const paths = Object.keys(files).map((name) => `/${name}`);
  const url = slim ? staticfiles.slimfile(paths) : staticfiles.staticfile(paths);
  return { url, text: site.read(`out${url}`), warnings: log.warnings };
}

describe('scripts that a tag names together, with conversion in the background', () => {
  it('have the name and bytes that they will have, at once', async () => {
    const { staticfiles, read } = open();
    const first = staticfiles.staticfile(PATHS);
    assert.deepEqual({ url: first, text: read(first) }, pick(inline(FILES)));
    await staticfiles.settled();
    assert.equal(staticfiles.staticfile(PATHS), first);
  });

  for (const [what, bad] of [
    ['ends too early', 'log.push("bad"; function ('],
    ['ends in a comment', 'bad() /* and'],
    ['declares a name again', 'let q = 1; let a = 2;'],
  ] as const) {
    it(`are without a small one that ${what} from the beginning`, () => {
      const files = { 'a.js': 'let a = 1;\n', 'bad.js': bad, 'b.js': B };
      const paths = ['/a.js', '/bad.js', '/b.js'];
      const { staticfiles, read } = open(files);
      assert.equal(read(staticfiles.staticfile(paths)), inline(files).text);
    });
  }

  it('hold a broken one that is too large to look at, until a worker has done that', async () => {
    const files = { 'a.js': A, 'bad.js': LARGE_AND_BROKEN, 'b.js': B };
    const paths = ['/a.js', '/bad.js', '/b.js'];
    const { staticfiles, read } = open(files);
    assert.match(read(staticfiles.staticfile(paths)), /bad\(\)/);
    await staticfiles.settled();
    assert.equal(read(staticfiles.staticfile(paths)), inline(files).text);
  });

  it('are minified when all is settled', async () => {
    const { staticfiles, read } = open();
    const first = staticfiles.slimfile(PATHS);
    assert.equal(first, inline(FILES).url);
    await staticfiles.settled();
    const second = staticfiles.slimfile(PATHS);
    assert.deepEqual({ url: second, text: read(second) }, pick(inline(FILES, true)));
  });

  it('are offered as provisional until they were looked at, and then as new', async () => {
    const offers: FileInfo[] = [];
    const fileProxy = (uri: string, info: FileInfo) => {
      offers.push(info);
      return uri;
    };
    const { staticfiles } = open(FILES, { fileProxy });
    staticfiles.staticfile(PATHS);
    staticfiles.staticfile(PATHS);
    assert.deepEqual(flags(offers.splice(0)), ['provisional new', 'provisional']);
    await staticfiles.settled();
    staticfiles.staticfile(PATHS);
    staticfiles.staticfile(PATHS);
    assert.deepEqual(flags(offers), ['new', '']);
  });

  const broken = {
    'that ends inside a comment': { ...FILES, 'c.js': 'var c = 3; /* open' },
    'that browsers refuse behind another': { ...FILES, 'c.js': 'let a = 3;\n' },
    'that does not do what it does alone': { ...FILES, 'c.js': '"use strict"; var c = 3;\n' },
  };
  for (const [name, files] of Object.entries(broken)) {
    for (const slim of [false, true]) {
      it(`are in the end as without it, with one ${name}, ${slim ? 'minified' : 'as they are'}`, async () => {
        const paths = Object.keys(files).map((each) => `/${each}`);
        const { staticfiles, log, read } = open(files);
        const urlOf = () => (slim ? staticfiles.slimfile(paths) : staticfiles.staticfile(paths));
        urlOf();
        await staticfiles.settled();
        const url = urlOf();
        const expected = inline(files, slim);
        assert.deepEqual({ url, text: read(url) }, pick(expected));
        assert.deepEqual(log.warnings, expected.warnings);
      });
    }
  }

  it('are looked at by the next process where the first one ended before it was done', async () => {
    const files = { 'a.js': A, 'bad.js': LARGE_AND_BROKEN, 'b.js': B };
    const paths = Object.keys(files).map((each) => `/${each}`);
    const { site } = open(files, { cacheDir: undefined });
    const cacheDir = `${site.dir}/cache`;
    const first = open({}, { cacheDir }, site);
    const early = first.staticfiles.staticfile(paths);
    const second = open({}, { cacheDir, conversion: 'inline' }, site);
    const late = second.staticfiles.staticfile(paths);
    assert.notEqual(late, early);
    assert.equal(late, inline(files).url);
  });

  it('are what they will be for a build in the same process', async () => {
    const files = broken['that ends inside a comment'];
    const paths = Object.keys(files).map((each) => `/${each}`);
    const { staticfiles, read } = open(files);
    staticfiles.staticfile(paths);
    await staticfiles.prepare({ paths: [paths.join(';')] });
    const url = staticfiles.staticfile(paths);
    assert.deepEqual({ url, text: read(url) }, pick(inline(files)));
  });
});

function pick({ url, text }: { url: string; text: string }) {
  return { url, text };
}

function flags(offers: readonly FileInfo[]): string[] {
  return offers.map((info) =>
    [info.provisional && 'provisional', info.new && 'new'].filter(Boolean).join(' '),
  );
}
