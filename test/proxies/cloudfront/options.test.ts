// What cloudFrontProxy says of options that are wrong, and the limits of its clients.
import * as assert from 'node:assert/strict';
import { S3Client } from '@aws-sdk/client-s3';
import { type CloudFrontProxyOptions, cloudFrontProxy } from '../../../lib/cloudfront.ts';
import { createS3 } from '../../../lib/proxies/cloudfront/clients.ts';

const GOOD = { bucket: 'site', distribution: { domain: 'cdn.test' } };

describe('options of cloudFrontProxy', () => {
  const wrong: readonly [object, RegExp][] = [
    [{ ...GOOD, bukcet: 'x' }, /Unknown option "bukcet"\. Did you mean "bucket"\?/],
    [{ distribution: GOOD.distribution }, /"bucket" is missing/],
    [{ bucket: 'site' }, /"distribution" is missing/],
    [{ ...GOOD, include: 'pictures' }, /"include" must be "images", "all"/],
    [{ ...GOOD, prefix: '/static' }, /"prefix" must be a text like "static\/"/],
    [{ ...GOOD, distribution: {} }, /"distribution" must be \{ id \}/],
    [{ ...GOOD, concurrency: 0 }, /"concurrency" must be a number from 1 up/],
    [{ ...GOOD, settleSeconds: '1' }, /"settleSeconds" must be a number of seconds/],
    [{ bucket: 'site', publicUrl: 'files.example.com' }, /"publicUrl" must be a URL/],
  ];
  for (const [options, sentence] of wrong) {
    it(`are refused: ${JSON.stringify(options)}`, () => {
      assert.throws(() => cloudFrontProxy(options as CloudFrontProxyOptions), {
        code: 'ERR_STATICFILE_OPTION',
        message: sentence,
      });
    });
  }

  for (const prune of [true, { keep: 3 }]) {
    it(`are refused for now: prune as ${JSON.stringify(prune)}`, () => {
      assert.throws(() => cloudFrontProxy({ ...GOOD, prune }), {
        code: 'ERR_STATICFILE_UNSUPPORTED',
        message: /nothing was deleted.*Leave "prune" out.*lifecycle/,
      });
    });
  }

  it('may have prune switched off; the method rejects, whatever it is asked', async () => {
    const proxy = cloudFrontProxy({ ...GOOD, prune: false });
    for (const options of [undefined, { dryRun: true }, { dryRun: false, keep: 0 }]) {
      await assert.rejects(proxy.prune(options), { code: 'ERR_STATICFILE_UNSUPPORTED' });
    }
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
