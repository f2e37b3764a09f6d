// Pictures move to S3 and CloudFront by themselves: real clients, real HTTP, a worker thread.
import * as assert from 'node:assert/strict';
import {
  closeAll,
  createAws,
  createMovingSite,
  createProxy,
  IN_WORKER,
  reach,
} from './support/aws.ts';

const FILES = {
  'img/a b.png': 'a picture',
  'img/ü.png': 'another',
  'css/all.css': '.a{background:url(../img/a%20b.png)}',
};

describe('cloudFrontProxy', () => {
  afterEach(closeAll);

  it('uploads pictures, and hands out their URLs when the edge serves them', async () => {
    const aws = await createAws();
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const options = { distribution: { domain }, settleSeconds: 0 };
    const proxy = createProxy(aws, options, IN_WORKER);
    const { staticfiles } = createMovingSite(FILES, proxy);
    const before = staticfiles.staticfile('/img/a b.png');
    assert.match(before, /^\/img\/a%20b\.[0-9a-f]{12}\.png$/);
    await staticfiles.settled({ ready: true, timeoutMs: 10_000 });
    const url = staticfiles.staticfile('/img/a b.png');
    assert.equal(url, `http://${domain}/static${before}`);
    const response = await fetch(url);
    assert.equal(response.status, 200);
    assert.equal(await response.text(), 'a picture');
    assert.equal(response.headers.get('content-type'), 'image/png');
    assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  });

  it('names objects by the whole path, decoded', async () => {
    const aws = await createAws();
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const proxy = createProxy(aws, { distribution: { domain }, prefix: 'x/y/', settleSeconds: 0 });
    const { staticfiles } = createMovingSite(FILES, proxy, { namePrefix: '/forever' });
    staticfiles.staticfile('/img/ü.png');
    await staticfiles.settled({ ready: true, timeoutMs: 10_000 });
    const keys = [...(aws.buckets.get('site')?.objects.keys() ?? [])];
    assert.ok(
      keys.some((key) => /^x\/y\/forever\/img\/ü\.[0-9a-f]{12}\.png$/.test(key)),
      String(keys),
    );
    assert.equal((await fetch(staticfiles.staticfile('/img/ü.png'))).status, 200);
  });

  it('waits for a distribution by its id, and holds for a second where it forgets errors fast', async () => {
    const aws = await createAws({ deployMs: 1500 });
    const { id, domain } = await aws.addDistribution({
      bucket: 'site',
      isDeployed: false,
      errorCachingSeconds: 1,
    });
    const proxy = createProxy(aws, { distribution: { id } });
    const { staticfiles } = createMovingSite(FILES, proxy);
    staticfiles.staticfile('/img/a b.png');
    await staticfiles.settled({ ready: true, timeoutMs: 15_000 });
    const url = staticfiles.staticfile('/img/a b.png');
    assert.ok(url.startsWith(`http://${domain}/static/img/`), url);
    assert.equal((await fetch(url)).status, 200);
    assert.equal(
      aws.requests.filter(({ service, status }) => service === 'edge' && status >= 300).length,
      0,
    );
  });

  it('makes bucket and distribution, once for many servers that start together', async () => {
    const aws = await createAws();
    const servers = Array.from({ length: 5 }, () => {
      const distribution = { comment: 'my site', create: true } as const;
      return createMovingSite(FILES, createProxy(aws, { distribution }));
    });
    for (const { staticfiles } of servers) staticfiles.staticfile('/img/ü.png');
    await Promise.all(
      servers.map(({ staticfiles }) => staticfiles.settled({ ready: true, timeoutMs: 18_000 })),
    );
    const urls = new Set(servers.map(({ staticfiles }) => staticfiles.staticfile('/img/ü.png')));
    assert.equal(urls.size, 1);
    const [url = ''] = urls;
    assert.equal((await fetch(url)).status, 200);
    assert.equal(
      aws.requests.filter((each) => each.operation === 'CreateDistribution' && each.status === 201)
        .length,
      1,
    );
    const bucket = aws.buckets.get('site');
    assert.match(bucket?.publicAccessBlock ?? '', /<RestrictPublicBuckets>true/);
    assert.equal(JSON.parse(bucket?.policy ?? '').Statement.length, 1);
  });

  it('moves a sheet with all that it names, in its form for the CDN', async () => {
    const aws = await createAws();
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const options = { distribution: { domain }, settleSeconds: 0, include: 'all' } as const;
    const proxy = createProxy(aws, options, IN_WORKER);
    const { staticfiles } = createMovingSite(FILES, proxy);
    staticfiles.staticfile('/css/all.css');
    await staticfiles.settled({ ready: true, timeoutMs: 10_000 });
    const url = staticfiles.staticfile('/css/all.css');
    const response = await fetch(url);
    assert.equal(response.headers.get('content-type'), 'text/css; charset=utf-8');
    const [, picture = ''] = /url\(([^)]+)\)/.exec(await response.text()) ?? [];
    assert.ok(picture.startsWith(`http://${domain}/static/img/a%20b.`), picture);
    assert.equal((await fetch(picture)).status, 200);
  });

  it('needs no CloudFront where the store has a public URL', async () => {
    const aws = await createAws();
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const proxy = createProxy(aws, { publicUrl: `http://${domain}/`, settleSeconds: 0 });
    const { staticfiles } = createMovingSite(FILES, proxy);
    staticfiles.staticfile('/img/ü.png');
    await staticfiles.settled({ ready: true, timeoutMs: 10_000 });
    assert.ok(staticfiles.staticfile('/img/ü.png').startsWith(`http://${domain}/static/img/`));
    assert.equal(aws.requests.filter(({ service }) => service === 'cloudfront').length, 0);
  });

  it('uploads what is larger than a buffer should be, opened anew for each attempt', async () => {
    const aws = await createAws();
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const options = { distribution: { domain }, settleSeconds: 0 };
    const proxy = createProxy(aws, options, IN_WORKER);
    const { staticfiles } = createMovingSite(
      { 'img/big.png': new Uint8Array(17 * 2 ** 20) },
      proxy,
    );
    aws.faults.add({ service: 's3', operation: 'PutObject', key: /big/, kind: 'reset-in-body' });
    staticfiles.staticfile('/img/big.png');
    await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
    const response = await fetch(staticfiles.staticfile('/img/big.png'));
    assert.equal((await response.arrayBuffer()).byteLength, 17 * 2 ** 20);
  });

  it('takes ready-made clients, and uploads on the main thread', async () => {
    const aws = await createAws();
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const { S3Client } = await import('@aws-sdk/client-s3');
    const s3 = new S3Client(reach(aws).s3);
    const proxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0, s3 });
    const { staticfiles } = createMovingSite(FILES, proxy);
    staticfiles.staticfile('/img/ü.png');
    await staticfiles.settled({ ready: true, timeoutMs: 10_000 });
    assert.match(staticfiles.staticfile('/img/ü.png'), /^http:/);
    s3.destroy();
  });
});
