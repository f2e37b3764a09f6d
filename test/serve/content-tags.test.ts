// The ETag of a plain URL is that of its content: builds give all files one time.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { useServers } from '../support/http.ts';
import { makeInstance } from '../support/instance.ts';

describe('a plain URL whose file has other bytes of the same size and time', () => {
  const servers = useServers();

  it('is sent again, and not said to be unchanged', async () => {
    const { staticfiles, site } = makeInstance({ 'a.txt': 'one' }, { debug: false });
    const file = path.join(site.root, 'a.txt');
    fs.utimesSync(file, 1000, 1000);
    const server = await servers.serve(staticfiles.middleware());
    const first = await server.get('/a.txt');
    const conditions = {
      'If-None-Match': first.headers['etag'] ?? '',
      'If-Modified-Since': new Date(1_000_000).toUTCString(),
    };
    assert.equal((await server.get('/a.txt', conditions)).status, 304);
    fs.writeFileSync(file, 'two');
    fs.utimesSync(file, 1000, 1000);
    const second = await server.get('/a.txt', conditions);
    assert.deepEqual([second.status, second.body.toString()], [200, 'two']);
  });
});
