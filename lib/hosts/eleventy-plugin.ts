// The plugin of 11ty: when a build begins and ends, what is watched, where outputs go.
import * as path from 'node:path';

/** How 11ty runs: a single build, or one after each edit. */
export type RunMode = 'build' | 'serve' | 'watch';

/** What 11ty tells when a build begins. */
export interface BuildEvent {
  readonly directories: { readonly output: string };
  readonly runMode: RunMode;
}

/** The parts of 11ty's configuration that the plugin touches. */
export interface EleventyConfig {
  readonly directories: { readonly output: string };
  on(event: string, listener: (event: BuildEvent) => Promise<void> | void): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: an engine's library may be anything
  amendLibrary(engine: string, amend: (library: any) => void): unknown;
  addWatchTarget(target: string): unknown;
}

/** The options that the plugin looks at itself. */
export interface PluginOptions {
  readonly roots?:
    | string
    | { readonly dir: string }
    | readonly (string | { readonly dir: string })[];
  readonly outDir?: string;
  readonly debug?: boolean;
}

/** The static files of one site, as the plugin needs them. */
export interface EleventySite {
  install(environment: unknown): void;
  /** Says that URLs that are to come are answered at once. */
  startBuild(): Promise<void>;
  /** Resolves when all that was handed out can be fetched, else rejects. */
  finishBuild(): Promise<void>;
}

/**
 * Connects 11ty with static files. There is one site for all builds of a configuration, because 11ty
 * makes its environment anew for each, and what is known of sources would be lost with it.
 */
export function connectEleventy<O extends PluginOptions>(
  config: EleventyConfig,
  options: O,
  open: (options: O & { outDir: string; debug: boolean }) => EleventySite,
): void {
  let runMode: RunMode = 'build';
  let opened: EleventySite | undefined;
  // not before the first build: only then are 11ty's folders and its run mode known
  const site = (): EleventySite => {
    opened ??= open({
      ...options,
      outDir: options.outDir ?? config.directories.output,
      debug: options.debug ?? runMode !== 'build',
    });
    return opened;
  };
  config.on('eleventy.before', async (event) => {
    runMode = event.runMode;
    if (runMode === 'build') await site().startBuild();
  });
  config.on('eleventy.after', async () => {
    if (runMode === 'build') await site().finishBuild();
  });
  config.amendLibrary('njk', (environment: unknown) => site().install(environment));
  // 11ty renders every template again when such a file changes, with --incremental, too
  for (const folder of foldersOf(options)) config.addWatchTarget(folder);
}

/** 11ty wants relative paths with slashes. */
function foldersOf({ roots }: PluginOptions): string[] {
  return [roots ?? []].flat().map((root) => {
    const folder = path.relative('.', typeof root === 'string' ? root : root.dir);
    return `./${folder.replaceAll(path.sep, '/')}`;
  });
}
