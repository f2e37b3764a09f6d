// Makes bucket and distribution, once: private, with access for exactly this distribution.
import { createHash } from 'node:crypto';
import type { Distribution, DistributionConfig } from '@aws-sdk/client-cloudfront';
import type { S3Client } from '@aws-sdk/client-s3';
import { StoreFailure } from '../cdn/store.ts';
import { allowDistribution, ensureBucket } from './bucket.ts';
import { type CloudFront, findByComment, getDistribution } from './distribution.ts';
import { toFailure } from './failures.ts';
import type { AwsOptions } from './services.ts';

/** Managed-CachingOptimized: keys without query and cookies, gzip and brotli. */
const CACHE_POLICY = '658327ea-f89d-4fab-a63d-7e88639e58f6';
/** Managed-CORS-and-SecurityHeadersPolicy: fonts and modules work, types are not guessed. */
const HEADERS_POLICY = 'e61eb60c-9c35-4d20-a928-2b84e02af89c';
/** How long the edge may remember that something was not there. */
const ERROR_CACHING_SECONDS = 1;
/** What CloudFront takes in a name or comment. */
const LONGEST_NAME = 64;

/**
 * Finds or makes the distribution with the comment of the options, and what it needs.
 *
 * Servers that begin together make one: the caller reference is a function of bucket and comment, and
 * CloudFront takes each only once.
 *
 * @returns Its id.
 */
export async function makeDistribution(
  cloudFront: CloudFront,
  s3: S3Client,
  options: AwsOptions,
): Promise<string> {
  const comment = commentOf(options);
  const region = await ensureBucket(s3, options.bucket);
  const made = await create(cloudFront, comment, `${options.bucket}.s3.${region}.amazonaws.com`);
  await allowDistribution(s3, options.bucket, made.ARN ?? '');
  return made.Id ?? '';
}

function commentOf({ distribution, bucket }: AwsOptions): string {
  const named = distribution !== undefined && 'comment' in distribution ? distribution : undefined;
  if (named?.create) return named.comment;
  throw new StoreFailure(
    'refused',
    'no distribution',
    `There is no distribution with the comment "${named?.comment}" for the bucket "${bucket}". ` +
      'Set { comment, create: true } to make it, or run "staticfile cdn setup".',
  );
}

async function create(
  cloudFront: CloudFront,
  comment: string,
  originHost: string,
): Promise<Distribution> {
  const { module, client } = cloudFront;
  const accessControlId = await ensureAccessControl(cloudFront, originHost);
  const DistributionConfig = configOf(comment, originHost, accessControlId);
  try {
    const { Distribution: made } = await client.send(
      new module.CreateDistributionCommand({ DistributionConfig }),
    );
    if (made !== undefined) return made;
  } catch (error) {
    if ((error as Error).name !== 'DistributionAlreadyExists') {
      throw toFailure(error, { permission: 'cloudfront:CreateDistribution', bucket: comment });
    }
    const id = /\b(E[A-Z0-9]{6,})\b/.exec((error as Error).message)?.[1];
    if (id !== undefined) return await getDistribution(cloudFront, id);
  }
  const found = await findByComment(cloudFront, comment);
  if (found?.Id !== undefined) return await getDistribution(cloudFront, found.Id);
  const message = `The distribution "${comment}" is being made by another server.`;
  throw new StoreFailure('passing', 'distribution', message);
}

/** The Origin Access Control of a bucket; one of another server counts as well. */
async function ensureAccessControl(
  { module, client }: CloudFront,
  originHost: string,
): Promise<string> {
  const Name = nameOf(originHost);
  const config = {
    Name,
    Description: 'nunjucks-staticfile',
    OriginAccessControlOriginType: 's3',
    SigningBehavior: 'always',
    SigningProtocol: 'sigv4',
  } as const;
  try {
    const known = await listAccessControls({ module, client }, Name);
    if (known !== undefined) return known;
    const { OriginAccessControl } = await client.send(
      new module.CreateOriginAccessControlCommand({ OriginAccessControlConfig: config }),
    );
    return OriginAccessControl?.Id ?? '';
  } catch (error) {
    if ((error as Error).name !== 'OriginAccessControlAlreadyExists') {
      throw toFailure(error, { permission: 'cloudfront:CreateOriginAccessControl', bucket: Name });
    }
    return (await listAccessControls({ module, client }, Name)) ?? '';
  }
}

async function listAccessControls(
  { module, client }: CloudFront,
  name: string,
): Promise<string | undefined> {
  let Marker: string | undefined;
  do {
    const command = new module.ListOriginAccessControlsCommand(
      Marker === undefined ? {} : { Marker },
    );
    const { OriginAccessControlList: list } = await client.send(command);
    const found = list?.Items?.find(({ Name }) => Name === name);
    if (found !== undefined) return found.Id;
    Marker = list?.IsTruncated ? list.NextMarker : undefined;
  } while (Marker !== undefined);
  return undefined;
}

function configOf(
  comment: string,
  originHost: string,
  accessControlId: string,
): DistributionConfig {
  const Id = 'bucket';
  return {
    CallerReference: `staticfile-${hash(`${originHost} ${comment}`)}`,
    Comment: comment,
    Enabled: true,
    HttpVersion: 'http2and3',
    IsIPV6Enabled: true,
    PriceClass: 'PriceClass_100',
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id,
          DomainName: originHost,
          OriginAccessControlId: accessControlId,
          // what an S3 origin must have; the access control takes its place
          S3OriginConfig: { OriginAccessIdentity: '' },
        },
      ],
    },
    DefaultCacheBehavior: {
      TargetOriginId: Id,
      ViewerProtocolPolicy: 'redirect-to-https',
      CachePolicyId: CACHE_POLICY,
      ResponseHeadersPolicyId: HEADERS_POLICY,
      Compress: true,
      AllowedMethods: {
        Quantity: 3,
        Items: ['GET', 'HEAD', 'OPTIONS'],
        CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
      },
    },
    CustomErrorResponses: {
      Quantity: 2,
      Items: [403, 404].map((ErrorCode) => ({
        ErrorCode,
        ErrorCachingMinTTL: ERROR_CACHING_SECONDS,
      })),
    },
  };
}

function nameOf(originHost: string): string {
  const name = `staticfile-${originHost.split('.s3.')[0]}`;
  return name.length <= LONGEST_NAME ? name : `staticfile-${hash(originHost)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
