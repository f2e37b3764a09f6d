// A script or sheet that moves takes its source map along: its name is relative.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { createStaticfiles } from '../../support/create.ts';
import { collectLog } from '../../support/log.ts';
import { createSite } from '../../support/site.ts';
import { calmWorld, type OneServerOptions, oneServer } from './support/one-server.ts';

const FILES = {
  'js/d é.js': 'function double( number ) { return 2 * number }\n',
  'css/a.css': 'a {\n  color: #ff0000;\n}\n',
  'css/b.css': 'a {\n  background: url(b.png);\n}\n',
  'css/b.png': 'b',
};

function open(options: OneServerOptions = {}) {
  const world = options.world ?? calmWorld();
  const server = oneServer({ isFree: true, include: ['js', 'css'], ...options, world });
  const site = createSite(FILES);
  const staticfiles = createStaticfiles(
    {
      roots: site.root,
      outDir: site.outDir,
      sourceMap: true,
      fileProxy: server.proxy,
      logger: collectLog(),
    },
    { now: world.time.now },
  );
  const settled = () => world.time.until(staticfiles.settled({ ready: true }));
  /** The key of the map that the minified output of a path names; `''` where it names none. */
  const mapKeyOf = (asked: string) => {
    const { output = '', uri = '' } = staticfiles.describe(asked, { slim: true });
    const name = / sourceMappingURL=(\S+)/.exec(site.read(path.relative(site.dir, output)))?.[1];
    const folder = decodeURIComponent(path.posix.dirname(uri));
    return name === undefined ? '' : `static${folder}/${decodeURIComponent(name)}`;
  };
  return { ...server, world, site, staticfiles, settled, mapKeyOf };
}

describe('the source map of an output that moves', () => {
  for (const asked of ['/js/d é.js', '/css/a.css']) {
    it(`is in the bucket beside it: ${asked}`, async () => {
      const { staticfiles, settled, world, mapKeyOf, proxy } = open();
      staticfiles.slimfile(asked);
      await settled();
      const url = staticfiles.slimfile(asked);
      assert.match(url, /^https:\/\/cdn\.test\/static\//);
      assert.match(mapKeyOf(asked), /\.map$/);
      assert.ok(world.bucket.has(mapKeyOf(asked)), mapKeyOf(asked));
      assert.equal(proxy.status().ready, 1);
    });
  }

  it('is not sent again, and is there again where it was deleted', async () => {
    const first = open();
    first.staticfiles.slimfile('/css/a.css');
    await first.settled();
    const key = first.mapKeyOf('/css/a.css');
    const second = open({ world: first.world });
    second.staticfiles.slimfile('/css/a.css');
    await second.settled();
    assert.deepEqual(
      second.puts.filter((put) => !put.includes('.staticfile/')),
      [],
    );
    first.world.bucket.delete(key);
    const third = open({ world: first.world });
    third.staticfiles.slimfile('/css/a.css');
    await third.settled();
    assert.ok(first.world.bucket.has(key));
  });

  it('stays where the output stays', async () => {
    const { staticfiles, settled, puts } = open();
    assert.match(staticfiles.slimfile('/css/b.css'), /^\/css\//);
    await settled();
    assert.deepEqual(
      puts.filter((put) => put.endsWith('.map')),
      [],
    );
  });

  it('is named in the record of what is in use, so that it is not pruned', async () => {
    const { staticfiles, settled, mapKeyOf, world } = open();
    staticfiles.slimfile('/css/a.css');
    await settled();
    staticfiles.slimfile('/css/a.css');
    const key = mapKeyOf('/css/a.css');
    await world.time.until(staticfiles.close());
    const records = [...world.bucket].filter(([each]) => each.includes('.staticfile/releases/'));
    assert.match(key, /\.map$/);
    assert.ok(
      records.some(([, { text }]) => text.includes(key.slice('static/'.length))),
      key,
    );
  });
});

it('a server that has only a manifest takes maps along, and records them', async () => {
  const { site, world, staticfiles, settled, mapKeyOf } = open();
  staticfiles.slimfile('/js/d é.js');
  await settled();
  const key = mapKeyOf('/js/d é.js');
  const manifest = path.join(site.dir, 'manifest.json');
  const builder = createStaticfiles({ roots: site.root, outDir: site.outDir, sourceMap: true });
  builder.slimfile('/js/d é.js');
  await builder.prepare({ manifest });
  await builder.close();
  world.bucket.delete(key);
  const { proxy } = oneServer({ isFree: true, include: ['js'], world });
  const server = createStaticfiles(
    { manifest, outDir: site.outDir, fileProxy: proxy, logger: collectLog() },
    { now: world.time.now },
  );
  server.slimfile('/js/d é.js');
  await world.time.until(server.settled({ ready: true }));
  await world.time.pass(20_000);
  assert.match(server.slimfile('/js/d é.js'), /^https:/);
  assert.ok(world.bucket.has(key), key);
  await world.time.until(server.close());
  const records = [...world.bucket].filter(([each]) => each.includes('.staticfile/releases/'));
  assert.ok(records.every(([, { text }]) => text.includes(key.slice('static/'.length))));
});
