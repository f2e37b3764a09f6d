// Each URL that a page got answers with its bytes, whichever server of the site is asked.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { useServers } from '../support/http.ts';
import { makeInstance } from '../support/instance.ts';
import { sampled } from '../support/sampled.ts';
import {
  builtFrom,
  copyOf,
  misses,
  namings,
  render,
  serverOf,
  siteOf,
  update,
} from './support/every-url.ts';

const T = 1_242_930_552;

for (const [name, naming] of sampled('namings of servers', 1, Object.entries(namings))) {
  describe(`with names by ${name}, all that was rendered is answered`, () => {
    const servers = useServers();

    it('by the server that rendered it', async () => {
      const instance = serverOf(siteOf('1', T), naming);
      const all = render(instance);
      const server = await servers.serve(instance.staticfiles.middleware());
      assert.deepEqual(await misses(server, all), []);
    });

    it('by another server on the same disk without the cache', async () => {
      const site = siteOf('1', T);
      const all = render(serverOf(site, naming, { cacheDir: path.join(site.dir, 'cache') }));
      const server = await servers.serve(serverOf(site, naming).staticfiles.middleware());
      assert.deepEqual(await misses(server, all), []);
    });

    it('by another machine with the same files', async () => {
      const site = siteOf('1', T);
      const all = render(serverOf(site, naming));
      const server = await servers.serve(serverOf(copyOf(site), naming).staticfiles.middleware());
      assert.deepEqual(await misses(server, all), []);
    });

    it('by a server that rendered before an update in place, old and new', async () => {
      const site = siteOf('1', T);
      const instance = serverOf(site, naming);
      const old = render(instance);
      update(site, '2', T + 60);
      const young = render(serverOf(copyOf(site), naming));
      const server = await servers.serve(instance.staticfiles.middleware());
      assert.deepEqual(await misses(server, young), []);
      assert.deepEqual(await misses(server, old), []);
    });

    it('by a server that has the manifest of a build, and no sources', async () => {
      const site = siteOf('1', T);
      const { all, opened } = await builtFrom(site, naming);
      fs.rmSync(site.root, { recursive: true });
      assert.deepEqual(render({ staticfiles: opened, site }), all);
      const server = await servers.serve(opened.middleware());
      assert.deepEqual(await misses(server, all), []);
    });

    it('after an edit of every output at its size', async () => {
      const instance = serverOf(siteOf('1', T), naming);
      const all = render(instance);
      for (const { url, bytes } of all) {
        const file = path.join(instance.site.outDir, decodeURIComponent(url));
        fs.writeFileSync(file, 'x'.repeat(Buffer.byteLength(bytes)));
      }
      const server = await servers.serve(instance.staticfiles.middleware());
      assert.deepEqual(await misses(server, all), []);
    });
  });
}

describe('the check of all that was rendered', () => {
  const servers = useServers();

  it('finds a server that does not answer for maps, and one with other bytes', async () => {
    const instance = makeInstance({}, { debug: false, sourceMap: true }, siteOf('1', T));
    const all = render(instance);
    const handler = instance.staticfiles.middleware();
    const server = await servers.serve((request, response, next) => {
      if (request.url?.endsWith('.map')) return next();
      if (request.url?.endsWith('.gif')) return response.end('other');
      return handler(request, response, next);
    });
    assert.deepEqual(await misses(server, all), ['a picture (200)', 'a source map (404)']);
  });
});
