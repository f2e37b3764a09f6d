// Many servers with one bucket that start together write little more than there is to write.
import * as assert from 'node:assert/strict';
import { calmWorld, infoOf, KNOWN, oneServer } from './support/one-server.ts';

const SERVERS = 10;
const uris = Array.from({ length: 150 }, (_, at) => `/img/${at}.0123456789ab.png`);

describe('ten cold servers with 150 files and one bucket', () => {
  it('write at most 350 times, and all of them hand out all URLs', async () => {
    const world = calmWorld();
    const servers = Array.from({ length: SERVERS }, () => oneServer({ world, concurrency: 32 }));
    for (const { proxy } of servers) for (const uri of uris) proxy(uri, infoOf(uri));
    await world.time.pass(120_000);
    const writes = servers.flatMap(({ puts }) => puts).filter((key) => key.endsWith('.png'));
    assert.ok(writes.length <= 350, `${writes.length} writes`);
    for (const { proxy } of servers) {
      for (const uri of uris) assert.match(proxy(uri, infoOf(uri, KNOWN)), /^https:/);
    }
  });

  it('write each file once where one comes after the other', async () => {
    const world = calmWorld();
    const first = oneServer({ world, concurrency: 32 });
    for (const uri of uris) first.proxy(uri, infoOf(uri));
    await world.time.pass(120_000);
    const second = oneServer({ world, concurrency: 32 });
    for (const uri of uris) second.proxy(uri, infoOf(uri));
    await world.time.pass(10_000);
    assert.deepEqual(second.puts, []);
    for (const uri of uris) assert.match(second.proxy(uri, infoOf(uri, KNOWN)), /^https:/);
  });
});
