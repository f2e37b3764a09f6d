// What the proxy asks AWS for: a store of objects, and the distribution in front of it.
import type { CloudFrontClient, CloudFrontClientConfig } from '@aws-sdk/client-cloudfront';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { AddressAnswer } from '../cdn/address.ts';
import type { ObjectStore } from '../cdn/store.ts';
import {
  createCloudFront,
  createS3,
  isClient,
  loadCloudFront,
  loadS3,
  withDeadline,
} from './clients.ts';
import { addressOf, type CloudFront, findByComment, getDistribution } from './distribution.ts';
import { toFailure } from './failures.ts';
import { makeDistribution } from './make-distribution.ts';
import type { CloudFrontProxyOptions } from './proxy-options.ts';
import { S3Store } from './s3-store.ts';

/** The options that say where bucket and distribution are; without clients they survive a message. */
export type AwsOptions = Pick<
  CloudFrontProxyOptions,
  'bucket' | 'region' | 'distribution' | 's3' | 'cloudFront'
> & { readonly prefix: string };

export interface AwsServices extends ObjectStore {
  /** Asks whether the distribution is deployed, and where it answers. */
  look(): Promise<AddressAnswer>;
}

/** Makes the services. Clients are loaded with the first request. */
export function createServices(options: AwsOptions): AwsServices {
  let opened: Promise<ObjectStore> | undefined;
  let found: Promise<string> | undefined;
  const id = () => {
    found ??= idOf(options).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  const store = async () => {
    // who makes the distribution makes the bucket, too
    if (makesDistribution(options)) await id();
    opened ??= openStore(options);
    return await opened;
  };
  return {
    list: async (prefix) => (await store()).list(prefix),
    put: async (upload) => (await store()).put(upload),
    head: async (key) => (await store()).head(key),
    renew: async (key, headers) => (await store()).renew(key, headers),
    read: async (key) => (await store()).read(key),
    remove: async (keys) => (await store()).remove(keys),
    close: async () => {
      if (opened !== undefined) await (await opened).close();
    },
    look: async () => {
      const cloudFront = await openCloudFront(options.cloudFront);
      const distribution = await getDistribution(cloudFront, await id());
      return addressOf(distribution, options.distribution?.domain);
    },
  };
}

/** Opens the bucket itself, for what is not a store's. */
export async function openS3({ s3 = {}, region, bucket }: AwsOptions): Promise<S3Client> {
  try {
    if (isClient<S3Client>(s3)) return withDeadline(s3);
    // set-up has no queue that would try again
    const config = { maxAttempts: 3, ...(s3 as S3ClientConfig) };
    return withDeadline(createS3(await loadS3(), config, region));
  } catch (error) {
    throw toFailure(error, { permission: 's3:ListBucket', bucket });
  }
}

export async function openCloudFront(
  given: CloudFrontProxyOptions['cloudFront'] = {},
): Promise<CloudFront> {
  const module = await loadCloudFront();
  const isReady = isClient<CloudFrontClient>(given);
  const client = isReady ? given : createCloudFront(module, given as CloudFrontClientConfig);
  return { module, client: withDeadline(client) };
}

async function openStore(options: AwsOptions): Promise<ObjectStore> {
  const { s3 = {}, bucket, prefix, region } = options;
  const module = await loadS3();
  if (isClient<S3Client>(s3)) {
    const isCustom = s3.config.isCustomEndpoint === true;
    return new S3Store({ module, bucket, prefix, createClient: () => s3, isOwn: false, isCustom });
  }
  const config = s3 as S3ClientConfig;
  const createClient = () => createS3(module, config, region);
  const isCustom = config.endpoint !== undefined;
  return new S3Store({ module, bucket, prefix, createClient, isOwn: true, isCustom });
}

function makesDistribution({ distribution }: AwsOptions): boolean {
  return distribution !== undefined && 'comment' in distribution && distribution.create === true;
}

async function idOf(options: AwsOptions): Promise<string> {
  const { distribution } = options;
  if (distribution !== undefined && 'id' in distribution) return distribution.id;
  const cloudFront = await openCloudFront(options.cloudFront);
  const isNamed = distribution !== undefined && 'comment' in distribution;
  const found = isNamed ? await findByComment(cloudFront, distribution.comment) : undefined;
  if (found?.Id !== undefined) return found.Id;
  return await makeDistribution(cloudFront, await openS3(options), options);
}
