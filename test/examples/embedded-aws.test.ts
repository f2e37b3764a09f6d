// The embedded edge and S3 are as strict as AWS: what they refuse, a site must not rely on.
import * as assert from 'node:assert/strict';
import * as s3Module from '@aws-sdk/client-s3';
import { closeAll } from '../proxies/cloudfront/support/aws.ts';
import { open } from './support/embedded-site.ts';

const statusOf = async (response: Promise<Response>) => (await response).status;

describe('an embedded edge', () => {
  afterEach(closeAll);

  const refused: readonly [string, object][] = [
    ['a disabled distribution', { enabled: false }],
    ['a bucket whose policy does not name the distribution', { hasPolicy: false }],
    ['a distribution without an access control', { hasAccessControl: false }],
    ['an origin with a path of its own', { originPath: '/elsewhere' }],
    ['a distribution that is not deployed', { isDeployed: false }],
  ];
  for (const [what, description] of refused) {
    it(`answers 403 for ${what}`, async () => {
      const { get } = await open(description, { deployMs: 60_000 });
      assert.equal(await statusOf(get()), 403);
    });
  }

  it('serves an object of a distribution that fits', async () => {
    const { get } = await open();
    assert.equal(await (await get()).text(), 'picture');
  });

  it('answers for its domain and its aliases alone', async () => {
    const { get, domain } = await open();
    const port = domain.split(':')[1];
    assert.equal(await statusOf(get('/a.png', {}, `localhost:${port}`)), 403);
    const other = await open({ aliases: ['localhost'] });
    const at = `localhost:${other.domain.split(':')[1]}`;
    assert.equal(await statusOf(other.get('/a.png', {}, at)), 200);
  });

  it('answers 403 once its distribution is deleted, or its origin another bucket', async () => {
    const { aws, get, id } = await open();
    aws.changeDistribution(id, (config) => ({
      ...config,
      Origins: {
        Quantity: 1,
        Items: { Origin: { Id: 'bucket', DomainName: 'other.s3.us-east-1.amazonaws.com' } },
      },
    }));
    assert.equal(await statusOf(get('/new.png')), 404);
    aws.removeDistribution(id);
    assert.equal(await statusOf(get()), 403);
  });

  it('allows other origins only where a request comes from one', async () => {
    const { get } = await open({ hasCors: true });
    const plain = await get();
    assert.equal(plain.headers.get('access-control-allow-origin'), null);
    assert.equal(plain.headers.get('x-content-type-options'), 'nosniff');
    const cross = await get('/a.png', { origin: 'https://site.test' });
    assert.equal(cross.headers.get('access-control-allow-origin'), '*');
  });

  it('remembers each error as long as it is told to', async () => {
    let nowMs = Date.now();
    const { get, s3 } = await open({ errorCachingSeconds: 1 }, { now: () => nowMs });
    const put = () =>
      s3.send(new s3Module.PutObjectCommand({ Bucket: 'site', Key: 'b.png', Body: 'b' }));
    assert.equal(await statusOf(get('/b.png')), 403);
    await put();
    assert.equal(await statusOf(get('/b.png')), 403);
    nowMs += 1000;
    assert.equal(await statusOf(get('/b.png')), 200);
  });

  it('cuts ranges, the last bytes as well', async () => {
    const { get } = await open();
    const first = await get('/a.png', { range: 'bytes=0-0' });
    assert.deepEqual([first.status, await first.text()], [206, 'p']);
    assert.equal(first.headers.get('content-range'), 'bytes 0-0/7');
    assert.equal(await (await get('/a.png', { range: 'bytes=-4' })).text(), 'ture');
    assert.equal(await statusOf(get('/a.png', { range: 'bytes=9-' })), 416);
  });
});

