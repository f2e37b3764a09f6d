// A site that the real 11ty builds, with the plugin: templates in `site`, static files in `static`.
import { Eleventy, type UserConfig } from '@11ty/eleventy';
import staticfile, { type EleventyOptions as PluginOptions } from '../../../../lib/eleventy.ts';
import type { Site } from '../../../support/site.ts';

export interface EleventyOptions {
  /** Options of the plugin. */
  readonly plugin?: PluginOptions;
  /** Whatever else the site's configuration does. */
  readonly configure?: (config: UserConfig) => void;
  readonly runMode?: 'build' | 'serve' | 'watch';
}

export function createEleventy(site: Site, options: EleventyOptions = {}): Eleventy {
  const { plugin = {}, configure, runMode = 'build' } = options;
  const roots = `${site.root}/static`;
  const eleventy = new Eleventy(`${site.root}/site`, site.outDir, {
    runMode,
    config: (config: UserConfig) => {
      config.addPlugin(staticfile, { roots, cacheDir: false, sourceMap: false, ...plugin });
      configure?.(config);
    },
  });
  eleventy.disableLogger();
  return eleventy;
}

/** Builds without writing pages; their contents by URL. */
export async function renderPages(eleventy: Eleventy): Promise<Record<string, string>> {
  const pages = await eleventy.toJSON();
  return Object.fromEntries(pages.map(({ url, content }) => [url, content.trim()]));
}
