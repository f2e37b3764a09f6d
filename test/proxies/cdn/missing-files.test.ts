// A server whose files are elsewhere, as behind a manifest: it hands out what others have uploaded.
import * as assert from 'node:assert/strict';
import { MISSING_FILE, StoreFailure, type Upload } from '../../../lib/proxies/cdn/store.ts';
import { bodyOf } from '../../../lib/proxies/cloudfront/body.ts';
import { infoOf, KNOWN, oneServer } from './support/one-server.ts';

const URI = '/img/x.0123456789ab.png';
const KEY = `static${URI}`;

describe('an output whose file is not here', () => {
  const put = async ({ filePath }: Upload) => {
    if (filePath === undefined) return 'written' as const;
    throw new StoreFailure('file', MISSING_FILE, 'Cannot read it.');
  };

  it('is handed out when another server has uploaded it', async () => {
    const { proxy, time, world, warnings } = oneServer({ store: { put } });
    proxy(URI, infoOf(URI));
    await time.pass(20_000);
    assert.equal(proxy.mover.stateOf(URI)?.state, 'failed');
    assert.match(proxy.mover.stateOf(URI)?.reason ?? '', /its file is not here/);
    await proxy.settled({ ready: true });
    world.bucket.set(KEY, { modifiedMs: time.nowMs, text: '' });
    await time.pass(150_000);
    assert.equal(proxy(URI, infoOf(URI, KNOWN)), `https://cdn.test/${KEY}`);
    assert.deepEqual(warnings, []);
  });

  it('is told apart from one that can’t be read', async () => {
    const headers = { contentType: 'image/png', cacheControl: '' };
    const about = { key: KEY, headers, isConditional: true };
    await assert.rejects(
      bodyOf({ ...about, filePath: '/nowhere/x.png' }, () => {}),
      { kind: 'file', subject: MISSING_FILE },
    );
    await assert.rejects(
      bodyOf({ ...about, filePath: import.meta.dirname }, () => {}),
      { kind: 'file', subject: 'unreadable file' },
    );
  });
});