describe('an embedded S3', () => {
  afterEach(closeAll);

  const BASE = { Bucket: 'site', Key: 'static/a' };
  const errorOf = async (work: Promise<unknown>) => {
    const error = (await work.then(
      () => assert.fail('it was accepted'),
      (reason: unknown) => reason,
    )) as { name: string; $metadata?: { httpStatusCode?: number } };
    return `${error.$metadata?.httpStatusCode} ${error.name}`;
  };
  const put = (more: object = {}) => new s3Module.PutObjectCommand({ ...BASE, Body: 'x', ...more });

  it('refuses what it does not know, instead of doing something else', async () => {
    const { s3 } = await open();
    const acl = new s3Module.GetObjectAclCommand({ Bucket: 'site', Key: 'a.png' });
    const tags = new s3Module.GetObjectTaggingCommand({ Bucket: 'site', Key: 'a.png' });
    const old = new s3Module.ListObjectsCommand({ Bucket: 'site' });
    assert.equal(await errorOf(s3.send(acl)), '501 NotImplemented');
    assert.equal(await errorOf(s3.send(tags)), '501 NotImplemented');
    assert.equal(await errorOf(s3.send(old)), '501 NotImplemented');
  });

  it('keeps conditions of writes and of reads', async () => {
    const { s3 } = await open();
    const { ETag = '' } = await s3.send(put());
    assert.equal(await errorOf(s3.send(put({ IfNoneMatch: '*' }))), '412 PreconditionFailed');
    assert.equal(await errorOf(s3.send(put({ IfNoneMatch: ETag }))), '501 NotImplemented');
    assert.equal(await errorOf(s3.send(put({ IfMatch: '"other"' }))), '412 PreconditionFailed');
    await s3.send(put({ IfMatch: ETag }));
    const get = (more: object) => s3.send(new s3Module.GetObjectCommand({ ...BASE, ...more }));
    assert.match(await errorOf(get({ IfNoneMatch: ETag })), /^304/);
    assert.equal(await errorOf(get({ IfMatch: '"other"' })), '412 PreconditionFailed');
  });

  it('refuses a body that is not what its checksum says', async () => {
    const { s3 } = await open();
    const md5 = Buffer.alloc(16).toString('base64');
    assert.equal(await errorOf(s3.send(put({ ContentMD5: md5 }))), '400 BadDigest');
    const ChecksumSHA256 = Buffer.alloc(32).toString('base64');
    assert.equal(await errorOf(s3.send(put({ ChecksumSHA256 }))), '400 BadDigest');
  });

  for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const) {
    it(`knows the checksum ${ChecksumAlgorithm}`, async () => {
      const { s3 } = await open();
      if (ChecksumAlgorithm === 'CRC64NVME') {
        // the check value of the algorithm's catalogue entry
        const ChecksumCRC64NVME = Buffer.from('ae8b14860a799888', 'hex').toString('base64');
        await s3.send(put({ Body: '123456789', ChecksumCRC64NVME }));
      } else await s3.send(put({ ChecksumAlgorithm }));
    });
  }

  it('refuses keys of more than 1,024 bytes', async () => {
    const { s3 } = await open();
    assert.equal(await errorOf(s3.send(put({ Key: 'ü'.repeat(513) }))), '400 KeyTooLongError');
  });

  it('lets a bucket of another account be seen by nobody, and its name be taken by nobody', async () => {
    const { aws, s3 } = await open();
    aws.createBucket('taken', undefined, true);
    const head = new s3Module.HeadBucketCommand({ Bucket: 'taken' });
    const create = new s3Module.CreateBucketCommand({ Bucket: 'taken' });
    assert.match(await errorOf(s3.send(head)), /^403/);
    assert.equal(await errorOf(s3.send(create)), '409 BucketAlreadyExists');
  });

  it('takes no policy that makes a private bucket public, nor one of another bucket', async () => {
    const { s3 } = await open();
    const policy = (statement: object) =>
      s3.send(
        new s3Module.PutBucketPolicyCommand({
          Bucket: 'site',
          Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
        }),
      );
    const all = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' };
    assert.match(await errorOf(policy({ ...all, Resource: 'arn:aws:s3:::site/*' })), /^403/);
    assert.equal(
      await errorOf(policy({ ...all, Resource: 'arn:aws:s3:::other/*' })),
      '400 MalformedPolicy',
    );
  });
});
