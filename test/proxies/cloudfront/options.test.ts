// What cloudFrontProxy says of options that are wrong, and the limits of its clients.
import * as assert from 'node:assert/strict';
import { S3Client } from '@aws-sdk/client-s3';
import { type CloudFrontProxyOptions, cloudFrontProxy } from '../../../lib/cloudfront.ts';
import { includes } from '../../../lib/proxies/cdn/include.ts';
import { createS3 } from '../../../lib/proxies/cloudfront/clients.ts';

const GOOD = { bucket: 'site', distribution: { domain: 'cdn.test' } };

const distributed = (distribution: object) => ({ bucket: 'site', distribution });

describe('options of cloudFrontProxy', () => {
  const wrong: readonly [object, RegExp][] = [
    [{ ...GOOD, bukcet: 'x' }, /Unknown option "bukcet"\. Did you mean "bucket"\?/],
    [{ distribution: GOOD.distribution }, /"bucket" is missing/],
    [{ bucket: 'site' }, /"distribution" is missing/],
    [{ ...GOOD, include: 'pictures' }, /"include" must be "images", "all"/],
    [{ ...GOOD, prefix: '/static' }, /"prefix" must be a text like "static\/"/],
    [{ ...GOOD, include: ['*.png'] }, /"include" must be.*a list of extensions like "png"/],
    ...['a/../b/', '../', './', 'a\ud800/', 'a\n/'].map((prefix): [object, RegExp] => [
      { ...GOOD, prefix },
      /"prefix" must be a text like "static\/"/,
    ]),
    ...['*.x', '1', '10.1', 'd1..test', '-d1.test', 'd1,test', 'd1.test.'].map(
      (domain): [object, RegExp] => [
        distributed({ domain }),
        /"distribution\.domain" must be a host/,
      ],
    ),
    [{ ...GOOD, channel: 1 }, /"channel" must be a text, not 1/],
    [{ ...GOOD, distribution: {} }, /"distribution" must be \{ id \}/],
    [{ ...GOOD, concurrency: 0 }, /"concurrency" must be a number from 1 up/],
    [{ ...GOOD, settleSeconds: '1' }, /"settleSeconds" must be a number of seconds/],
    [{ bucket: 'site', publicUrl: 'files.example.com' }, /"publicUrl" must be a URL/],
    [
      { bucket: 'site', publicUrl: 'https://c.test?x=1' },
      /"publicUrl" must be a URL.*without a query/,
    ],
    [{ ...GOOD, bucket: 's3://b' }, /"bucket" must be the name of a bucket, without "s3:\/\/"/],
    [{ ...GOOD, bucket: 'b/path' }, /"bucket" must be/],
    [{ ...GOOD, region: '' }, /"region" must be a region/],
    [{ ...GOOD, publicUrl: 'https://c.test' }, /Both "distribution" and "publicUrl" are set/],
    [
      distributed({ id: 'E1', Domain: 'd' }),
      /Unknown option "distribution\.Domain"\. Did you mean "domain"\?/,
    ],
    [distributed({ id: undefined }), /"distribution" must be/],
    [distributed({ id: 'E1', comment: 'mine' }), /"distribution" must be/],
    [distributed({ id: 'E1', create: true }), /"distribution" must be/],
    [
      distributed({ comment: 'mine', create: 'yes' }),
      /"distribution\.create" must be true or false, not "yes"/,
    ],
    [
      distributed({ comment: 'x'.repeat(129) }),
      /"distribution\.comment" must be a text of at most 128/,
    ],
    [distributed(['E1']), /"distribution" must be/],
    [distributed({ domain: 'd.test/path' }), /"distribution\.domain" must be a host/],
    [distributed({ domain: 'd.test?x=1' }), /"distribution\.domain" must be a host/],
    [distributed({ domain: 'user:secret@d.test' }), /"distribution\.domain" must be a host/],
    [
      { ...GOOD, prune: { olderThanSecond: 1 } },
      /Unknown option "prune\.olderThanSecond"\. Did you mean "olderThanSeconds"\?/,
    ],
    [
      { ...GOOD, prune: { keep: 'three' } },
      /"prune\.keep" must be a number of releases from 1 up, not "three"/,
    ],
    [
      { ...GOOD, headers: { cachecontrol: 'x' } },
      /Unknown option "headers\.cachecontrol"\. Did you mean "cacheControl"\?/,
    ],
    [{ ...GOOD, headers: { contentType: 1 } }, /"headers\.contentType" must be/],
    [{ ...GOOD, probe: true }, /"probe" must be false, or a function/],
    [
      { ...GOOD, timeoutSeconds: Number.NaN },
      /"timeoutSeconds" must be a number of seconds, not NaN/,
    ],
    [{ ...GOOD, headers: { cacheControl: 'a\r\nb: c' } }, /"headers\.cacheControl" must be/],
    [{ ...GOOD, headers: { contentType: 'text/ü' } }, /"headers\.contentType" must be/],
    [{ ...GOOD, include: [] }, /"include" must be/],
    [{ ...GOOD, concurrency: 1e9 }, /"concurrency" must be a number from 1 up, at most 1000/],
    ...['a..b', '192.168.5.4', 'ab-', '.ab', 'ab.'].map((bucket): [object, RegExp] => [
      { ...GOOD, bucket },
      /"bucket" must be the name of a bucket/,
    ]),
    ...['d1.test:0', `${'a.'.repeat(126)}test`].map((domain): [object, RegExp] => [
      distributed({ domain }),
      /"distribution\.domain" must be a host/,
    ]),
    ...['https://c.test:0', 'https://c.test/%zz'].map((publicUrl): [object, RegExp] => [
      { bucket: 'site', publicUrl },
      /"publicUrl" must be a URL/,
    ]),
    [
      { ...GOOD, s3: { Endpoint: 'https://s3.test' } },
      /In the option "s3": Unknown option "Endpoint"\. Did you mean "endpoint"\?/,
    ],
    [
      { ...GOOD, s3: { credential: {} } },
      /Unknown option "credential"\. Did you mean "credentials"\?/,
    ],
    [{ ...GOOD, s3: { endpoint: 's3.test' } }, /"endpoint" must be a URL like .*, not "s3\.test"/],
    [{ ...GOOD, cloudFront: { Region: 'eu' } }, /In the option "cloudFront": .*"region"\?/],
    [{ ...GOOD, __proto__: null, constructor: 1 }, /Unknown option "constructor"/],
  ];
  for (const [options, sentence] of wrong) {
    it(`are refused: ${JSON.stringify(options)}`, () => {
      assert.throws(() => cloudFrontProxy(options as CloudFrontProxyOptions), {
        code: 'ERR_STATICFILE_OPTION',
        message: sentence,
      });
    });
  }

  it('may have prune switched on, with or without what it is to keep', () => {
    for (const prune of [true, false, { keep: 3 }]) {
      assert.equal(typeof cloudFrontProxy({ ...GOOD, prune }).prune, 'function');
    }
  });

  const forms: readonly [string, string][] = [
    ['d1.cloudfront.net', 'https://d1.cloudfront.net'],
    ['https://d1.cloudfront.net', 'https://d1.cloudfront.net'],
    ['https://d1.cloudfront.net/', 'https://d1.cloudfront.net'],
    ['//d1.cloudfront.net', 'https://d1.cloudfront.net'],
    ['d1.cloudfront.net/', 'https://d1.cloudfront.net'],
    ['D1.CloudFront.net', 'https://d1.cloudfront.net'],
    ['127.0.0.1:8000', 'http://127.0.0.1:8000'],
  ];
  for (const [domain, origin] of forms) {
    it(`take the domain ${domain}`, () => {
      assert.deepEqual(cloudFrontProxy(distributed({ domain }) as typeof GOOD).origins(), [origin]);
    });
  }

  it('may name site, channel and release', () => {
    const names = { site: 'shop', channel: 'preview', release: '2026-11-27' };
    assert.deepEqual(cloudFrontProxy({ ...GOOD, ...names }).origins(), ['https://cdn.test']);
  });

  it('may not include by a promise', () => {
    const include = async () => Promise.reject(new Error('late'));
    assert.throws(() => includes(include as never)('/img/a.png'), {
      code: 'ERR_STATICFILE_OPTION',
      message: /"include" must answer true or false, not a promise/,
    });
  });

  it('may be undefined where they are not set', () => {
    const options = { ...GOOD, region: undefined, publicUrl: undefined, probe: undefined };
    const distribution = { id: undefined, domain: 'cdn.test' };
    const proxy = cloudFrontProxy({ ...options, distribution } as never);
    assert.deepEqual(proxy.origins(), ['https://cdn.test']);
  });

  it('give an origin for a Content-Security-Policy', () => {
    assert.deepEqual(cloudFrontProxy(GOOD).origins(), ['https://cdn.test']);
    const publicUrl = 'https://files.example.com/bucket/';
    assert.deepEqual(cloudFrontProxy({ bucket: 'b', publicUrl }).origins(), [
      'https://files.example.com',
    ]);
  });

  it('give a client that does not connect for ever, and counts no body as waiting', async () => {
    const client = createS3({ S3Client } as never, {}, 'us-east-1');
    const handler = client.config.requestHandler as unknown as {
      configProvider: Promise<Record<string, unknown>>;
    };
    const { connectionTimeout, requestTimeout, throwOnRequestTimeout } =
      await handler.configProvider;
    assert.deepEqual(
      { connectionTimeout, requestTimeout, throwOnRequestTimeout },
      { connectionTimeout: 10_000, requestTimeout: undefined, throwOnRequestTimeout: undefined },
    );
  });
});
