// The options, as they are given, and as they are used.
import type { ConversionOption } from '../convert/conversion-mode.ts';
import type { Logger } from '../core/report.ts';
import type { NameFunction } from '../core/version-scheme.ts';
import type { Root } from '../files/roots.ts';
import type { PublishMode } from '../files/transfer.ts';
import type { MinifyOptions } from '../minify/options.ts';
import type { FileProxyOption } from '../proxies/load.ts';
import type { MissingPolicy } from '../resolve/missing-files.ts';

/** A folder to be searched at a URL path: `{ dir: 'node_modules/x/dist', at: '/vendor/x' }`. */
export interface MountedRoot {
  dir: string;
  at: string;
}

/** Options of {@link createStaticfiles}. */
export interface StaticfilesOptions {
  /**
   * Folders searched in order, the first match wins. A mounted one can't be used with `outDir: false`.
   * Required, unless there is a `manifest`.
   */
  roots?: string | MountedRoot | readonly (string | MountedRoot)[];
  /** `false`: a path comes back as it is. @defaultValue `true` */
  enabled?: boolean;
  /** Whether sources are checked again at every render. @defaultValue `NODE_ENV !== 'production'` */
  debug?: boolean;
  /**
   * Where outputs are written, laid out like their uris; `false`: beside their sources.
   *
   * @defaultValue `'.static'`
   */
  outDir?: string | false;
  /** Put before every uri, not in the output's path on disk. @defaultValue `''` */
  namePrefix?: string;
  /** Put before URLs that begin with a single slash. @defaultValue `''` */
  mediaUrl?: string;
  /** Whether `mediaUrl` is used when `enabled` is `false`, too. @defaultValue `false` */
  mediaUrlAlways?: boolean;
  /**
   * How a version is made: from the output's bytes, from the times of its sources, or by a function that
   * returns a file name. The name must hold the whole `version`. @defaultValue `'hash'`
   */
  naming?: 'hash' | 'timestamp' | NameFunction;
  /** Returns the path of a combined file for the paths of its members. @defaultValue the stems joined with `_` */
  combineName?: (paths: readonly string[]) => string;
  /** Longest stem of a combination, in characters. @defaultValue `40` */
  nameMaxLength?: number;
  /**
   * How sources that need no conversion get into `outDir`. Links are for folders that nobody edits; with
   * `debug` they act as `'copy'`. @defaultValue `'copy'`
   */
  publish?: PublishMode;
  /**
   * Whether a render waits for a minifier. `'background'`: the page gets the unminified file at once, and the
   * minified one when a worker has made it. Builds always wait.
   *
   * @defaultValue `'background'` from the first call of `middleware()`, `handle()`, or `install()` with
   *   an Express app; else `'inline'`
   */
  conversion?: ConversionOption;
  /** A function that sees every uri before a page gets it, and may return another URL. @defaultValue `identityProxy()` */
  fileProxy?: FileProxyOption;
  /**
   * The folder of the conversion cache; `false`: in memory only.
   *
   * @defaultValue `node_modules/.cache/nunjucks-staticfile`
   */
  cacheDir?: string | false;
  /** A manifest that `staticfile build` has written: every URL comes from it, and sources are not needed. */
  manifest?: string;
  /** Whether a path that matches no file warns once, is ignored, or throws. @defaultValue `'warn'` */
  missing?: MissingPolicy;
  /** `false` leaves a path as it is: another tool has named the file. @defaultValue all are versioned */
  versioned?: (path: string) => boolean;
  /** Whether a source map lies beside each minified or combined output. @defaultValue `true` */
  sourceMap?: boolean;
  /**
   * What minifies each kind: an engine's name, `{ engine, level }` with level `'blanks'` (renames
   * nothing), `'safe'` (the default: shortens names that no program can see) or `'full'`, a {@link Minifier}, the module of one (`'./minify.js#name'`), or `false`.
   *
   * @defaultValue `{ js: 'uglify-js', css: 'csso', html: 'blanks' }`
   */
  minify?: MinifyOptions;
  /**
   * The address of the site, `https://example.com`: put before the URLs that the keyword `absolute` asks
   * for, in mail, feeds and `og:image`.
   */
  siteUrl?: string;
  /**
   * Whether sources are served with `X-Content-Type-Options: nosniff`, too; outputs always are.
   *
   * @defaultValue `false`
   */
  nosniff?: boolean;
  /**
   * Whether outputs that are text are compressed in the background, when nothing has to be minified: `.br`
   * and `.gz` beside them. Off where the disk can't be written.
   *
   * @defaultValue `true` with `NODE_ENV=production`, from when the package serves
   */
  precompress?: boolean;
  /** Takes messages. @defaultValue warnings to stderr, once each */
  logger?: Logger;
}

/** Options with nothing left open. */
export interface ResolvedOptions
  extends Required<
    Omit<
      StaticfilesOptions,
      | 'roots'
      | 'outDir'
      | 'manifest'
      | 'combineName'
      | 'fileProxy'
      | 'conversion'
      | 'siteUrl'
      | 'precompress'
    >
  > {
  readonly roots: readonly Root[];
  /** Absolute; `undefined`: outputs lie beside their sources. */
  readonly outDir: string | undefined;
  /** Absolute, as `cacheDir` is. */
  readonly manifest: string | undefined;
  readonly combineName: StaticfilesOptions['combineName'] | undefined;
  readonly fileProxy: FileProxyOption | undefined;
  /** `undefined`: in the background from when the package serves. */
  readonly conversion: ConversionOption | undefined;
  /** Without a slash at its end. */
  readonly siteUrl: string | undefined;
  readonly precompress: boolean | 'when serving';
}

/** The default of `versioned`. */
export const ALL_VERSIONED = (): boolean => true;
