// Names that are none of ours cost little: on a disk that refuses, and where the file is very large.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { refuse } from '../support/disk.ts';
import { useServers } from '../support/http.ts';
import { makeInstance } from '../support/instance.ts';
import { fewer } from '../support/sampled.ts';

const FILM_BYTES = fewer('bytes of a film', 1_200_000_000, 400_000_000);
const VERSIONS = Array.from({ length: 50 }, (_, at) => at.toString(16).padStart(12, '0'));

describe('names that are none of ours', function () {
  this.timeout(120_000);
  const servers = useServers();

  it('cost one conversion for each form of a file and second where nothing can be written', async () => {
    const options = { debug: false, minify: { css: (text: string) => text.trim() } };
    const { staticfiles, disk, clock } = makeInstance({ 'a.css': ' a { b : c }' }, options);
    const server = await servers.serve(staticfiles.middleware());
    disk.before = refuse(['writeFileSync', 'copyFileSync', 'mkdirSync'], 'EROFS');
    const ask = async () => {
      disk.reset();
      for (const version of VERSIONS) {
        const { status, headers } = await server.get(`/a.${version}.css`);
        assert.deepEqual([status, headers['cache-control']], [404, 'no-store']);
      }
      return disk.count('mkdirSync');
    };
    // plain and slim
    assert.equal(await ask(), 2);
    assert.equal(await ask(), 0);
    clock.ms += 1_000;
    assert.equal(await ask(), 2);
    disk.before = () => {};
    clock.ms += 1_000;
    assert.equal((await server.get(staticfiles.staticfile('/a.css'))).status, 200);
    await staticfiles.close();
  });

  it(`of a file of ${FILM_BYTES / 1e9} GB hold nobody up and take no memory`, async () => {
    const { staticfiles, disk, site } = makeInstance({ 'film.mp4': '' }, { debug: false });
    fs.truncateSync(path.join(site.root, 'film.mp4'), FILM_BYTES);
    const server = await servers.serve(staticfiles.middleware());
    const before = process.memoryUsage.rss();
    let [turns, mostBytes, isOver] = [0, 0, false];
    const count = () => {
      turns += 1;
      mostBytes = Math.max(mostBytes, process.memoryUsage.rss() - before);
      if (!isOver) setTimeout(count, 0);
    };
    count();
    const asked = VERSIONS.slice(0, 10).map((each) => server.get(`/film.${each}.mp4`));
    for (const { status } of await Promise.all(asked)) assert.equal(status, 404);
    isOver = true;
    assert.equal(disk.count('readFileSync') + disk.count('readSync'), 0);
    assert.deepEqual(site.list('out'), []);
    assert.ok(turns > 100, `${turns} turns`);
    assert.ok(mostBytes < 200_000_000, `${mostBytes} bytes`);
    await staticfiles.close();
  });
});
