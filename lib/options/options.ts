// The options: their types, and one table of defaults.
import * as path from 'node:path';
import type { ConversionOption } from '../convert/conversion-mode.ts';
import { parsePath } from '../core/paths.ts';
import { type Logger, stderrLogger } from '../core/report.ts';
import { withoutEnd } from '../core/text-end.ts';
import type { NameFunction } from '../core/version-scheme.ts';
import { quote } from '../errors.ts';
import type { Root } from '../files/roots.ts';
import type { PublishMode } from '../files/transfer.ts';
import { DEFAULT_MINIFY, type MinifyOptions } from '../minify/options.ts';
import type { FileProxyOption } from '../proxies/load.ts';
import type { MissingPolicy } from '../resolve/missing-files.ts';
import { checkOptions, optionError } from './validate.ts';

/** A folder to be searched at a URL path: `{ dir: 'node_modules/x/dist', at: '/vendor/x' }`. */
export interface MountedRoot {
  dir: string;
  at: string;
}

const DEFAULT_CACHE = 'node_modules/.cache/nunjucks-staticfile';

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

/**
 * Checks options and puts the defaults in.
 *
 * @throws `ERR_STATICFILE_OPTION` for an unknown name or a wrong type, `ERR_STATICFILE_UNSUPPORTED`
 * for what is planned.
 */
export function resolveOptions(
  options: StaticfilesOptions,
  environment: Environment,
): ResolvedOptions {
  checkOptions(options);
  const absolute = (name: string) => path.resolve(environment.folder, name);
  const isProduction = environment.nodeEnv === 'production';
  const { outDir = '.static', cacheDir = DEFAULT_CACHE, manifest } = options;
  const given = manifest === undefined ? [options.roots ?? []].flat() : [];
  const roots = given.map((root) => toRoot(root, absolute));
  if (outDir === false) refuseMounts(roots);
  const isMediaUrlUsed = options.enabled !== false || options.mediaUrlAlways === true;
  return {
    enabled: true,
    debug: !isProduction,
    mediaUrlAlways: false,
    naming: 'hash',
    nameMaxLength: 40,
    publish: 'copy',
    missing: 'warn',
    versioned: ALL_VERSIONED,
    sourceMap: true,
    nosniff: false,
    minify: DEFAULT_MINIFY,
    logger: stderrLogger(environment.writeError),
    ...definedOf(options),
    roots,
    outDir: outDir === false ? undefined : checkedOutDir(absolute(outDir)),
    cacheDir: cacheDir !== false && absolute(cacheDir),
    manifest: manifest === undefined ? undefined : absolute(manifest),
    combineName: options.combineName,
    fileProxy: options.fileProxy,
    conversion: options.conversion,
    precompress: options.precompress ?? (isProduction && 'when serving'),
    namePrefix: toPrefix(options.namePrefix ?? ''),
    mediaUrl: isMediaUrlUsed ? toMediaUrl(options.mediaUrl ?? '') : '',
    siteUrl: options.siteUrl && withoutEnd(options.siteUrl, '/'),
  };
}

/** The surroundings that defaults depend on. */
export interface Environment {
  readonly nodeEnv: string | undefined;
  readonly writeError: (text: string) => void;
  /** The folder that relative paths start from. */
  readonly folder: string;
}

/** Whoever looks for outputs would look at all that there is. */
function checkedOutDir(outDir: string): string {
  if (path.dirname(outDir) !== outDir) return outDir;
  throw optionError(
    `"outDir" is ${quote(outDir)}, the whole disk. Name a folder that is for outputs alone.`,
  );
}

function toRoot(option: string | MountedRoot, absolute: (name: string) => string): Root {
  if (typeof option === 'string') return { dir: absolute(option), at: '' };
  return { dir: absolute(option.dir), at: toPrefix(option.at) };
}

function toPrefix(text: string): string {
  const { candidates, suffix } = parsePath(withoutEnd(text, '/'));
  const [path] = candidates;
  if (text !== '' && text !== '/' && (path === undefined || suffix !== '')) {
    throw optionError(`${quote(text)} is not a URL path. Write it like "/vendor".`);
  }
  return path ?? '';
}

/** A path is written as it stands in URLs. */
function toMediaUrl(text: string): string {
  const isPath = /^\/(?!\/)/.test(text);
  return withoutEnd(isPath ? new URL(text, 'http://site.invalid').pathname : text, '/');
}

function refuseMounts(roots: readonly Root[]): void {
  const mounted = roots.find(({ at }) => at !== '');
  if (mounted === undefined) return;
  throw optionError(
    `The root ${quote(mounted.dir)} is mounted at ${quote(mounted.at)}, which can't be done with "outDir: false": ` +
      'its outputs need a folder that is laid out like their URLs. Leave "outDir" out, or name a folder.',
  );
}

function definedOf(options: StaticfilesOptions): StaticfilesOptions {
  const defined = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as unknown as StaticfilesOptions;
}
