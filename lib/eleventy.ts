// The entry point `nunjucks-staticfile/eleventy`: the 11ty plugin.
import { inWords, knownKeys, optionError } from './core/option-shapes.ts';
import { createBuildSite } from './eleventy/build-site.ts';
import { watchSources } from './eleventy/changed-sources.ts';
import type { EleventyConfig } from './eleventy/config.ts';
import { addFunctions } from './eleventy/functions.ts';
import { addLiquidTags } from './eleventy/liquid.ts';
import { addPages } from './eleventy/pages.ts';
import { keepPrefixSingle, pathPrefixOf } from './eleventy/path-prefix.ts';
import { createTemplatePlaces } from './eleventy/template-places.ts';
import { watchRoots } from './eleventy/watch-roots.ts';
import { StaticfileError } from './errors.ts';
import { settled } from './instance/settled.ts';
import type { Instance } from './instance.ts';
import { install } from './nunjucks/install.ts';
import { EXTENSION_NAME } from './nunjucks/tags.ts';
import type { StaticfilesOptions } from './options/options.ts';
import { OPTION_NAMES } from './options/validate.ts';
import { BuildPatience, deadlineMsOf } from './prepare/wait.ts';

export type { BuildAbout, EleventyConfig } from './eleventy/config.ts';

/** The options of `createStaticfiles`, and what a build may take. */
export interface EleventyOptions extends StaticfilesOptions {
  /** When a build that still waits for file proxies fails, in seconds. Default: 600. */
  readonly deadlineSeconds?: number;
  /**
   * All files that the finished HTML of a page names are versioned, as `staticall` does, or minified as
   * well, as `slimall` does. Default: only what templates ask for.
   */
  readonly pages?: 'static' | 'slim';
}

/** 11ty's own default. */
const DEFAULT_OUTPUT = '_site';
const VERSIONS = '>=3';

/**
 * Adds the tags, the filter and the functions to 11ty 3 and 4: in Nunjucks, Liquid and JavaScript
 * templates, in Markdown and in layouts.
 *
 * Outputs go to 11ty's output folder. In a single build, URLs that a CDN proxy is to serve are answered
 * at once, and the build ends when all of them work, or fails; it fails, too, where a file changed
 * meanwhile. While 11ty watches, an edit of a file in a root renders all pages again, and pages have
 * local URLs until the CDN is ready. With 11ty's `--dryrun` and `--to=json` nothing is written.
 *
 * @param options - Those of `createStaticfiles`. Default of `outDir`: 11ty's output folder;
 *   of `mediaUrl`: its `pathPrefix`; of `debug`: while 11ty watches. `deadlineSeconds`: when a build
 *   that waits is given up.
 * @throws `ERR_STATICFILE_OPTION` for unknown options and wrong types, `ERR_STATICFILE_UNSUPPORTED` for
 *   11ty before 3.
 */
export default function staticfile(
  eleventyConfig: EleventyConfig,
  { deadlineSeconds, pages, ...options }: EleventyOptions = {},
): void {
  checkVersion(eleventyConfig);
  knownKeys('the 11ty plugin', options, ['pages', 'deadlineSeconds', ...OPTION_NAMES]);
  const deadlineMs = deadlineMsOf(deadlineSeconds);
  checkPages(pages);
  const prefix = options.mediaUrl === undefined ? pathPrefixOf(eleventyConfig) : '';
  const outDir = options.outDir ?? eleventyConfig.directories.output ?? DEFAULT_OUTPUT;
  const whole = {
    ...options,
    outDir,
    mediaUrl: options.mediaUrl ?? prefix,
    debug: options.debug ?? runMode() !== 'build',
  };
  const site = createBuildSite(whole, process.argv);
  const isOurs = (path: string) => site.staticfiles.isVersioned(path);
  const { functions } = site;
  const places = createTemplatePlaces(eleventyConfig);
  // each build has an environment of its own; the instance stays
  eleventyConfig.addNunjucksTag(EXTENSION_NAME, (_nunjucks, environment) => {
    install(environment, functions, { bake: false }, { ...places, takesAsynchronous: true });
    const extension = environment.getExtension(EXTENSION_NAME);
    // 11ty adds what is answered: twice would be one too many
    environment.removeExtension(EXTENSION_NAME);
    return extension;
  });
  addLiquidTags(eleventyConfig, functions);
  addFunctions(eleventyConfig, functions, places);
  if (pages !== undefined) addPages(eleventyConfig, site, pages === 'slim');
  keepPrefixSingle(eleventyConfig, prefix, isOurs);
  const folders = [options.roots ?? []]
    .flat()
    .map((root) => (typeof root === 'string' ? root : root.dir));
  watchRoots(eleventyConfig, folders, `${outDir}`, (file) => isOutput(site.instance, file));
  waitForBuilds(eleventyConfig, site.instance, deadlineMs);
}

/** 11ty says so in words of its own; what is older has no such check. */
function checkVersion(eleventyConfig: EleventyConfig): void {
  eleventyConfig.versionCheck?.(VERSIONS);
  if (typeof eleventyConfig.versionCheck === 'function' && eleventyConfig.directories) return;
  throw new StaticfileError(
    'ERR_STATICFILE_UNSUPPORTED',
    'nunjucks-staticfile/eleventy needs 11ty 3 or 4. Run "npm install @11ty/eleventy@3".',
  );
}

function checkPages(pages: unknown): void {
  if (pages === undefined || pages === 'static' || pages === 'slim') return;
  throw optionError(`The option "pages" must be "static" or "slim", not ${inWords(pages)}.`);
}

function runMode(): string {
  return process.env['ELEVENTY_RUN_MODE'] ?? 'build';
}

function waitForBuilds(config: EleventyConfig, instance: Instance, deadlineMs: number): void {
  const { chain, reporter } = instance;
  const patience = new BuildPatience({ chain, deadlineMs, logger: reporter.logger });
  let checkSources = () => {};
  config.on('eleventy.before', async ({ runMode }) => {
    if (runMode !== 'build') return;
    checkSources = watchSources(instance);
    patience.begin();
    await patience.until((signal) => chain.mover?.build?.({ signal }));
  });
  config.on('eleventy.after', async ({ runMode }) => {
    if (runMode !== 'build') return;
    checkSources();
    await patience.until((signal) => settled(instance, { ready: true, signal }));
  });
}

function isOutput(instance: Instance, filePath: string): boolean {
  const outputs = instance.converter.outputs();
  return [...outputs].some(
    (output) => !output.isUnversioned && output.files.some((each) => each.filePath === filePath),
  );
}
