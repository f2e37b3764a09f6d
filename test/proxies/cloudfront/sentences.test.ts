// What is said of failures of AWS: of which service, in its own words where they tell more; and partitions.
import * as assert from 'node:assert/strict';
import { ensureBucket } from '../../../lib/proxies/cloudfront/bucket.ts';
import { toFailure } from '../../../lib/proxies/cloudfront/failures.ts';
import { bucketHost, bucketOfHost, s3Arn } from '../../../lib/proxies/cloudfront/partitions.ts';

function thrown(name: string, status: number, message = 'Rate exceeded'): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}

const OF_S3 = { permission: 's3:PutObject', bucket: 'site', key: 'static/a.png' } as const;
const OF_CLOUDFRONT = { permission: 'cloudfront:GetDistribution', bucket: 'E1' } as const;

describe('a failure of AWS', () => {
  it('is said of the service that has answered', () => {
    for (const status of [400, 429, 503]) {
      const error = thrown('Throttling', status);
      const says = (request: typeof OF_S3 | typeof OF_CLOUDFRONT) => toFailure(error, request);
      assert.equal(says(OF_S3).message, 'S3 asks for fewer requests (Throttling).');
      assert.equal(says(OF_CLOUDFRONT).message, 'CloudFront asks for fewer requests (Throttling).');
      assert.equal(says(OF_CLOUDFRONT).kind, 'throttled');
    }
  });

  it('is said in AWS’s words where they tell more than the right that lacks', () => {
    const says = (message: string) =>
      toFailure(thrown('AccessDenied', 403, message), OF_CLOUDFRONT);
    const verify = 'Your account must be verified before you can add new CloudFront resources.';
    assert.match(
      says(verify).message,
      /^AWS denies "cloudfront:GetDistribution" on "E1" \(Your account must be verified .*resources\)\. /,
    );
    for (const usual of [
      'Access Denied',
      'User: x is not authorized to perform: cloudfront:GetDistribution on resource: z',
    ]) {
      assert.match(says(usual).message, /^AWS denies "cloudfront:GetDistribution" on "[Ez]1?"\. /);
    }
  });

  it('names the right that AWS names, and says where another policy does not help', () => {
    const says = (text: string) =>
      toFailure(thrown('AccessDenied', 403, `User: x is not authorized to perform: ${text}`), OF_S3)
        .message;
    assert.equal(
      says(
        'kms:GenerateDataKey on resource: arn:aws:kms:eu-west-1:1:key/2 because no policy allows it',
      ),
      'AWS denies "kms:GenerateDataKey" on "arn:aws:kms:eu-west-1:1:key/2". Allow it in the policies of these credentials and of the key.',
    );
    assert.equal(
      says(
        's3:PutObject on resource: "arn:aws:s3:::site/static/a.png" with an explicit deny in a service control policy',
      ),
      'AWS denies "s3:PutObject" on "arn:aws:s3:::site/static/a.png": there is an explicit deny in a service control policy, which no other policy outweighs.',
    );
  });

  it('that is no lack of rights names no policy', () => {
    const { kind, message } = toFailure(thrown('QuotaExceeded', 403, 'The quota is full'), OF_S3);
    assert.equal(kind, 'denied');
    assert.equal(
      message,
      'PutObject in the bucket "site" was refused for "static/a.png" (403 QuotaExceeded: The quota is full).',
    );
  });

  it('of a store that answers for a key to be written that there is none is no lasting one', () => {
    assert.equal(toFailure(thrown('NoSuchKey', 404), OF_S3).kind, 'doubtful');
    assert.equal(toFailure(thrown('NoSuchBucket', 404), OF_S3).subject, 'no bucket');
  });

  it('of CloudFront that is elsewhere speaks of no bucket', () => {
    const asked = { permission: 'cloudfront:GetDistribution', bucket: 'E1' } as const;
    const { message } = toFailure(thrown('PermanentRedirect', 301), asked);
    assert.match(message, /^What answers "cloudfront:GetDistribution" is not CloudFront/);
  });

  it('of a store that has no listing is as one of who may not list', () => {
    const listing = { permission: 's3:ListBucket', bucket: 'site' } as const;
    const { subject, message } = toFailure(thrown('NotImplemented', 501, 'no'), listing);
    assert.equal(subject, 's3:ListBucket');
    assert.equal(message, 'ListBucket in the bucket "site" was refused (501 NotImplemented: no).');
  });

  it('lacks what the SDK says of answers that it can’t read', () => {
    const text =
      '@aws-sdk XML parse error: missing tag.\n  Deserialization error: to see the raw …';
    const { message, kind } = toFailure(thrown('Error', 503, text), OF_S3);
    assert.equal(message, 'PutObject in the bucket "site" failed (503 Error); it is tried again.');
    assert.equal(kind, 'passing');
  });

  it('is that credentials have expired, however it is called', () => {
    for (const name of ['ExpiredToken', 'RequestExpired', 'TokenRefreshRequired']) {
      assert.equal(toFailure(thrown(name, 403), OF_S3).kind, 'renewed');
    }
  });
});

describe('a partition', () => {
  const known: readonly [region: string, arn: string, host: string][] = [
    ['eu-west-1', 'arn:aws:s3:::b', 'b.s3.eu-west-1.amazonaws.com'],
    ['cn-north-1', 'arn:aws-cn:s3:::b', 'b.s3.cn-north-1.amazonaws.com.cn'],
    ['us-gov-west-1', 'arn:aws-us-gov:s3:::b', 'b.s3.us-gov-west-1.amazonaws.com'],
    ['eusc-de-east-1', 'arn:aws-eusc:s3:::b', 'b.s3.eusc-de-east-1.amazonaws.eu'],
    ['us-iso-east-1', 'arn:aws-iso:s3:::b', 'b.s3.us-iso-east-1.c2s.ic.gov'],
    ['us-isob-east-1', 'arn:aws-iso-b:s3:::b', 'b.s3.us-isob-east-1.sc2s.sgov.gov'],
    ['eu-isoe-west-1', 'arn:aws-iso-e:s3:::b', 'b.s3.eu-isoe-west-1.cloud.adc-e.uk'],
    ['us-isof-south-1', 'arn:aws-iso-f:s3:::b', 'b.s3.us-isof-south-1.csp.hci.ic.gov'],
  ];
  for (const [region, arn, host] of known) {
    it(`names buckets of ${region}, and knows them again`, () => {
      assert.equal(s3Arn(region, 'b'), arn);
      assert.equal(bucketHost('b', region), host);
      assert.equal(bucketOfHost(host), 'b');
      assert.equal(bucketOfHost(`${host}.example.org`), undefined);
    });
  }
});

it('a bucket that is being deleted is not taken for one that another server has made', async () => {
  const asked: string[] = [];
  const send = async (command: object) => {
    asked.push(command.constructor.name);
    if (command.constructor.name === 'HeadBucketCommand') throw thrown('NotFound', 404);
    throw thrown('OperationAborted', 409);
  };
  const s3 = { send, config: { region: async () => 'eu-west-1' } };
  await assert.rejects(ensureBucket(s3 as never, 'site'), {
    kind: 'conflict',
    message: 'Two servers met at CreateBucket in the bucket "site".',
  });
  assert.deepEqual(asked, ['HeadBucketCommand', 'CreateBucketCommand', 'HeadBucketCommand']);
});
