// The options of the CloudFront proxy, and what is said of wrong ones.
import type { CloudFrontClient, CloudFrontClientConfig } from '@aws-sdk/client-cloudfront';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { didYouMean } from '../../core/closest.ts';
import { StaticfileError } from '../../errors.ts';
import type { HeaderOptions } from '../cdn/headers.ts';
import type { Include } from '../cdn/include.ts';
import type { PruneOptions } from '../cdn/prune.ts';
import { pruneRefusal } from './no-prune.ts';

/**
 * Which distribution serves the bucket: one of an id, of whose status is asked; one of a domain, which
 * is taken as deployed; or one with this comment, which is made where there is none.
 */
export type DistributionOption =
  | { readonly id: string; readonly domain?: string }
  | { readonly domain: string }
  | { readonly comment: string; readonly create?: boolean; readonly domain?: string };

/** Options of {@link cloudFrontProxy}. */
export interface CloudFrontProxyOptions {
  /** The S3 bucket. */
  bucket: string;
  /** Its region. @defaultValue what the AWS clients find in the environment */
  region?: string;
  /** Put before all keys. @defaultValue `'static/'` */
  prefix?: string;
  /** Required, unless there is a `publicUrl`. */
  distribution?: DistributionOption;
  /**
   * What moves: `'images'`, `'all'`, extensions, or a function of the uri. Fonts, SVG and modules need
   * CORS on the CDN. @defaultValue `'images'`
   */
  include?: Include;
  /**
   * How long a distribution is waited for whose status may not be read, in seconds.
   *
   * @defaultValue `3600`
   */
  timeoutSeconds?: number;
  /**
   * How old an object must be before its URL is handed out, in seconds.
   *
   * @defaultValue `1` where the distribution keeps errors for a second only, else `11`
   */
  settleSeconds?: number;
  /** How many uploads run at once. @defaultValue `32`; `8` with ready-made clients */
  concurrency?: number;
  /** Refused in this version: what is in use can't be known yet. @defaultValue `false` */
  prune?: boolean | PruneOptions;
  /** A client, or its configuration. With a client, uploads run on the main thread. */
  s3?: S3Client | S3ClientConfig;
  /** A client, or its configuration. */
  cloudFront?: CloudFrontClient | CloudFrontClientConfig;
  /** Where an S3-compatible store serves the bucket by itself: no CloudFront is needed. */
  publicUrl?: string;
  /** Headers that objects are stored with. @defaultValue cached for ever, by their extension */
  headers?: HeaderOptions;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isObject: Check = (value) => typeof value === 'object' && value !== null;
const isTime: Check = (value) => typeof value === 'number' && value >= 0;
const isCount: Check = (value) => Number.isInteger(value) && Number(value) >= 1;

const SHAPES: Readonly<Record<keyof CloudFrontProxyOptions, readonly [string, Check]>> = {
  bucket: ['the name of a bucket', isText],
  region: ['a region like "eu-west-1"', isText],
  prefix: ['a text like "static/"', (value) => typeof value === 'string' && isPrefix(value)],
  distribution: ['{ id }, { domain } or { comment, create: true }', isDistribution],
  include: ['"images", "all", a list of extensions, or a function', isInclude],
  timeoutSeconds: ['a number of seconds', isTime],
  settleSeconds: ['a number of seconds', isTime],
  concurrency: ['a number from 1 up', isCount],
  prune: [
    'true, false or { keep, olderThanSeconds, maxDelete }',
    (value) => typeof value === 'boolean' || isObject(value),
  ],
  s3: ['a client of @aws-sdk/client-s3, or its configuration', isObject],
  cloudFront: ['a client of @aws-sdk/client-cloudfront, or its configuration', isObject],
  publicUrl: [
    'a URL like "https://files.example.com"',
    (value) => isText(value) && /^https?:\/\/[^/]/.test(String(value)),
  ],
  headers: ['{ cacheControl, contentType }', isObject],
};

/**
 * Checks names and types.
 *
 * @throws `ERR_STATICFILE_OPTION` with the closest right name, `ERR_STATICFILE_UNSUPPORTED` for `prune`.
 */
export function checkOptions(options: CloudFrontProxyOptions): void {
  if (!isObject(options)) throw wrong('cloudFrontProxy needs an object of options.');
  for (const [name, value] of Object.entries(options)) {
    const shape = SHAPES[name as keyof CloudFrontProxyOptions];
    if (shape === undefined) {
      throw wrong(`Unknown option "${name}". ${didYouMean(name, Object.keys(SHAPES))}`);
    }
    const [words, check] = shape;
    if (value !== undefined && !check(value)) throw wrong(`"${name}" must be ${words}.`);
  }
  if (options.prune) throw pruneRefusal();
  if (options.bucket === undefined) throw wrong('The option "bucket" is missing.');
  if (options.distribution === undefined && options.publicUrl === undefined) {
    throw wrong(
      'The option "distribution" is missing: { id }, { domain } or { comment, create: true }; ' +
        'or "publicUrl", where the store serves the bucket by itself.',
    );
  }
}

function wrong(message: string): StaticfileError {
  return new StaticfileError('ERR_STATICFILE_OPTION', `cloudFrontProxy: ${message}`);
}

function isPrefix(value: string): boolean {
  return !value.startsWith('/') && (value === '' || value.endsWith('/'));
}

function isDistribution(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { id, domain, comment } = value as Record<string, unknown>;
  const isSome = [id, domain, comment].some((each) => each !== undefined);
  return isSome && [id, domain, comment].every((each) => each === undefined || isText(each));
}

function isInclude(value: unknown): boolean {
  if (value === 'images' || value === 'all' || typeof value === 'function') return true;
  return Array.isArray(value) && value.every(isText);
}
