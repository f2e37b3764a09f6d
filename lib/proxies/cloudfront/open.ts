// Opens the clients of AWS as the options say: ready-made ones, or ours, through the proxy of the environment.
import type { CloudFrontClient, CloudFrontClientConfig } from '@aws-sdk/client-cloudfront';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { ObjectStore } from '../cdn/store.ts';
import {
  type Agents,
  createCloudFront,
  createS3,
  isClient,
  loadCloudFront,
  loadS3,
  readyMade,
  withDeadline,
} from './clients.ts';
import type { CloudFront } from './distribution.ts';
import { agentIn, endpointIn, profileEndpoints } from './environment.ts';
import { toFailure } from './failures.ts';
import { partitionOf } from './partitions.ts';
import type { CloudFrontProxyOptions } from './proxy-options.ts';
import { S3Store } from './s3-store.ts';

/** The options that say where bucket and distribution are; without clients they survive a message. */
export type AwsOptions = Pick<
  CloudFrontProxyOptions,
  'bucket' | 'region' | 'distribution' | 's3' | 'cloudFront'
> & { readonly prefix: string };

/** Picks what says where bucket and distribution are; endpoints of the environment count as set. */
export function awsOptionsOf(
  options: CloudFrontProxyOptions,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): AwsOptions {
  const { bucket, region, prefix = 'static/', distribution } = options;
  const s3 = withEndpoint(options.s3, endpointIn(environment, 'S3'));
  const cloudFront = withEndpoint(options.cloudFront, endpointIn(environment, 'CLOUDFRONT'));
  return {
    bucket,
    prefix,
    ...(region !== undefined && { region }),
    ...(distribution !== undefined && { distribution }),
    ...(s3 !== undefined && { s3 }),
    ...(cloudFront !== undefined && { cloudFront }),
  };
}

/** Opens the bucket itself, for what is not a store's. */
export async function openS3({ s3 = {}, region, bucket }: AwsOptions): Promise<S3Client> {
  try {
    if (isClient<S3Client>(s3)) return withDeadline(readyMade(s3, region));
    // set-up has no queue that would try again
    const config = { maxAttempts: 3, ...(s3 as S3ClientConfig) };
    return withDeadline(createS3(await loadS3(), config, region, agents()));
  } catch (error) {
    throw toFailure(error, { permission: 's3:ListBucket', bucket });
  }
}

export async function openCloudFront(options: AwsOptions): Promise<CloudFront> {
  const { cloudFront: given = {}, region } = options;
  const module = await loadCloudFront();
  if (isClient<CloudFrontClient>(given)) return { module, client: withDeadline(given) };
  const config = given as CloudFrontClientConfig;
  const place = { region: partitionOf(region).cloudFrontRegion, ...config };
  const client = createCloudFront(module, place, agents());
  return { module, client: withDeadline(client) };
}

export async function openStore(options: AwsOptions): Promise<ObjectStore> {
  const { s3 = {}, bucket, prefix, region } = options;
  const module = await loadS3();
  if (isClient<S3Client>(s3)) {
    const client = readyMade(s3, region);
    const isCustom = client.config.isCustomEndpoint === true;
    const createClient = () => client;
    return new S3Store({ module, bucket, prefix, createClient, isOwn: false, isCustom });
  }
  const config = s3 as S3ClientConfig;
  const createClient = () => createS3(module, config, region, agents());
  const isCustom = config.endpoint !== undefined || profileEndpoints(process.env).length > 0;
  return new S3Store({ module, bucket, prefix, createClient, isOwn: true, isCustom });
}

/** A ready-made client, and a configuration with an endpoint, know theirs. */
function withEndpoint<C extends object>(
  config: C | undefined,
  endpoint: string | undefined,
): C | { endpoint: string } | undefined {
  if (endpoint === undefined || isClient(config) || (config && 'endpoint' in config)) return config;
  return { ...config, endpoint };
}

/** A handler in the configuration takes their place. */
function agents(): Agents {
  const agent = agentIn(process.env);
  return agent === undefined ? {} : { httpAgent: agent, httpsAgent: agent };
}
