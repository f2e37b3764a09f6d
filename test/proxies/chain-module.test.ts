// A file proxy may be named by a module specifier, relative to the working folder.
import assert from 'node:assert/strict';
import { StaticfileError } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { createSite, type Files, type Site } from '../support/site.ts';

const ESM = "export const fileProxy = (uri) => 'https://esm.example.com' + uri;";
const COMMONJS = "exports.fileProxy = (uri) => 'https://cjs.example.com' + uri;";

/** Makes a site of the files, and an instance of it while its root is the working folder. */
function inSite(files: Files, fileProxy: string) {
  const site = createSite({ 'public/x.gif': 'gif', ...files });
  return within(site, () =>
    createStaticfiles({
      roots: [`${site.root}/public`],
      outDir: site.outDir,
      debug: false,
      fileProxy,
    }),
  );
}

function within<T>(site: Site, run: () => T): T {
  const before = process.cwd();
  process.chdir(site.root);
  try {
    return run();
  } finally {
    process.chdir(before);
  }
}

function assertRefused(files: Files, specifier: string, mentions: readonly RegExp[]): void {
  assert.throws(
    () => inSite(files, specifier),
    (error: unknown) => {
      assert.ok(error instanceof StaticfileError);
      assert.match(error.code, /^ERR_STATICFILE_[A-Z_]+$/);
      for (const mention of mentions) assert.match(error.message, mention);
      return true;
    },
  );
}

describe('a module specifier', () => {
  it('names an export of an ES module', () => {
    const files = { 'package.json': '{"type":"module"}', 'cdn.js': ESM };
    const url = inSite(files, './cdn.js#fileProxy').staticfile('/x.gif');
    assert.match(url, /^https:\/\/esm\.example\.com\/x\.[0-9a-f]{12}\.gif$/);
  });

  it('names an export of a CommonJS module', () => {
    const files = { 'package.json': '{"type":"commonjs"}', 'cdn.js': COMMONJS };
    const url = inSite(files, './cdn.js#fileProxy').staticfile('/x.gif');
    assert.match(url, /^https:\/\/cjs\.example\.com\/x\.[0-9a-f]{12}\.gif$/);
  });

  it('takes .mjs and .cjs files', () => {
    const files = { 'esm.mjs': ESM, 'lib/common.cjs': COMMONJS };
    const esm = inSite(files, './esm.mjs#fileProxy').staticfile('/x.gif');
    assert.match(esm, /^https:\/\/esm\.example\.com\//);
    const common = inSite(files, './lib/common.cjs#fileProxy').staticfile('/x.gif');
    assert.match(common, /^https:\/\/cjs\.example\.com\//);
  });

  it('names an export by any name', () => {
    const files = { 'cdn.cjs': "exports.other = (uri) => '/other' + uri;" };
    assert.match(inSite(files, './cdn.cjs#other').staticfile('/x.gif'), /^\/other\/x\./);
  });

  it('lets the proxy be attached and called final', () => {
    const code = `
      let calls = 0;
      exports.fileProxy = (uri) => uri + '?' + (calls += 1);
      exports.fileProxy.isFinal = () => true;`;
    const staticfiles = inSite({ 'cdn.cjs': code }, './cdn.cjs#fileProxy');
    assert.equal(staticfiles.staticfile('/x.gif'), staticfiles.staticfile('/x.gif'));
  });
});

describe('a module specifier that leads nowhere', () => {
  it('throws at once for a missing file and names it', () => {
    assertRefused({}, './nothing.js#fileProxy', [/\.\/nothing\.js/]);
  });

  it('throws at once for a missing export and names it', () => {
    assertRefused({ 'cdn.cjs': COMMONJS }, './cdn.cjs#proxy', [/\.\/cdn\.cjs/, /"proxy"/]);
  });

  it('throws at once for an export that is no function', () => {
    const files = { 'cdn.cjs': 'exports.fileProxy = 42;' };
    assertRefused(files, './cdn.cjs#fileProxy', [/\.\/cdn\.cjs/, /fileProxy/]);
  });

  it('throws at once for a module that throws, and keeps the cause', () => {
    const files = { 'cdn.cjs': "throw new Error('broken inside');" };
    assert.throws(
      () => inSite(files, './cdn.cjs#fileProxy'),
      (error: unknown) => {
        assert.ok(error instanceof StaticfileError);
        assert.match(error.message, /\.\/cdn\.cjs/);
        assert.match(String(error.cause), /broken inside/);
        return true;
      },
    );
  });
});
