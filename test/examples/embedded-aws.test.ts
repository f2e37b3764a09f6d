// The embedded edge does what makes early URLs fail: it remembers errors, and waits for deployment.
import * as assert from 'node:assert/strict';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { closeAll, createAws, reach } from '../proxies/cloudfront/support/aws.ts';

describe('the embedded edge', () => {
  afterEach(closeAll);

  async function open(options: { errorCachingSeconds?: number; isDeployed?: boolean } = {}) {
    const clock = { ms: Date.now() };
    const aws = await createAws({ now: () => clock.ms, deployMs: 60_000 });
    const { domain, id } = await aws.addDistribution({ bucket: 'site', ...options });
    const client = new S3Client(reach(aws).s3);
    const put = (body: string, type = 'text/plain') =>
      client.send(
        new PutObjectCommand({ Bucket: 'site', Key: 'x', Body: body, ContentType: type }),
      );
    const get = () => fetch(`http://${domain}/x`, { headers: { 'accept-encoding': 'gzip' } });
    return { aws, clock, id, domain, put, get };
  }

  it('remembers for ten seconds that an object was not there', async () => {
    const { clock, put, get } = await open();
    assert.equal((await get()).status, 403);
    await put('x');
    assert.equal((await get()).status, 403);
    clock.ms += 9999;
    assert.equal((await get()).status, 403);
    clock.ms += 1;
    assert.equal((await get()).status, 200);
  });

  it('remembers it for as long as the distribution says', async () => {
    const { clock, put, get } = await open({ errorCachingSeconds: 1 });
    assert.equal((await get()).status, 403);
    await put('x');
    clock.ms += 1000;
    assert.equal((await get()).status, 200);
  });

  it('keeps what it has served', async () => {
    const { aws, put, get } = await open();
    await put('x');
    assert.equal((await get()).headers.get('x-cache'), 'Miss from cloudfront');
    aws.buckets.get('site')?.objects.clear();
    const again = await get();
    assert.equal(again.headers.get('x-cache'), 'Hit from cloudfront');
    assert.equal(await again.text(), 'x');
  });

  it('serves nothing before it is deployed', async () => {
    const { clock, put, get } = await open({ isDeployed: false });
    await put('x');
    assert.equal((await get()).status, 403);
    clock.ms += 60_000;
    assert.equal((await get()).status, 200);
  });

  it('serves nothing that the policy of the bucket does not allow', async () => {
    const { aws, put, get } = await open();
    await put('x');
    const bucket = aws.buckets.get('site');
    assert.ok(bucket);
    delete bucket.policy;
    assert.equal((await get()).status, 403);
  });

  it('goes on after a request that is malformed', async () => {
    const { domain, put, get } = await open();
    assert.equal((await fetch(`http://${domain}/%zz`)).status, 500);
    await put('x');
    assert.equal((await get()).status, 200);
  });
});
