// The public surface.

export type { Logger } from './core/report.ts';
export { StaticfileError, type StaticfileErrorCode } from './errors.ts';
export type { Middleware } from './hosts/middleware.ts';
export type { InstallOptions } from './nunjucks/install.ts';
export type { ExpressApp, NunjucksEnvironment } from './nunjucks/types.ts';
export type { MountedRoot, StaticfilesOptions } from './options.ts';
export { chain } from './proxies/chain.ts';
export { type DebugProxyOptions, debugProxy } from './proxies/debug.ts';
export type { FileInfo, FileProxy, ProxyContext, ProxyStore } from './proxies/file-proxy.ts';
export { identityProxy } from './proxies/identity.ts';
export type { FileProxyOption } from './proxies/load.ts';
export {
  type HeldEntry,
  SlowMap,
  type SlowMapJson,
  type SlowMapOptions,
} from './proxies/slow-map.ts';
export type { Description, FileState } from './resolver/describe.ts';
export type { MissingPolicy } from './resolver/fall-back.ts';
export type { StaticfileUrl } from './resolver/integrity.ts';
export {
  createStaticfiles,
  type PathArgument,
  type SettledOptions,
  type Staticfiles,
} from './staticfiles.ts';
