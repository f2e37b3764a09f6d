// Every way in which S3 fails, injected by a real server: what pages get, what is said, what follows.
import * as assert from 'node:assert/strict';
import type { EmbeddedFault } from '../../../examples/embedded-aws/index.js';
import { sampled } from '../../support/sampled.ts';
import { closeAll, createAws, createMovingSite, createProxy, reach } from './support/aws.ts';
import { FILES, IMPATIENT, open } from './support/failing-site.ts';

describe('what passes is tried again, and pages work meanwhile', () => {
  afterEach(closeAll);

  const passing: readonly [string, EmbeddedFault][] = [
    ['503 SlowDown', { kind: 'status', status: 503, code: 'SlowDown', times: 5 }],
    ['500 InternalError', { kind: 'status', status: 500, code: 'InternalError', times: 4 }],
    ['400 RequestTimeout', { kind: 'status', status: 400, code: 'RequestTimeout', times: 4 }],
    [
      '409 ConditionalRequestConflict',
      { kind: 'status', status: 409, code: 'ConditionalRequestConflict', times: 3 },
    ],
    ...(
      [
        [400, 'IncompleteBody'],
        [400, 'BadDigest'],
        [400, 'RequestThrottled'],
        [400, 'KMS.ThrottlingException'],
        [400, 'BandwidthLimitExceeded'],
        [407, 'ProxyAuthenticationRequired'],
        [425, 'TooEarly'],
        [460, 'ClientClosed'],
        [499, 'ClientClosedRequest'],
        [418, 'Teapot'],
      ] as const
    ).map(([status, code]): [string, EmbeddedFault] => [
      `${status} ${code}`,
      { kind: 'status', status, code, times: 1 },
    ]),
    ['a connection that is reset at once', { kind: 'reset', times: 4 }],
    ['a connection that is reset within the body', { kind: 'reset-in-body', times: 4 }],
    [
      'an answer that is lost after the object was written',
      { kind: 'reset-after-write', times: 1 },
    ],
    ['a server that hangs', { kind: 'hang', times: 4 }],
    ['a clock that differs, once', { kind: 'skew', times: 1 }],
    ['an answer that is late', { kind: 'slow', delayMs: 200, times: 3 }],
  ];
  for (const [what, fault] of sampled('failures of S3 that pass', 5, passing)) {
    it(what, async () => {
      const aws = await createAws();
      const { domain } = await aws.addDistribution({ bucket: 'site' });
      const s3 = { ...reach(aws).s3, ...IMPATIENT };
      const proxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0, s3 });
      const { staticfiles } = createMovingSite(FILES, proxy);
      aws.faults.add({ service: 's3', operation: 'PutObject', key: /img/, ...fault });
      assert.match(staticfiles.staticfile('/img/a.png'), /^\/img\//);
      await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
      const url = staticfiles.staticfile('/img/a.png');
      assert.match(url, /^http:/);
      assert.equal(await (await fetch(url)).text(), 'a');
    });
  }

  it('a listing that is no XML', async () => {
    const { aws, settle, isOnCdn, staticfiles } = await open();
    aws.faults.add({ operation: 'ListObjectsV2', kind: 'garbage', times: 2 });
    staticfiles.staticfile('/img/a.png');
    await settle();
    assert.ok(isOnCdn());
  });

  it('credentials that have expired, once: the client is made anew', async () => {
    const { aws, settle, isOnCdn, staticfiles } = await open();
    aws.faults.add({ operation: 'PutObject', kind: 'status', status: 400, code: 'ExpiredToken' });
    staticfiles.staticfile('/img/a.png');
    await settle();
    assert.ok(isOnCdn());
  });

  it('an object that another server has written, and that is gone at once', async () => {
    // the answer is made up: there is no such object
    const { aws, settle, isOnCdn, staticfiles } = await open({ probe: false });
    aws.faults.add({
      operation: 'PutObject',
      key: /img/,
      kind: 'status',
      status: 412,
      code: 'PreconditionFailed',
    });
    staticfiles.staticfile('/img/a.png');
    await settle();
    assert.ok(isOnCdn());
    // what was said to be there and is not is written after all
    const asked = aws.requests.filter(({ key }) => key?.includes('img'));
    assert.deepEqual(
      asked.map(({ operation }) => operation),
      ['PutObject', 'HeadObject', 'PutObject'],
    );
  });

  it('a store that ignores conditions: objects are looked for first', async () => {
    const { aws, settle, isOnCdn, staticfiles } = await open();
    // the probe is written twice, as by a store that does not know If-None-Match
    const probe = 'static/.staticfile/probe';
    const isWrittenTwice = () => aws.requests.filter(({ key }) => key === probe).length > 1;
    const forget = setInterval(() => {
      if (!isWrittenTwice()) aws.buckets.get('site')?.objects.delete(probe);
    }, 1);
    try {
      aws.faults.add({
        operation: 'PutObject',
        key: 'static/.staticfile/probe',
        kind: 'slow',
        delayMs: 20,
        times: 2,
      });
      staticfiles.staticfile('/img/a.png');
      await settle();
    } finally {
      clearInterval(forget);
    }
    assert.ok(isOnCdn());
    // one look tells that the store keeps what is written
    const looked = aws.requests.filter(({ operation }) => operation === 'HeadObject');
    assert.deepEqual(
      looked.map(({ key = '' }) => /probe|img/.exec(key)?.[0]),
      ['probe', 'img'],
    );
  });
});

