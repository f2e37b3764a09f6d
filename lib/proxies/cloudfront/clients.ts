// The AWS clients: loaded when they are first needed, ready-made or with our own settings.
import type { CloudFrontClient, CloudFrontClientConfig } from '@aws-sdk/client-cloudfront';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { errorCode } from '../../errors.ts';
import { StoreFailure } from '../cdn/store.ts';

export type S3Module = typeof import('@aws-sdk/client-s3');
export type CloudFrontModule = typeof import('@aws-sdk/client-cloudfront');

/** Tells a client from the configuration of one. */
export function isClient<C extends { send: unknown }>(value: C | object | undefined): value is C {
  return typeof (value as { send?: unknown } | undefined)?.send === 'function';
}

export const loadS3 = (): Promise<S3Module> =>
  load('@aws-sdk/client-s3', () => import('@aws-sdk/client-s3'));

export const loadCloudFront = (): Promise<CloudFrontModule> =>
  load('@aws-sdk/client-cloudfront', () => import('@aws-sdk/client-cloudfront'));

async function load<M>(name: string, load: () => Promise<M>): Promise<M> {
  try {
    return await load();
  } catch (cause) {
    if (errorCode(cause) !== 'ERR_MODULE_NOT_FOUND') throw cause;
    const message = `The package "${name}" is not installed. Install it: npm install ${name}.`;
    throw new StoreFailure('refused', name, message, { cause });
  }
}

/**
 * The SDK waits for ever by default, and with `requestTimeout` alone it only logs. Region redirects
 * concern the first request of a bucket.
 */
const LIMITS = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 3000,
    requestTimeout: 30_000,
    socketTimeout: 30_000,
    throwOnRequestTimeout: true,
  },
};

/** Stores that are not AWS's own know neither its checksums nor its host names. */
const CUSTOM = {
  region: 'us-east-1',
  forcePathStyle: true,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;

export function createS3(
  { S3Client: Client }: S3Module,
  config: S3ClientConfig,
  region: string | undefined,
): S3Client {
  const custom = config.endpoint === undefined ? {} : CUSTOM;
  const place = region === undefined ? {} : { region };
  return new Client({ ...LIMITS, followRegionRedirects: true, ...custom, ...place, ...config });
}

/** CloudFront is one service for all regions; its requests are signed for `us-east-1`. */
export function createCloudFront(
  { CloudFrontClient: Client }: CloudFrontModule,
  config: CloudFrontClientConfig,
): CloudFrontClient {
  return new Client({ ...LIMITS, region: 'us-east-1', ...config });
}
