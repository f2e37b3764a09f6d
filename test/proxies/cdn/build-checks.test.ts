// A build trusts no facts of an earlier one: it looks what the bucket holds, and asks the domain.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { ProbeAnswer } from '../../../lib/proxies/cdn/prober.ts';
import { StoreFailure } from '../../../lib/proxies/cdn/store.ts';
import { infoOf, KNOWN, type OneServerOptions, oneServer } from './support/one-server.ts';

const URI = '/img/x.0123456789ab.png';
const URL = `https://cdn.test/static${URI}`;

/** A build that has ended; `next` begins another with its facts. */
async function built() {
  let answer: () => Promise<ProbeAnswer> = async () => ({ status: 200 });
  const proof = { probe: () => answer(), advise: () => '' };
  const build = async (more: OneServerOptions) => {
    const server = oneServer({ proof, ...more });
    await server.time.until(server.proxy.mover.build());
    server.proxy(URI, infoOf(URI));
    const ended = server.proxy.settled({ ready: true, timeoutMs: 600_000 });
    return {
      ...server,
      ended: server.time.until(
        ended.then(
          () => 'ended',
          (e: Error) => e.message,
        ),
      ),
    };
  };
  const first = await build({});
  assert.equal(await first.ended, 'ended');
  const { world, facts } = first;
  const next = async (more: OneServerOptions = {}) => await build({ world, facts, ...more });
  const answers = (status: number) => {
    answer = async () => ({ status });
  };
  const silent = () => {
    answer = async () => {
      throw new Error('reset');
    };
  };
  return { world, next, answers, silent };
}

describe('a second build', () => {
  it('uploads what was deleted since the first', async () => {
    const { world, next } = await built();
    world.bucket.clear();
    const { ended, proxy } = await next();
    assert.equal(await ended, 'ended');
    assert.ok(world.bucket.has(`static${URI}`));
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), URL);
  });

  it('fails where the domain does not answer right any more', async () => {
    const { next, answers } = await built();
    answers(403);
    assert.match(await (await next()).ended, /1 of 1 files are not on the CDN.*answers 403/);
  });

  it('waits where the domain does not answer, up to its deadline', async () => {
    const { next, silent } = await built();
    silent();
    assert.match(await (await next()).ended, /not ready after 600000 ms.*proof that/);
  });

  it('fails where the bucket can’t be looked at', async () => {
    const { next } = await built();
    const list = async () => {
      throw new StoreFailure('refused', 'no bucket', 'There is no bucket.');
    };
    assert.match(await (await next({ store: { list } })).ended, /There is no bucket/);
  });
});

describe('a build whose only moving file is empty', () => {
  for (const status of [200, 416]) {
    it(`ends, proven by an answer of ${status} for no bytes`, async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'empty-'));
      const filepath = path.join(folder, 'x.png');
      writeFileSync(filepath, '');
      const asked: boolean[] = [];
      const probe = async (_url: string, isEmpty: boolean) => {
        asked.push(isEmpty);
        return { status };
      };
      const { proxy, time } = oneServer({ proof: { probe, advise: () => '' } });
      await time.until(proxy.mover.build());
      assert.equal(proxy(URI, infoOf(URI, { filepath })), URL);
      await time.until(proxy.settled({ ready: true, timeoutMs: 600_000 }));
      assert.deepEqual(asked, [true]);
      rmSync(folder, { recursive: true });
    });
  }
});