describe('what only people can mend is said once, in one sentence, and pages keep local URLs', () => {
  afterEach(closeAll);

  const refused: readonly [string, EmbeddedFault, RegExp][] = [
    [
      '403 AccessDenied',
      { kind: 'status', status: 403, code: 'AccessDenied', times: 99 },
      /AWS denies "s3:PutObject" on "arn:aws:s3:::site\/static\/img\/.*png".*staticfile cdn setup/,
    ],
    [
      'a secret that is wrong',
      { kind: 'status', status: 403, code: 'SignatureDoesNotMatch', times: 99 },
      /AWS does not accept the credentials \(SignatureDoesNotMatch/,
    ],
    [
      'credentials that have expired and stay so',
      { kind: 'status', status: 400, code: 'ExpiredToken', times: 99 },
      /The AWS credentials have expired/,
    ],
    [
      'a bucket that is not there',
      { kind: 'status', status: 404, code: 'NoSuchBucket', times: 99 },
      /There is no bucket "site" \(NoSuchBucket\)/,
    ],
    [
      'a bucket of another region',
      {
        kind: 'status',
        status: 301,
        code: 'PermanentRedirect',
        headers: { 'x-amz-bucket-region': 'eu-west-1' },
        times: 99,
      },
      /The bucket "site" is in the region "eu-west-1"\. Set the option "region" to "eu-west-1"/,
    ],
    [
      'a clock that is wrong and stays so',
      { kind: 'skew', times: 99 },
      /The clock of this machine/,
    ],
  ];
  for (const [what, fault, sentence] of sampled('refusals of S3', 3, refused)) {
    it(what, async () => {
      const { aws, settle, isOnCdn, staticfiles, log } = await open();
      aws.faults.add({ service: 's3', operation: 'PutObject', key: /img/, ...fault });
      staticfiles.staticfile('/img/a.png');
      await settle();
      staticfiles.staticfile('/img/b.png');
      await settle();
      assert.ok(!isOnCdn());
      const said = log.warnings.filter((text) => sentence.test(text));
      assert.equal(said.length, 1, log.warnings.join('\n'));
      const { state, reason } = staticfiles.describe('/img/a.png');
      assert.equal(state, 'failed');
      assert.match(reason ?? '', sentence);
    });
  }

  it('credentials that are nowhere', async () => {
    const aws = await createAws();
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    const s3 = {
      ...reach(aws).s3,
      credentials: async () => {
        throw Object.assign(new Error('nowhere'), { name: 'CredentialsProviderError' });
      },
    };
    const proxy = createProxy(aws, { distribution: { domain }, s3 });
    const { staticfiles, log } = createMovingSite(FILES, proxy);
    staticfiles.staticfile('/img/a.png');
    await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
    assert.match(log.warnings.join('\n'), /The AWS credentials can't be loaded/);
  });

  it('credentials whose provider is refused by another service', async () => {
    const aws = await createAws();
    const { domain } = await aws.addDistribution({ bucket: 'site' });
    let isRefused = true;
    const credentials = async () => {
      if (!isRefused) return aws.credentials;
      isRefused = false;
      throw Object.assign(new Error('may not assume the role'), {
        name: 'AccessDenied',
        $metadata: { httpStatusCode: 403 },
      });
    };
    const s3 = { ...reach(aws).s3, credentials };
    const proxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0, s3 });
    const { staticfiles, log } = createMovingSite(FILES, proxy);
    staticfiles.staticfile('/img/a.png');
    await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
    assert.match(staticfiles.staticfile('/img/a.png'), /^http:/);
    assert.match(log.warnings.join('\n'), /provider was refused \(AccessDenied: may not assume/);
  });

  it('a region that is another one', async () => {
    const aws = await createAws();
    const s3 = reach(aws).s3;
    const proxy = createProxy(aws, {
      publicUrl: 'http://127.0.0.1:1',
      s3: { ...s3, region: 'eu-north-1' },
    });
    const other = createMovingSite(FILES, proxy);
    other.staticfiles.staticfile('/img/a.png');
    await other.staticfiles.settled({ ready: true, timeoutMs: 18_000 });
    assert.match(other.log.warnings.join('\n'), /is in the region "us-east-1"/);
  });

  it('a key that nobody knows', async () => {
    const aws = await createAws();
    const credentials = { accessKeyId: 'NOBODY', secretAccessKey: 'x' };
    const proxy = createProxy(aws, {
      publicUrl: 'http://127.0.0.1:1',
      s3: { ...reach(aws).s3, credentials },
    });
    const { staticfiles, log } = createMovingSite(FILES, proxy);
    staticfiles.staticfile('/img/a.png');
    await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
    assert.match(
      log.warnings.join('\n'),
      /AWS does not accept the credentials \(InvalidAccessKeyId/,
    );
  });

  it('a user who may write and not list uploads all the same', async () => {
    const { aws, domain } = await open();
    const user = aws.addUser({
      accessKeyId: 'WRITER',
      secretAccessKey: 'w',
      allow: (operation) => operation !== 'ListObjectsV2',
    });
    const s3 = { ...reach(aws).s3, credentials: user };
    const proxy = createProxy(aws, { distribution: { domain }, settleSeconds: 0, s3 });
    const { staticfiles, log } = createMovingSite(FILES, proxy);
    staticfiles.staticfile('/img/a.png');
    await staticfiles.settled({ ready: true, timeoutMs: 18_000 });
    assert.match(staticfiles.staticfile('/img/a.png'), /^http:/);
    assert.match(log.warnings.join('\n'), /AWS denies "s3:ListBucket"/);
  });
});
