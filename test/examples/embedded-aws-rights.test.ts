// Rights of users of the embedded servers, and what their control plane refuses.
import * as assert from 'node:assert/strict';
import * as cloudFrontModule from '@aws-sdk/client-cloudfront';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import * as s3Module from '@aws-sdk/client-s3';
import { S3Client } from '@aws-sdk/client-s3';
import type { EmbeddedAws } from '../../examples/embedded-aws/index.js';
import { closeAll, reach } from '../proxies/cloudfront/support/aws.ts';
import { open } from './support/embedded-site.ts';

describe('policies of users of the embedded servers', () => {
  afterEach(closeAll);

  const policyOf = (...Statement: object[]) => [{ Version: '2012-10-17', Statement }];
  function clientsOf(aws: EmbeddedAws, policies: readonly object[]) {
    const credentials = aws.addUser({ accessKeyId: 'LIMITED', secretAccessKey: 'l', policies });
    const { s3, cloudFront } = reach(aws);
    return {
      s3: new S3Client({ ...s3, credentials }),
      cloudFront: new CloudFrontClient({ ...cloudFront, credentials }),
    };
  }
  const isDenied = (work: Promise<unknown>) =>
    assert.rejects(work, (error: { $metadata?: { httpStatusCode?: number } }) => {
      assert.equal(error.$metadata?.httpStatusCode, 403);
      return true;
    });

  it('allow what they name, and deny what they deny', async () => {
    const { aws } = await open();
    const objects = {
      Effect: 'Allow',
      Action: 's3:*Object',
      Resource: 'arn:aws:s3:::site/static/*',
    };
    const secret = { Effect: 'Deny', Action: '*', Resource: 'arn:aws:s3:::site/static/secret/?' };
    const { s3 } = clientsOf(aws, policyOf(objects, secret));
    const put = (Key: string) =>
      s3.send(new s3Module.PutObjectCommand({ Bucket: 'site', Key, Body: 'x' }));
    await put('static/a');
    await isDenied(put('other/a'));
    await isDenied(put('static/secret/a'));
    await put('static/secret/ab');
  });

  it('keep the condition on the prefix of a listing', async () => {
    const { aws } = await open();
    const { s3 } = clientsOf(
      aws,
      policyOf({
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: 'arn:aws:s3:::site',
        Condition: { StringLike: { 's3:prefix': ['static/*'] } },
      }),
    );
    const list = (Prefix?: string) =>
      s3.send(new s3Module.ListObjectsV2Command({ Bucket: 'site', ...(Prefix && { Prefix }) }));
    await list('static/');
    await isDenied(list('other/'));
    await isDenied(list());
    await isDenied(s3.send(new s3Module.HeadBucketCommand({ Bucket: 'site' })));
  });

  it('say 403 of a missing object to who may not list', async () => {
    const { aws } = await open();
    const get = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::site/*' };
    const { s3 } = clientsOf(aws, policyOf(get));
    await isDenied(s3.send(new s3Module.GetObjectCommand({ Bucket: 'site', Key: 'none' })));
  });

  it('allow one distribution, and no other call of CloudFront', async () => {
    const { aws, id, arn } = await open();
    const other = await aws.addDistribution({ bucket: 'site' });
    const gate = { Effect: 'Allow', Action: 'cloudfront:GetDistribution', Resource: arn };
    const { cloudFront } = clientsOf(aws, policyOf(gate));
    const get = (Id: string) =>
      cloudFront.send(new cloudFrontModule.GetDistributionCommand({ Id }));
    assert.equal((await get(id)).Distribution?.Status, 'Deployed');
    await isDenied(get(other.id));
    await isDenied(cloudFront.send(new cloudFrontModule.ListDistributionsCommand({})));
  });
});

describe('an embedded control plane', () => {
  afterEach(closeAll);

  async function createWith(change: (config: Record<string, unknown>) => object) {
    const { aws, id } = await open();
    const client = new CloudFrontClient(reach(aws).cloudFront);
    const { DistributionConfig: config } = await client.send(
      new cloudFrontModule.GetDistributionConfigCommand({ Id: id }),
    );
    const DistributionConfig = change({
      ...config,
      CallerReference: 'new',
    }) as cloudFrontModule.DistributionConfig;
    const create = () =>
      client.send(new cloudFrontModule.CreateDistributionCommand({ DistributionConfig }));
    return { aws, client, create };
  }

  const wrong: readonly [string, string, (config: Record<string, unknown>) => object][] = [
    [
      'an alias without a certificate',
      'InvalidViewerCertificate',
      (config) => ({ ...config, Aliases: { Quantity: 1, Items: ['a.test'] } }),
    ],
    [
      'a comment of 129 characters',
      'InvalidArgument',
      (config) => ({ ...config, Comment: 'x'.repeat(129) }),
    ],
    [
      'a target that is no origin',
      'NoSuchOrigin',
      (config) => ({
        ...config,
        DefaultCacheBehavior: { TargetOriginId: 'none', ViewerProtocolPolicy: 'allow-all' },
      }),
    ],
  ];
  for (const [what, name, change] of wrong) {
    it(`refuses ${what}`, async () => {
      const { create } = await createWith(change);
      await assert.rejects(create(), { name });
    });
  }

  it('takes a caller reference once, though its distribution is deleted', async () => {
    const { aws, create } = await createWith((config) => config);
    const made = await create();
    await assert.rejects(create(), { name: 'DistributionAlreadyExists' });
    aws.removeDistribution(made.Distribution?.Id ?? '');
    await assert.rejects(create(), { name: 'DistributionAlreadyExists' });
  });
});
