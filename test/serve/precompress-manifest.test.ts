// A server that has nothing but a manifest compresses what its build has left.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { StaticfilesOptions, System } from '../../lib/index.ts';
import { createStaticfiles } from '../support/create.ts';
import { diskError, watchDisk } from '../support/disk.ts';
import { useServers } from '../support/http.ts';
import { collectLog } from '../support/log.ts';
import { createSite } from '../support/site.ts';

const SHEET = '.a { color: red }\n'.repeat(100);
const FILES = { 'a.css': SHEET, 'b.css': SHEET.replaceAll('a', 'b'), 'x.gif': 'gif'.repeat(100) };

async function build() {
  const site = createSite(FILES);
  const { root: roots, outDir } = site;
  const manifest = `${site.dir}/manifest.json`;
  const builder = createStaticfiles({ roots, outDir, logger: collectLog() });
  await builder.prepare({ paths: ['/**'], manifest });
  const uris = ['/a.css', '/b.css'].map((path) => builder.staticfile(path));
  await builder.close();
  const log = collectLog();
  const open = (options: Partial<StaticfilesOptions> = {}, system: Partial<System> = {}) => {
    const whole = { manifest, outDir, logger: log, ...options };
    const staticfiles = createStaticfiles(whole, { nodeEnv: 'production', ...system });
    after(() => staticfiles.close());
    return staticfiles;
  };
  const compressed = () => site.list('out').filter((name) => /\.(?:br|gz)$/.test(name));
  const [a = '', b = ''] = uris.map((uri) => uri.slice(1));
  return { site, log, open, compressed, a, b };
}

describe('precompress with a manifest', () => {
  const servers = useServers();

  it('writes .br and .gz of what the manifest lists, once the package serves', async () => {
    const { site, open, compressed, a, b } = await build();
    const staticfiles = open();
    await staticfiles.settled();
    assert.deepEqual(compressed(), []);
    const server = await servers.serve(staticfiles.middleware());
    await staticfiles.settled();
    assert.deepEqual(compressed(), [`${a}.br`, `${a}.gz`, `${b}.br`, `${b}.gz`]);
    const read = (extension: string) => readFileSync(`${site.dir}/out/${a}${extension}`);
    assert.equal(brotliDecompressSync(read('.br')).toString(), SHEET);
    assert.equal(gunzipSync(read('.gz')).toString(), SHEET);
    const answer = await server.get(`/${a}`, { 'Accept-Encoding': 'br' });
    assert.equal(answer.headers['content-encoding'], 'br');
  });

  it('leaves what is there, and what is off', async () => {
    const { site, open, compressed, a } = await build();
    const first = open();
    first.middleware();
    await first.settled();
    const file = `${site.dir}/out/${a}.br`;
    const before = readFileSync(file);
    rmSync(`${site.dir}/out/${a}.gz`);
    const off = open({ precompress: false });
    off.middleware();
    await off.settled();
    assert.equal(compressed().length, 3);
    const second = open();
    second.middleware();
    await second.settled();
    assert.equal(compressed().length, 4);
    assert.deepEqual(readFileSync(file), before);
  });

  it('skips files that are not here, or hold other bytes', async () => {
    const { site, open, compressed, log, a, b } = await build();
    appendFileSync(`${site.dir}/out/${a}`, 'more');
    const staticfiles = open();
    staticfiles.middleware();
    await staticfiles.settled();
    assert.deepEqual(compressed(), [`${b}.br`, `${b}.gz`]);
    rmSync(`${site.dir}/out/${b}`);
    writeFileSync(`${site.dir}/out/${a}`, SHEET);
    const next = open();
    next.middleware();
    await next.settled();
    assert.equal(compressed().includes(`${a}.br`), true);
    assert.deepEqual(log.warnings, []);
  });

  it('stops where the disk refuses it', async () => {
    const { open, compressed, log } = await build();
    const { disk } = watchDisk((call) => {
      if (call === 'writeFileSync') throw diskError('EROFS');
    });
    const staticfiles = open({}, { disk });
    staticfiles.middleware();
    await staticfiles.settled();
    assert.deepEqual(compressed(), []);
    assert.deepEqual(log.warnings, []);
  });
});
