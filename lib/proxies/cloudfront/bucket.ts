// The bucket: private, in the right region, readable by one distribution.
import type { S3Client } from '@aws-sdk/client-s3';
import { quote } from '../../errors.ts';
import { StoreFailure } from '../cdn/store.ts';
import { loadS3, type S3Module } from './clients.ts';
import { statusOf } from './failure-texts.ts';
import { toFailure } from './failures.ts';
import { s3Arn } from './partitions.ts';

/** The statement of ours in a bucket's policy. */
const STATEMENT = 'StaticfileCloudFront';

interface Statement {
  readonly Sid?: string;
  readonly [more: string]: unknown;
  readonly Condition?: {
    readonly StringEquals?: { readonly 'AWS:SourceArn'?: string | readonly string[] };
  };
}

/** Looks for the bucket, and returns its region; `undefined` where there is none. */
export async function findBucket(s3: S3Client, bucket: string): Promise<string | undefined> {
  const module = await loadS3();
  try {
    const { BucketRegion } = await s3.send(new module.HeadBucketCommand({ Bucket: bucket }));
    return BucketRegion ?? (await s3.config.region());
  } catch (error) {
    const failure = toFailure(error, { permission: 's3:ListBucket', bucket });
    if (failure.subject === 'no bucket') return undefined;
    // S3 does not tell which of both it is
    if (failure.subject === 's3:ListBucket' && statusOf(error) === 403)
      throw foreign(
        bucket,
        error,
        'belongs to another account, or these credentials may not see it: "s3:ListBucket"',
      );
    throw failure;
  }
}

/** Finds the bucket, or makes it: private, in the region of the client. Returns its region. */
export async function ensureBucket(s3: S3Client, bucket: string): Promise<string> {
  const found = await findBucket(s3, bucket);
  if (found !== undefined) return found;
  const module = await loadS3();
  const region = await s3.config.region();
  try {
    // the oldest region is the one that must not be named
    const LocationConstraint = region as 'eu-west-1';
    const place = region !== 'us-east-1' && { CreateBucketConfiguration: { LocationConstraint } };
    await s3.send(new module.CreateBucketCommand({ Bucket: bucket, ...place }));
  } catch (error) {
    const { name } = error as Error;
    if (name === 'BucketAlreadyExists') throw foreign(bucket, error, 'belongs to another account');
    // another server was faster, or a bucket of that name is being deleted
    const mayBeThere = /^(?:BucketAlreadyOwnedByYou|OperationAborted)$/.test(name);
    if (!mayBeThere || (await findBucket(s3, bucket)) === undefined) {
      throw toFailure(error, { permission: 's3:CreateBucket', bucket });
    }
  }
  await makePrivate(s3, bucket);
  return region;
}

/** Checks whether all public access is blocked. */
export async function isPrivate(s3: S3Client, bucket: string): Promise<boolean> {
  const module = await loadS3();
  try {
    const command = new module.GetPublicAccessBlockCommand({ Bucket: bucket });
    const { PublicAccessBlockConfiguration: flags = {} } = await s3.send(command);
    return Object.keys(PRIVATE).every((name) => flags[name as keyof typeof PRIVATE] === true);
  } catch (error) {
    if ((error as Error).name === 'NoSuchPublicAccessBlockConfiguration') return false;
    throw toFailure(error, { permission: 's3:GetBucketPublicAccessBlock', bucket });
  }
}

const PRIVATE = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** Blocks public access, and turns access lists off. */
async function makePrivate(s3: S3Client, bucket: string): Promise<void> {
  const module = await loadS3();
  const PublicAccessBlockConfiguration = PRIVATE;
  const block = { Bucket: bucket, PublicAccessBlockConfiguration };
  const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] };
  await s3.send(new module.PutPublicAccessBlockCommand(block)).catch((error: unknown) => {
    throw toFailure(error, { permission: 's3:PutBucketPublicAccessBlock', bucket });
  });
  const owned = new module.PutBucketOwnershipControlsCommand({ Bucket: bucket, OwnershipControls });
  await s3.send(owned).catch((error: unknown) => {
    throw toFailure(error, { permission: 's3:PutBucketOwnershipControls', bucket });
  });
}

/** Lets a distribution read the bucket; what others may do stays. Returns whether that was missing. */
export async function allowDistribution(
  s3: S3Client,
  bucket: string,
  arn: string,
): Promise<boolean> {
  const module = await loadS3();
  const policy = await readPolicy(module, s3, bucket);
  const statements = [policy['Statement'] ?? []].flat() as Statement[];
  const ours = statements.find(({ Sid }) => Sid === STATEMENT);
  const arns = [ours?.Condition?.StringEquals?.['AWS:SourceArn'] ?? []].flat();
  if (arns.includes(arn)) return false;
  const region = await s3.config.region();
  const wanted = statementFor(s3Arn(region, bucket, '*'), [...arns, arn]);
  const Statement = [...statements.filter((each) => each !== ours), wanted];
  const Policy = JSON.stringify({ Version: '2012-10-17', ...policy, Statement });
  await s3
    .send(new module.PutBucketPolicyCommand({ Bucket: bucket, Policy }))
    .catch((error: unknown) => {
      throw toFailure(error, { permission: 's3:PutBucketPolicy', bucket });
    });
  return true;
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
    throw toFailure(error, { permission: 's3:GetBucketPolicy', bucket });
  }
}

function statementFor(Resource: string, arns: readonly string[]): Statement {
  return {
    Sid: STATEMENT,
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource,
    Condition: { StringEquals: { 'AWS:SourceArn': arns.length === 1 ? (arns[0] ?? '') : arns } },
  };
}

function foreign(bucket: string, cause: unknown, what: string): StoreFailure {
  const message = `The bucket ${quote(bucket)} ${what}. Names of buckets are shared by all accounts: choose another one, or allow it.`;
  return new StoreFailure('refused', 'bucket', message, { cause });
}
