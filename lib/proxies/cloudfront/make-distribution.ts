// Makes the distribution of a bucket, once: with access for exactly this distribution.
import { createHash } from 'node:crypto';
import type { Distribution, DistributionConfig } from '@aws-sdk/client-cloudfront';
import { quote } from '../../errors.ts';
import { StoreFailure } from '../cdn/store.ts';
import { allowDistribution, ensureBucket } from './bucket.ts';
import {
  type CloudFront,
  findByComment,
  getDistribution,
  isGone,
  pagesOf,
} from './distribution.ts';
import { toFailure } from './failures.ts';
import type { DistributionNote } from './note.ts';
import { type AwsOptions, openS3 } from './open.ts';
import { bucketHost } from './partitions.ts';

/** Managed-CachingOptimized: keys without query and cookies, gzip and brotli. */
const CACHE_POLICY = '658327ea-f89d-4fab-a63d-7e88639e58f6';
/** Managed-CORS-and-SecurityHeadersPolicy: fonts and modules work, types are not guessed. */
const HEADERS_POLICY = 'e61eb60c-9c35-4d20-a928-2b84e02af89c';
/** How long the edge may remember that something was not there. */
const ERROR_CACHING_SECONDS = 1;
/** The characters that CloudFront accepts in a name or comment. */
const LONGEST_NAME = 64;

/** A reference that was used once may be refused for ever: then the next one counts. */
const MOST_GENERATIONS = 20;

/** Makes the bucket where there is none, the distribution of a comment, and lets it read the bucket. */
export async function makeDistribution(
  cloudFront: CloudFront,
  options: AwsOptions,
  comment: string,
): Promise<DistributionNote> {
  const s3 = await openS3(options);
  const region = await ensureBucket(s3, options.bucket);
  const made = await createDistribution(cloudFront, options.bucket, region, comment);
  await allowDistribution(s3, options.bucket, made.ARN ?? '');
  return { id: made.Id ?? '', domain: made.DomainName ?? '' };
}

/**
 * Lets a distribution read the bucket that another server has just made, which may not have come so
 * far. Who may not do that leaves it to the proof of the domain to tell.
 */
export async function finishDistribution(options: AwsOptions, arn: string): Promise<void> {
  const allowed = openS3(options).then((s3) => allowDistribution(s3, options.bucket, arn));
  await allowed.catch(() => false);
}

/**
 * Makes the distribution alone.
 *
 * Servers that begin together make one: the caller reference is a function of bucket and comment, and
 * CloudFront takes each only once.
 */
export async function createDistribution(
  cloudFront: CloudFront,
  bucket: string,
  region: string,
  comment: string,
): Promise<Distribution> {
  const originHost = bucketHost(bucket, region);
  const accessControlId = await ensureAccessControl(cloudFront, originHost);
  for (let generation = 1; generation <= MOST_GENERATIONS; generation += 1) {
    const config = configOf(comment, originHost, accessControlId, generation);
    const made = await create(cloudFront, config, bucket);
    if (made !== undefined) return made;
  }
  const message = `CloudFront accepts no new distribution ${quote(comment)}: ${MOST_GENERATIONS} of them were made and deleted. Choose another comment.`;
  throw new StoreFailure('refused', 'distribution', message);
}

/** Returns `undefined` where the reference belongs to a distribution that is no more. */
async function create(
  cloudFront: CloudFront,
  config: DistributionConfig,
  bucket: string,
): Promise<Distribution | undefined> {
  const { module, client } = cloudFront;
  const comment = config.Comment ?? '';
  try {
    const command = new module.CreateDistributionCommand({ DistributionConfig: config });
    return (await client.send(command)).Distribution;
  } catch (error) {
    if ((error as Error).name !== 'DistributionAlreadyExists') {
      throw toFailure(error, { permission: 'cloudfront:CreateDistribution', bucket: comment });
    }
    const named = /\b(E[A-Z0-9]{6,})\b/.exec((error as Error).message)?.[1];
    const id = named ?? (await findByComment(cloudFront, comment, bucket))?.Id;
    if (id === undefined) return undefined;
    return await getDistribution(cloudFront, id).catch((reason: unknown) => {
      if (isGone(reason)) return undefined;
      throw reason;
    });
  }
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
  const pages = pagesOf(async (from) => {
    const command = new module.ListOriginAccessControlsCommand(from);
    return (await client.send(command)).OriginAccessControlList;
  });
  for await (const items of pages) {
    const found = items.find(({ Name }) => Name === name);
    if (found !== undefined) return found.Id;
  }
  return undefined;
}

function configOf(
  comment: string,
  originHost: string,
  accessControlId: string,
  generation: number,
): DistributionConfig {
  const Id = 'bucket';
  const suffix = generation === 1 ? '' : `-${generation}`;
  return {
    CallerReference: `staticfile-${hash(`${originHost} ${comment}`)}${suffix}`,
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
