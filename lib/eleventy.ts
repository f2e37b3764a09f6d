// The entry point `nunjucks-staticfile/eleventy`: the 11ty plugin.
import { install } from './nunjucks/install.ts';
import { EXTENSION_NAME } from './nunjucks/tags.ts';
import type { NunjucksEnvironment } from './nunjucks/types.ts';
import type { StaticfilesOptions } from './options.ts';
import { BuildPatience } from './prepare/build-patience.ts';
import { deadlineMsOf } from './prepare/wait.ts';
import { createWithParts, settled } from './staticfiles.ts';

/** What the plugin uses of 11ty's configuration object. */
export interface EleventyConfig {
  readonly directories: { readonly output?: string };
  addNunjucksTag(
    name: string,
    create: (nunjucks: unknown, environment: NunjucksEnvironment) => unknown,
  ): unknown;
  addWatchTarget(target: string): unknown;
  on(event: string, listener: (about: BuildAbout) => Promise<void>): unknown;
}

/** What 11ty tells of a build. */
export interface BuildAbout {
  readonly runMode?: string;
}

/** The options of `createStaticfiles`, and what a build may take. */
export interface EleventyOptions extends StaticfilesOptions {
  /** When a build that still waits for file proxies fails, in seconds. Default: 600. */
  readonly deadlineSeconds?: number;
}

/** 11ty's own default. */
const DEFAULT_OUTPUT = '_site';

/**
 * Adds the tags, the filter and the globals to 11ty's Nunjucks, in templates, layouts and Markdown.
 *
 * Outputs go to 11ty's output folder. In a single build, URLs that a CDN proxy is to serve are answered
 * at once, and the build ends when all of them work, or fails. While 11ty watches, an edit of a file
 * in a root renders all pages again, and pages have local URLs until the CDN is ready.
 *
 * @param options - Those of `createStaticfiles`. Default of `outDir`: 11ty's output folder;
 *   of `debug`: while 11ty watches. `deadlineSeconds`: when a build that waits is given up.
 * @throws `ERR_STATICFILE_OPTION` for unknown options and wrong types.
 */
export default function staticfile(
  eleventyConfig: EleventyConfig,
  { deadlineSeconds, ...options }: EleventyOptions = {},
): void {
  const deadlineMs = deadlineMsOf(deadlineSeconds);
  const site = createWithParts({
    ...options,
    // builds wait
    conversion: 'inline',
    outDir: options.outDir ?? eleventyConfig.directories.output ?? DEFAULT_OUTPUT,
    debug: options.debug ?? (process.env['ELEVENTY_RUN_MODE'] ?? 'build') !== 'build',
  });
  // each build has an environment of its own; the instance stays
  eleventyConfig.addNunjucksTag(EXTENSION_NAME, (_nunjucks, environment) => {
    install(environment, site.functions, { bake: false });
    const extension = environment.getExtension(EXTENSION_NAME);
    // 11ty adds what is answered: twice would be one too many
    environment.removeExtension(EXTENSION_NAME);
    return extension;
  });
  for (const folder of foldersOf(options)) eleventyConfig.addWatchTarget(folder);
  const patience = new BuildPatience({
    chain: site.parts.chain,
    deadlineMs,
    logger: options.logger,
  });
  eleventyConfig.on('eleventy.before', async ({ runMode }) => {
    if (runMode !== 'build') return;
    patience.begin();
    await patience.until((signal) => site.parts.chain.mover?.build?.({ signal }));
  });
  eleventyConfig.on('eleventy.after', async ({ runMode }) => {
    if (runMode !== 'build') return;
    await patience.until((signal) => settled(site.parts, { ready: true, signal }));
  });
}

function foldersOf({ roots = [] }: StaticfilesOptions): string[] {
  return [roots].flat().map((root) => (typeof root === 'string' ? root : root.dir));
}
