// The entry point `nunjucks-staticfile/eleventy`: the 11ty plugin.
import { install } from './nunjucks/install.ts';
import { EXTENSION_NAME } from './nunjucks/tags.ts';
import type { NunjucksEnvironment } from './nunjucks/types.ts';
import type { StaticfilesOptions } from './options.ts';
import { createWithParts } from './staticfiles.ts';

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
 *   of `debug`: while 11ty watches.
 * @throws `ERR_STATICFILE_OPTION` for unknown options and wrong types.
 */
export default function staticfile(
  eleventyConfig: EleventyConfig,
  options: StaticfilesOptions = {},
): void {
  const site = createWithParts({
    ...options,
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
  eleventyConfig.on('eleventy.before', async ({ runMode }) => {
    if (runMode === 'build') await site.parts.chain.mover?.build?.();
  });
  eleventyConfig.on('eleventy.after', async ({ runMode }) => {
    if (runMode === 'build') await site.staticfiles.settled({ ready: true });
  });
}

function foldersOf({ roots = [] }: StaticfilesOptions): string[] {
  return [roots].flat().map((root) => (typeof root === 'string' ? root : root.dir));
}
