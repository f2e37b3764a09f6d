// createStaticfiles: what users hold in their hands.
import { StaticfileError } from './errors.ts';
import { createFetchHandler } from './hosts/fetch-handler.ts';
import { createMiddleware, type Middleware } from './hosts/middleware.ts';
import type { TagFunctions } from './nunjucks/extension.ts';
import { type InstallOptions, install } from './nunjucks/install.ts';
import type { ExpressApp, NunjucksEnvironment } from './nunjucks/types.ts';
import { resolveOptions, type StaticfilesOptions } from './options.ts';
import { connectParts, type Parts, realSystem, type System } from './parts.ts';
import type { Description } from './resolver/describe.ts';
import { StaticfileUrl } from './resolver/integrity.ts';

/** A path, or several to be combined. */
export type PathArgument = string | StaticfileUrl | readonly (string | StaticfileUrl)[];

/** Options of {@link Staticfiles.settled}. */
export interface SettledOptions {
  /** Wait also until nothing is held back. Default: `false`. */
  ready?: boolean;
  /** Reject after this time. Default: never. */
  timeoutMs?: number;
}

/** The static files of one site. */
export interface Staticfiles {
  /**
   * Adds the tags, the filter `staticfile` and the global `staticfile()` to a Nunjucks environment.
   *
   * @param target - An `Environment`, or an Express app that `nunjucks.configure` was given.
   * @returns The environment. Installing twice is harmless.
   * @throws `ERR_STATICFILE_TARGET` when there is no environment.
   */
  install<T extends NunjucksEnvironment>(target: T, options?: InstallOptions): T;
  install(target: ExpressApp, options?: InstallOptions): NunjucksEnvironment;
  /**
   * Answers the URL of a file, converting and publishing it first where that is needed.
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
   * Versions the files that a piece of HTML names: `src`, `srcset`, `poster`, `href` of links that
   * fetch, SVG's `use` and `image`. Neighbouring scripts or stylesheets with the same attributes are
   * combined; `integrity` follows the bytes. All else is kept byte for byte.
   *
   * @param html - A part of a page, or a whole one. What no root has stays as it is written.
   */
  staticall(html: string): string;
  /** Resolves a path like the tag, without calling a file proxy, and tells all that is known. */
  describe(path: PathArgument): Description;
  /** Tells whether a URL path is a name that this instance made or would make. */
  isVersioned(urlPath: string): boolean;
  /** Makes a Connect handler that serves outputs and sources; it makes what it is asked for. */
  middleware(): Middleware;
  /** Serves like {@link Staticfiles.middleware}; `undefined` for what is not there. */
  handle(request: Request): Promise<Response | undefined>;
  /**
   * Resolves when nothing is being converted or uploaded.
   *
   * @throws `ERR_STATICFILE_TIMEOUT` after `timeoutMs`.
   */
  settled(options?: SettledOptions): Promise<void>;
  /** Finishes or abandons what goes on in the background. Tags keep answering. */
  close(): Promise<void>;
}

/**
 * Makes the static files of a site ready for its templates.
 *
 * @param options - `roots` is required; see {@link StaticfilesOptions}.
 * @param system - Disk, clock and the like, for tests. Default: those of the process.
 * @throws `ERR_STATICFILE_OPTION` for unknown options and wrong types, with the closest right name.
 */
export function createStaticfiles(
  options: StaticfilesOptions,
  system: Partial<System> = {},
): Staticfiles {
  const whole = { ...realSystem(), ...system };
  const parts = connectParts(resolveOptions(options, whole), whole);
  const functions = tagFunctions(parts);
  const find = (urlPath: string) => parts.served.find(urlPath);
  return {
    install: ((target: NunjucksEnvironment | ExpressApp, installOptions?: InstallOptions) =>
      install(target, functions, installOptions)) as Staticfiles['install'],
    staticfile: ((path: unknown, { integrity = false } = {}) =>
      functions.staticfile(path, { integrity })) as unknown as Staticfiles['staticfile'],
    staticall: (html) => parts.blocks.staticall(String(html)),
    describe: (path) => parts.describer.describe(path),
    isVersioned: (urlPath) => find(urlPath)?.kind === 'output',
    middleware: () => createMiddleware(find),
    handle: createFetchHandler(find),
    settled: (settledOptions) => settled(parts, settledOptions),
    close: async () => {
      await parts.chain.close?.();
    },
  };
}

function tagFunctions({ resolver, combinations, integrity, blocks }: Parts): TagFunctions {
  return {
    staticfile: (path, options, place) => {
      const { url, output } = resolver.resolve(path, place);
      return options.integrity ? new StaticfileUrl(url, integrity.of(output)) : url;
    },
    staticall: (html, place) => blocks.staticall(html, place),
    finalUrl: (path) => resolver.finalUrl(path),
    announce: (path) => combinations.announce(path),
  };
}

async function settled({ chain }: Parts, options: SettledOptions = {}): Promise<void> {
  const { timeoutMs } = options;
  const done = chain.settled?.(options) ?? Promise.resolve();
  if (timeoutMs === undefined) return done;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(timeoutError(timeoutMs)), timeoutMs);
    timer.unref();
  });
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

function timeoutError(timeoutMs: number): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_TIMEOUT',
    `Not settled after ${timeoutMs} ms: something is still being converted, uploaded or held back.`,
  );
}
