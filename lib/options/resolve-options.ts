// Checks the options, and puts their defaults in: one table.
import * as path from 'node:path';
import { optionError } from '../core/option-shapes.ts';
import { encodeMarkup, parsePath } from '../core/paths.ts';
import { stderrLogger } from '../core/report.ts';
import { withoutEnd } from '../core/text-end.ts';
import { quote } from '../errors.ts';
import type { Root } from '../files/roots.ts';
import { DEFAULT_MINIFY } from '../minify/options.ts';
import {
  ALL_VERSIONED,
  type MountedRoot,
  type ResolvedOptions,
  type StaticfilesOptions,
} from './options.ts';
import { checkOptions } from './validate.ts';

const DEFAULT_CACHE = 'node_modules/.cache/nunjucks-staticfile';

/**
 * Checks options and puts the defaults in.
 *
 * @throws `ERR_STATICFILE_OPTION` for an unknown name or a wrong type.
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
  return withoutEnd(
    isPath ? new URL(text, 'http://site.invalid').pathname : encodeMarkup(text),
    '/',
  );
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
