// The public surface.

export type { MinifiedCounts } from './convert/minified.ts';
export type { Logger } from './core/report.ts';
export type { NameFunction, NameParts } from './core/version-scheme.ts';
export { StaticfileError, type StaticfileErrorCode } from './errors.ts';
export type { Disk } from './files/disk.ts';
export type { PublishMode } from './files/transfer.ts';
export type { SettledOptions } from './instance/settled.ts';
export type { System } from './instance/system.ts';
export type { ContentKind } from './minify/content-kind.ts';
export type { Minifier, MinifierAnswer, MinifierInfo, MinifyLevel } from './minify/minifier.ts';
export type {
  CssEngine,
  HtmlEngine,
  JsEngine,
  MinifyOption,
  MinifyOptions,
} from './minify/options.ts';
export type { InstallOptions } from './nunjucks/install.ts';
export type { ExpressApp, NunjucksEnvironment } from './nunjucks/types.ts';
export {
  defineConfig,
  type StaticfileConfig,
  type StaticfileConfigExport,
} from './options/define-config.ts';
export type { MountedRoot, StaticfilesOptions } from './options/options.ts';
export type { PrepareOptions } from './prepare/options.ts';
export type {
  PreparedOutput,
  PrepareNotice,
  PrepareProgress,
  PrepareReport,
} from './prepare/report.ts';
export { chain } from './proxies/chain.ts';
export { type DebugProxyOptions, debugProxy, identityProxy } from './proxies/debug.ts';
export type {
  FileInfo,
  FileProxy,
  FileProxyMover,
  OutputState,
  ProxyContext,
  ProxyFinding,
  ProxyPruneOptions,
  ProxyPruneReport,
  ProxyStore,
  SourceMapInfo,
} from './proxies/file-proxy.ts';
export type { FileProxyOption } from './proxies/load.ts';
export {
  type HeldEntry,
  SlowMap,
  type SlowMapJson,
  type SlowMapOptions,
} from './proxies/slow-map.ts';
export type { Description, FileState } from './resolve/describe.ts';
export type { StaticfileUrl } from './resolve/integrity.ts';
export type { MissingPolicy } from './resolve/missing-files.ts';
export type { PageOptions } from './resolve/page.ts';
export type { Middleware } from './serve/middleware.ts';
export type { Next } from './serve/serve-file.ts';
export type { StatusPageOptions } from './serve/status-page.ts';
export {
  createStaticfiles,
  type PathArgument,
  type Staticfiles,
} from './staticfiles.ts';
