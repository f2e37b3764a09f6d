// The entry point `nunjucks-staticfile/eleventy`: the plugin of 11ty, made of the package.
import { connectEleventy, type EleventyConfig } from './hosts/eleventy-plugin.ts';
import type { NunjucksEnvironment } from './nunjucks/types.ts';
import type { StaticfilesOptions } from './options.ts';
import { createWithParts } from './staticfiles.ts';

export type { EleventyConfig, StaticfilesOptions };

/**
 * Adds the tags, the filter and the globals to 11ty's Nunjucks: `eleventyConfig.addPlugin(staticfile,
 * options)`. A build waits at its end until all that pages name is ready on the CDN, where there is one.
 *
 * @param options - Those of `createStaticfiles`. `outDir` defaults to 11ty's output folder, `debug` to
 *   `true` in serve and watch, and to `false` in a single build.
 */
export default function staticfile(
  eleventyConfig: EleventyConfig,
  options: StaticfilesOptions = {},
): void {
  connectEleventy(eleventyConfig, options, (whole) => {
    const { staticfiles, parts } = createWithParts(whole);
    return {
      install: (environment) =>
        void staticfiles.install(environment as NunjucksEnvironment, { bake: false }),
      startBuild: async () => parts.chain.build?.(),
      finishBuild: () => staticfiles.settled({ ready: true }),
    };
  });
}
