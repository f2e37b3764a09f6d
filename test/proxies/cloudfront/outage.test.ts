// S3 is away, or hangs: pages work, nothing is lost, and everything goes on when it is back.
import * as assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { closeAll } from './support/aws.ts';
import { IMPATIENT, open } from './support/failing-site.ts';

describe('a server that is away', () => {
  afterEach(closeAll);

  it('is not asked again and again, and pages work', async () => {
    const { staticfiles, isOnCdn, log } = await open({
      s3: {
        endpoint: 'http://127.0.0.1:9',
        ...IMPATIENT,
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      },
    });
    staticfiles.staticfile('/img/a.png');
    staticfiles.staticfile('/img/b.png');
    // it may take a while until the first that asks has started
    while (log.warnings.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await assert.rejects(staticfiles.settled({ timeoutMs: 6000 }), {
      code: 'ERR_STATICFILE_TIMEOUT',
    });
    assert.ok(!isOnCdn());
    assert.equal(log.warnings.length, 1, log.warnings.join('\n'));
    assert.match(log.warnings[0] ?? '', /ECONNREFUSED/);
  });

  it('is back later: what waited moves, and that is said', async () => {
    const { aws, staticfiles, settle, isOnCdn } = await open();
    const remove = aws.faults.add({
      service: 's3',
      kind: 'status',
      status: 503,
      code: 'ServiceUnavailable',
      times: 999,
    });
    staticfiles.staticfile('/img/a.png');
    await assert.rejects(staticfiles.settled({ timeoutMs: 500 }));
    remove();
    await settle();
    assert.ok(isOnCdn());
  });

  it('does not keep close() from ending within ten seconds', async () => {
    const { aws, staticfiles } = await open();
    aws.faults.add({ service: 's3', kind: 'hang', times: 999 });
    staticfiles.staticfile('/img/a.png');
    const beginMs = performance.now();
    await staticfiles.close();
    assert.ok(performance.now() - beginMs < 10_000);
    assert.match(staticfiles.staticfile('/img/a.png'), /^\/img\//);
  });

  it('is never given what somebody has changed since it was converted', async () => {
    const { aws, staticfiles, settle, isOnCdn, log } = await open();
    aws.faults.add({ operation: 'ListObjectsV2', kind: 'slow', delayMs: 300 });
    const { output = '' } = staticfiles.describe('/img/a.png');
    staticfiles.staticfile('/img/a.png');
    writeFileSync(output, 'x');
    await settle();
    assert.ok(!isOnCdn());
    assert.match(log.warnings.join('\n'), /is not what was converted/);
    assert.equal(aws.requests.filter(({ key }) => key?.includes('img')).length, 0);
  });
});
