// createStaticfiles: the public API of one site.
import { keepAlive } from './core/keep-alive.ts';
import { bodyText, describeFunction, fileFunction } from './instance/code-functions.ts';
import { closeOrWarn, type SettledOptions, settled } from './instance/settled.ts';
import { realSystem, type System } from './instance/system.ts';
import { tagFunctions } from './instance/tag-functions.ts';
import { Instance } from './instance.ts';
import type { ContentKind } from './minify/content-kind.ts';
import type { TagFunctions } from './nunjucks/functions.ts';
import { type InstallOptions, install } from './nunjucks/install.ts';
import type { ExpressApp, NunjucksEnvironment } from './nunjucks/types.ts';
import { methodOptions } from './options/method-options.ts';
import type { StaticfilesOptions } from './options/options.ts';
import { resolveOptions } from './options/resolve-options.ts';
import { loadEnvironment } from './prepare/environment.ts';
import type { PrepareOptions } from './prepare/options.ts';
import type { PrepareReport } from './prepare/report.ts';
import type { Description } from './resolve/describe.ts';
import type { StaticfileUrl } from './resolve/integrity.ts';
import { type PageOptions, pageOf } from './resolve/page.ts';
import { createHandlers } from './serve/handlers.ts';
import type { Middleware } from './serve/middleware.ts';
import type { StatusPageOptions } from './serve/status-page.ts';

/** A path, or several to be combined. */
export type PathArgument = string | StaticfileUrl | readonly (string | StaticfileUrl)[];

/** The static files of one site. */
export interface Staticfiles {
  /**
   * Adds the tags, the filter `staticfile`, the globals `staticfile()` and `slimfile()` to a Nunjucks environment.
   *
   * @param target - An `Environment`, or an Express app that `nunjucks.configure` was given.
   * @returns The environment. Installing twice is harmless.
   * @throws `ERR_STATICFILE_TARGET` when there is no environment.
   */
  install<T extends NunjucksEnvironment>(target: T, options?: InstallOptions): T;
  install(target: ExpressApp, options?: InstallOptions): NunjucksEnvironment;
  /**
   * Returns the URL of a file, converting and publishing it first where that is needed.
   *
   * @param path - With or without the leading slash; `?query` and `#fragment` are kept. Several paths
   *   in an array, or with `;` between them, are combined.
   * @returns The URL; with `integrity` a String object that prints as the URL and also has `url` and
   *   `integrity`. Where there is no such file: the path as it is written, media URL included.
   * @throws `StaticfileError` where there is no such file and `missing` is `'throw'`.
   */
  staticfile(path: PathArgument, options?: { integrity?: false }): string;
  staticfile(path: PathArgument, options: { integrity: true }): StaticfileUrl;
  /**
   * Returns the URL of the minified file, as {@link Staticfiles.staticfile} does: of stylesheets and scripts,
   * with all that they import. Other files stay as they are.
   */
  slimfile(path: PathArgument, options?: { integrity?: false }): string;
  slimfile(path: PathArgument, options: { integrity: true }): StaticfileUrl;
  /**
   * Returns a text minified, with the files versioned that a stylesheet or module in it names by a path with
   * a leading slash.
   *
   * @param kind - Default: guessed. A text that can't be minified comes back as it is.
   * @throws `ERR_STATICFILE_ARGUMENT` for another kind where `missing` is `'throw'`.
   */
  slimcontent(text: string, kind?: ContentKind): string;
  /**
   * Returns a piece of HTML with the files that it names versioned: all that browsers fetch for it, `url()` in its styles
   * included. Neighbouring scripts or stylesheets with the same attributes are
   * combined, and `integrity` is recalculated. All else is kept byte for byte.
   *
   * @param html - A part of a page, or a whole one. URLs that match no file in `roots` are left alone.
   */
  staticall(html: string): string;
  /** Returns the same as {@link Staticfiles.staticall}, with stylesheets and scripts minified. */
  slimall(html: string): string;
  /**
   * Returns a whole page with the files that it names versioned, as {@link Staticfiles.staticall} does.
   * Doing it again changes nothing.
   *
   * @param options - `url`: the path of the page, from which its relative references start, as they do
   *   from `<base href>`. Default: a relative reference counts from the root, where there is such a file.
   *   `slim`: stylesheets and scripts are minified. Default: `false`.
   * @throws `ERR_STATICFILE_ARGUMENT` where `url` has no text; a text that names no place counts as `/`.
   */
  page(html: string, options?: PageOptions): string;
  /**
   * Returns all that is known of a path: it is resolved as by the tag, without calling a file proxy.
   *
   * @param options - `slim`: like `slimfile`. Default: `false`.
   */
  describe(path: PathArgument, options?: { slim?: boolean }): Description;
  /** Checks whether a URL path is a name that this instance made or would make. */
  isVersioned(urlPath: string): boolean;
  /** Returns a Connect handler that serves outputs and sources. A versioned file that doesn't exist yet is generated. */
  middleware(): Middleware;
  /**
   * Returns the response to a request, as {@link Staticfiles.middleware} sends it; `undefined` for a file that isn't there.
   *
   * @throws `ERR_STATICFILE_ARGUMENT` for what is no `Request`.
   */
  handle(request: Request): Promise<Response | undefined>;
  /**
   * Returns a Connect handler of a page for those who run the site: files in use, where they are served
   * from, the last warnings.
   *
   * @param options - `guard`: who may see it; others get the answer of the next handler. Default: anybody,
   *   in production nobody.
   */
  statusPage(options?: StatusPageOptions): Middleware;
  /**
   * Converts ahead of any render the files that templates and paths name, with minifying in worker threads,
   * and waits until file proxies are ready.
   *
   * @throws `ERR_STATICFILE_STRICT` with `strict`; `ERR_STATICFILE_OPTION` where all comes from a manifest; `ERR_STATICFILE_TARGET` when `env` has no tags of ours, or Nunjucks is not installed;
   *   `ERR_STATICFILE_UNREADABLE` where a root can't be read; `ERR_STATICFILE_TIMEOUT` at the deadline; the signal's reason when it ends the work; what a file proxy rejects with.
   */
  prepare(options?: PrepareOptions): Promise<PrepareReport>;
  /**
   * Resolves when nothing is being converted or uploaded.
   *
   * @throws `ERR_STATICFILE_TIMEOUT` after `timeoutMs`.
   */
  settled(options?: SettledOptions): Promise<void>;
  /**
   * Resolves when `origins()` of the file proxies is known, for a Content-Security-Policy; at once where
   * none moves files.
   *
   * @throws `ERR_STATICFILE_PROXY` where it can't be known.
   */
  ready(): Promise<void>;
  /** Finishes or abandons work in the background, within 10 seconds. Tags keep returning URLs. */
  close(): Promise<void>;
}

