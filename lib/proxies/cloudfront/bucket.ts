// The bucket: private, in the right region, readable by one distribution.
import type { S3Client } from '@aws-sdk/client-s3';
import { loadS3, type S3Module } from './clients.ts';
import { toFailure } from './failures.ts';

/** The statement of ours in a bucket's policy. */
const STATEMENT = 'StaticfileCloudFront';

interface Statement {
  readonly Sid?: string;
  readonly Condition?: unknown;
}

/** Makes the bucket private, and first of all where there is none; answers its region. */
export async function ensureBucket(s3: S3Client, bucket: string): Promise<string> {
  const module = await loadS3();
  const region = await s3.config.region();
  try {
    return await existingRegion(module, s3, bucket, region);
  } catch (error) {
    if ((error as { name?: string }).name !== 'NotFound') {
      throw toFailure(error, { permission: 's3:ListBucket', bucket });
    }
  }
  try {
    await s3.send(
      new module.CreateBucketCommand({
        Bucket: bucket,
        // the oldest region is the one that must not be named
        ...(region !== 'us-east-1' && {
          CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' },
        }),
      }),
    );
    await makePrivate(module, s3, bucket);
  } catch (error) {
    const isMade = /^BucketAlreadyOwnedByYou|OperationAborted/.test((error as Error).name);
    if (!isMade) throw toFailure(error, { permission: 's3:CreateBucket', bucket });
  }
  return region;
}

/** Tells whether there is a bucket, that these credentials may see. */
export async function hasBucket(s3: S3Client, bucket: string): Promise<boolean> {
  const module = await loadS3();
  try {
    await s3.send(new module.HeadBucketCommand({ Bucket: bucket }));
    return true;
  } catch (error) {
    if ((error as { name?: string }).name === 'NotFound') return false;
    throw toFailure(error, { permission: 's3:ListBucket', bucket });
  }
}

/** Lets a distribution read the bucket; other statements of its policy stay. */
export async function allowDistribution(s3: S3Client, bucket: string, arn: string): Promise<void> {
  const module = await loadS3();
  try {
    const policy = await readPolicy(module, s3, bucket);
    const statements = [policy['Statement'] ?? []].flat() as Statement[];
    const wanted = statementFor(bucket, arn);
    const ours = statements.find(({ Sid }) => Sid === STATEMENT);
    if (JSON.stringify(ours) === JSON.stringify(wanted)) return;
    const Statement = [...statements.filter(({ Sid }) => Sid !== STATEMENT), wanted];
    const Policy = JSON.stringify({ Version: '2012-10-17', ...policy, Statement });
    await s3.send(new module.PutBucketPolicyCommand({ Bucket: bucket, Policy }));
  } catch (error) {
    throw toFailure(error, { permission: 's3:PutBucketPolicy', bucket });
  }
}

async function existingRegion(
  module: S3Module,
  s3: S3Client,
  bucket: string,
  region: string,
): Promise<string> {
  const { BucketRegion } = await s3.send(new module.HeadBucketCommand({ Bucket: bucket }));
  return BucketRegion ?? region;
}

async function makePrivate(module: S3Module, s3: S3Client, bucket: string): Promise<void> {
  await s3.send(
    new module.PutPublicAccessBlockCommand({
      Bucket: bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  await s3.send(
    new module.PutBucketOwnershipControlsCommand({
      Bucket: bucket,
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    }),
  );
}

async function readPolicy(
  module: S3Module,
  s3: S3Client,
  bucket: string,
): Promise<Record<string, unknown>> {
  try {
    const { Policy = '{}' } = await s3.send(new module.GetBucketPolicyCommand({ Bucket: bucket }));
    return JSON.parse(Policy);
  } catch (error) {
    if ((error as Error).name === 'NoSuchBucketPolicy') return {};
    throw error;
  }
}

function statementFor(bucket: string, arn: string): Statement & Record<string, unknown> {
  return {
    Sid: STATEMENT,
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { StringEquals: { 'AWS:SourceArn': arn } },
  };
}
