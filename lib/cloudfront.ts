// The entry point `nunjucks-staticfile/cloudfront`: re-exports only.

export type { CdnProxy } from './proxies/cdn/cdn-proxy.ts';
export type { HeaderOptions } from './proxies/cdn/headers.ts';
export type { Include } from './proxies/cdn/include.ts';
export type { PruneOptions, PruneReport } from './proxies/cdn/prune.ts';
export type { CdnStatus } from './proxies/cdn/status.ts';
export type { Timers } from './proxies/cdn/timers.ts';
export { type CloudFrontSystem, cloudFrontProxy } from './proxies/cloudfront/cloudfront-proxy.ts';
export type {
  CloudFrontProxyOptions,
  DistributionOption,
} from './proxies/cloudfront/proxy-options.ts';
export type {
  FileInfo,
  FileProxy,
  OutputState,
  ProxyContext,
  ProxyStore,
  SourceMapInfo,
} from './proxies/file-proxy.ts';
