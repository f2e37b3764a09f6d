// Embedded S3 and CloudFront for one test, and a site whose files move there.
import { type EmbeddedAws, startEmbeddedAws } from '../../../../examples/embedded-aws/index.js';
import {
  type CdnProxy,
  type CloudFrontProxyOptions,
  type CloudFrontSystem,
  cloudFrontProxy,
} from '../../../../lib/cloudfront.ts';
import { findWorker } from '../../../../lib/core/packages.cjs';
import {
  createStaticfiles,
  type Staticfiles,
  type StaticfilesOptions,
} from '../../../../lib/index.ts';
import { type CollectedLog, collectLog } from '../../../support/log.ts';
import { isWhole } from '../../../support/sampled.ts';
import { createSite, type Files, type Site } from '../../../support/site.ts';

// the SDK says in every process that it will want a newer Node
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

export type { EmbeddedAws };

/** In the short form most tests share the clients of their process: a worker loads them anew each time. */
const SHARED: Partial<CloudFrontSystem> = isWhole ? {} : { workerFile: undefined };
/** What users get by default. */
export const IN_WORKER: Partial<CloudFrontSystem> = { workerFile: findWorker('upload') };

/** Keeps servers and proxies for the length of a test. */
const open: { close(): Promise<unknown> }[] = [];

export async function closeAll(): Promise<void> {
  for (const each of open.splice(0).reverse()) await each.close();
}

export async function createAws(
  options?: Parameters<typeof startEmbeddedAws>[0],
): Promise<EmbeddedAws> {
  const aws = await startEmbeddedAws(options);
  open.push(aws);
  return aws;
}

/** How clients reach the servers. */
export function reach({ s3Endpoint, cloudFrontEndpoint, region, credentials }: EmbeddedAws) {
  return {
    s3: { endpoint: s3Endpoint, region, forcePathStyle: true, credentials },
    cloudFront: { endpoint: cloudFrontEndpoint, region, credentials },
  };
}

export function createProxy(
  aws: EmbeddedAws,
  options: Partial<CloudFrontProxyOptions>,
  system: Partial<CloudFrontSystem> = {},
): CdnProxy {
  return createProxyAt({ bucket: 'site', ...reach(aws), ...options }, system);
}

export function createProxyAt(
  options: CloudFrontProxyOptions,
  system: Partial<CloudFrontSystem> = {},
): CdnProxy {
  const proxy = cloudFrontProxy(options, { ...SHARED, ...system });
  open.push(proxy);
  return proxy;
}

export interface MovingSite {
  readonly site: Site;
  readonly staticfiles: Staticfiles;
  readonly log: CollectedLog;
}

export function createMovingSite(
  files: Files,
  fileProxy: CdnProxy,
  options: Partial<StaticfilesOptions> = {},
): MovingSite {
  const site = createSite(files);
  const log = collectLog();
  const staticfiles = createStaticfiles({
    roots: site.root,
    outDir: site.outDir,
    cacheDir: false,
    debug: false,
    sourceMap: false,
    fileProxy,
    logger: log,
    ...options,
  });
  return { site, staticfiles, log };
}