/**
 * Returns the static files of a site: tags for its templates, handlers for its server, builds.
 *
 * @param options - `roots` is required; see {@link StaticfilesOptions}.
 * @param system - Disk, clock and the like, for tests. Default: those of the process.
 * @throws `ERR_STATICFILE_OPTION` for unknown options and wrong types, with the closest right name.
 */
export function createStaticfiles(
  options: StaticfilesOptions,
  system: Partial<System> = {},
): Staticfiles {
  return createWithInstance(options, system).staticfiles;
}

/** The same, with what it is made of: for the command. @internal */
export function createWithInstance(
  options: StaticfilesOptions,
  system: Partial<System> = {},
): { staticfiles: Staticfiles; instance: Instance; functions: TagFunctions } {
  const whole = { ...realSystem(), ...system };
  const resolved = resolveOptions(options, whole);
  const instance = new Instance(resolved, whole);
  const functions = tagFunctions(instance);
  const handlers = createHandlers({ ...resolved, ...servingParts(instance) });
  const staticfiles: Staticfiles = {
    install: ((target: NunjucksEnvironment | ExpressApp, installOptions?: InstallOptions) => {
      const { bake = !resolved.debug } = methodOptions('install', installOptions) ?? {};
      const environment = install(target, functions, { bake });
      // an app of Express serves
      if (environment !== target) instance.conversionMode.serve();
      return environment;
    }) as Staticfiles['install'],
    staticfile: fileFunction(functions, false) as Staticfiles['staticfile'],
    slimfile: fileFunction(functions, true) as Staticfiles['slimfile'],
    slimcontent: (text, kind) => instance.contents.slimcontent(bodyText(text), kind),
    staticall: (html) => instance.plain.blocks.staticall(bodyText(html)),
    slimall: (html) => instance.slim.blocks.staticall(bodyText(html)),
    page: (html, options) => pageOf(instance, bodyText(html), methodOptions('page', options)),
    describe: describeFunction(instance),
    isVersioned: (urlPath) => typeof urlPath === 'string' && instance.isVersioned(urlPath),
    ...handlers,
    statusPage: (options) => handlers.statusPage(methodOptions('statusPage', options)),
    prepare: async (options = {}) => {
      const known = methodOptions('prepare', options) ?? {};
      const createEnvironment = () => install(loadEnvironment(whole.folder), functions);
      // most servers never need it: it is loaded by the first call
      const work = import('./prepare/prepare.ts').then(({ prepareOrRefuse }) =>
        prepareOrRefuse(instance, known, createEnvironment),
      );
      return keepAlive(work);
    },
    settled: async (settledOptions) => {
      await settled(instance, methodOptions('settled', settledOptions));
      await instance.recorder?.write();
    },
    ready: async () => {
      await instance.chain.ready?.();
    },
    close: () => closeOrWarn(instance),
  };
  return { staticfiles, instance, functions };
}

function servingParts({ requestedFiles, conversionMode, publicUrls, reporter, system }: Instance) {
  const isProduction = system.nodeEnv === 'production';
  return { requestedFiles, conversionMode, publicUrls, reporter, isProduction };
}
