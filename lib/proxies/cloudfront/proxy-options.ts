// The options of the CloudFront proxy, and what is said of wrong ones.
import type { CloudFrontClient, CloudFrontClientConfig } from '@aws-sdk/client-cloudfront';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { HeaderOptions } from '../cdn/headers.ts';
import type { Include } from '../cdn/include.ts';
import type { PruneOptions } from '../cdn/prune.ts';

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
   * How long to wait if the distribution's status can't be read, in seconds.
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
  /**
   * Prunes daily: old versions that no release names are marked, and deleted two days later at the earliest.
   * These servers need the right to delete. @defaultValue `false`
   */
  prune?: boolean | PruneOptions;
  /** A client, or its configuration. With a client, uploads run on the main thread. */
  s3?: S3Client | S3ClientConfig;
  /** A client, or its configuration. */
  cloudFront?: CloudFrontClient | CloudFrontClientConfig;
  /** Where an S3-compatible store serves the bucket by itself: no CloudFront is needed. */
  publicUrl?: string;
  /**
   * Asks for a URL and returns the status of the answer: so it is proven that the domain serves the
   * bucket. `false` where viewers must sign, or are limited by place: nothing is proven then.
   *
   * @defaultValue a GET of the first 1,024 bytes of an object, for ten seconds, through `HTTPS_PROXY`
   */
  probe?: false | ((url: string) => number | Promise<number>);
  /** Headers that objects are stored with. @defaultValue cached for ever, by their extension */
  headers?: HeaderOptions;
  /** The name of the site in records of releases. @defaultValue the name in package.json */
  site?: string;
  /** The channel of the site there: previews name another one. @defaultValue `'main'` */
  channel?: string;
  /**
   * The name of the release there, such as the id of a commit.
   *
   * @defaultValue the hash of the manifest; of a build without one that of its keys; else one for all servers
   * of the channel, which lasts while one of them was seen within two days
   */
  release?: string;
}
