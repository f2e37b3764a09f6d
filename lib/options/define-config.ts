// What `staticfile.config.*` exports, with types for whoever writes one.
import type { StaticfilesOptions } from './options.ts';

/** The options of `createStaticfiles`, and what the command takes besides. */
export interface StaticfileConfig extends StaticfilesOptions {
  /** Folders, files or globs of templates. */
  readonly templates?: string | readonly string[];
  /** Paths that no template names, or globs of them. */
  readonly paths?: string | readonly string[];
  /** Options of Nunjucks that templates are written for. */
  readonly nunjucks?: { readonly tags?: Readonly<Record<string, string>> };
}

/** A configuration, a promise of one, or a function that returns either. */
export type StaticfileConfigExport =
  | StaticfileConfig
  | Promise<StaticfileConfig>
  | (() => StaticfileConfig | Promise<StaticfileConfig>);

/**
 * Returns a configuration as it is; editors and TypeScript then know what it may hold.
 *
 * @param config - For `staticfile.config.mjs`, `.js`, `.cjs` or `.ts`: `export default defineConfig({ … })`.
 */
export function defineConfig(config: StaticfileConfig): StaticfileConfig;
export function defineConfig(config: Promise<StaticfileConfig>): Promise<StaticfileConfig>;
export function defineConfig<Config extends () => StaticfileConfig | Promise<StaticfileConfig>>(
  config: Config,
): Config;
// one signature for all would not refuse unknown options
export function defineConfig(config: StaticfileConfigExport): StaticfileConfigExport {
  return config;
}
