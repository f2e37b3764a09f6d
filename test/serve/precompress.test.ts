// Outputs that are text are compressed while renders go on, for all who serve the folder.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { StaticfilesOptions, System } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { diskError, watchDisk } from '../support/disk.ts';
import { useServers } from '../support/http.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const SHEET = '.a { color: red }\n'.repeat(100);
const SCRIPT = 'function f( first ) {\n  return first + 1;\n}\n'.repeat(20);
const FILES = { 'a.css': SHEET, 'a.js': SCRIPT, 'x.gif': 'gif'.repeat(100), 'tiny.css': 'a{}' };

function open(options: Partial<StaticfilesOptions> = {}, system: Partial<System> = {}) {
  const site = createSite(FILES);
  const log = collectLog();
  const { root: roots, outDir } = site;
  const staticfiles = createStaticfiles(
    { roots, outDir, cacheDir: `${site.dir}/cache`, logger: log, ...options },
    { nodeEnv: 'production', ...system },
  );
  after(() => staticfiles.close());
  const compressed = () => site.list('out').filter((name) => /\.(?:br|gz)$/.test(name));
  return { site, log, staticfiles, compressed };
}

describe('precompress', () => {
  const servers = useServers();

  it('writes .br and .gz of text in production once the package serves', async () => {
    const { staticfiles, site, compressed } = open();
    const uris = ['/a.css', '/x.gif', '/tiny.css'].map((path) => staticfiles.staticfile(path));
    await staticfiles.settled();
    assert.deepEqual(compressed(), []);
    staticfiles.middleware();
    await staticfiles.settled();
    const file = uris[0]?.slice(1) ?? '';
    assert.deepEqual(compressed(), [`${file}.br`, `${file}.gz`]);
    const read = (extension: string) => readFileSync(`${site.dir}/out/${file}${extension}`);
    assert.equal(brotliDecompressSync(read('.br')).toString(), SHEET);
    assert.equal(gunzipSync(read('.gz')).toString(), SHEET);
  });

  it('has the middleware send what it has written', async () => {
    const { staticfiles } = open();
    const server = await servers.serve(staticfiles.middleware());
    const uri = staticfiles.staticfile('/a.css');
    await staticfiles.settled();
    const answer = await server.get(uri, { 'Accept-Encoding': 'br' });
    assert.equal(answer.headers['content-encoding'], 'br');
  });

  it('compresses what was minified, and not what stood in for it', async () => {
    const { staticfiles, compressed } = open({ conversion: 'background' });
    staticfiles.middleware();
    const first = staticfiles.slimfile('/a.js');
    await staticfiles.settled();
    const second = staticfiles.slimfile('/a.js');
    assert.notEqual(first, second);
    assert.deepEqual(
      compressed().filter((name) => !name.includes('.map.')),
      [`${second.slice(1)}.br`, `${second.slice(1)}.gz`],
    );
  });

  it('is off where nobody serves, in development, and where the option says so', async () => {
    const sites = [
      { ...open(), serves: false },
      { ...open({}, { nodeEnv: 'development' }), serves: true },
      { ...open({ precompress: false }), serves: true },
    ];
    for (const { staticfiles, compressed, serves } of sites) {
      if (serves) staticfiles.middleware();
      staticfiles.staticfile('/a.css');
      await staticfiles.settled();
      assert.deepEqual(compressed(), []);
    }
  });

  it('is on wherever the option says so', async () => {
    const { staticfiles, compressed } = open({ precompress: true }, { nodeEnv: 'development' });
    staticfiles.staticfile('/a.css');
    await staticfiles.settled();
    assert.equal(compressed().length, 2);
  });

  it('is off where the disk refuses it, and everything else goes on', async () => {
    const watched = watchDisk((call, file) => {
      if (call === 'writeFileSync' && /\.br\./.test(file)) throw diskError('ENOSPC');
    });
    const { staticfiles, compressed, log } = open({ precompress: true }, { disk: watched.disk });
    const uri = staticfiles.staticfile('/a.css');
    await staticfiles.settled();
    assert.deepEqual(compressed(), []);
    assert.equal(staticfiles.staticfile('/a.css'), uri);
    assert.deepEqual(log.warnings, []);
  });
});
