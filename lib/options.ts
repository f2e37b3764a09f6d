// The options: their types, one table of defaults, and their validation.
import { didYouMean } from './core/closest.ts';
import { parsePath } from './core/paths.ts';
import { type Logger, stderrLogger } from './core/report.ts';
import { StaticfileError } from './errors.ts';
import type { Root } from './files/roots.ts';
import type { FileProxyOption } from './proxies/load.ts';
import type { MissingPolicy } from './resolver.ts';

/** A folder to be searched at a URL path: `{ dir: 'node_modules/x/dist', at: '/vendor/x' }`. */
export interface MountedRoot {
  dir: string;
  at: string;
}

/** Options of {@link createStaticfiles}. */
export interface StaticfilesOptions {
  /** Folders searched in order, the first match wins. A mounted one needs `outDir`. */
  roots: string | MountedRoot | readonly (string | MountedRoot)[];
  /** `false`: a path comes back as it is. @defaultValue `true` */
  enabled?: boolean;
  /** Check sources again at every render. @defaultValue `NODE_ENV !== 'production'` */
  debug?: boolean;
  /** Where outputs are written, laid out like their uris. @defaultValue beside their sources */
  outDir?: string;
  /** Put before every uri, not in the output's path on disk. @defaultValue `''` */
  namePrefix?: string;
  /** Put before URLs that begin with a single slash. @defaultValue `''` */
  mediaUrl?: string;
  /** `mediaUrl` counts also when `enabled` is `false`. @defaultValue `false` */
  mediaUrlAlways?: boolean;
  /** How a version is made: of the output's bytes. @defaultValue `'hash'` */
  naming?: 'hash';
  /** Names a combination: paths in, a path out. @defaultValue the stems joined with `_` */
  combineName?: (paths: readonly string[]) => string;
  /** Longest stem of a combination, in characters. @defaultValue `40` */
  nameMaxLength?: number;
  /** How outputs get where they are served from. @defaultValue `'copy'` */
  publish?: 'copy';
  /** When conversions happen. @defaultValue `'inline'` */
  conversion?: 'inline';
  /** What sees every uri before it is handed out. @defaultValue the identity */
  fileProxy?: FileProxyOption;
  /** What a path that names no file does. @defaultValue `'warn'` */
  missing?: MissingPolicy;
  /** `false` leaves a path as it is: another tool has named the file. @defaultValue all are versioned */
  versioned?: (path: string) => boolean;
  /** Takes messages. @defaultValue warnings to stderr, once each */
  logger?: Logger;
}

/** Options with nothing left open. */
export interface ResolvedOptions
  extends Required<Omit<StaticfilesOptions, 'roots' | 'outDir' | 'combineName' | 'fileProxy'>> {
  readonly roots: readonly Root[];
  readonly outDir: string | undefined;
  readonly combineName: StaticfilesOptions['combineName'] | undefined;
  readonly fileProxy: FileProxyOption | undefined;
}

type Check = (value: unknown) => boolean;

const isString: Check = (value) => typeof value === 'string';
const isBoolean: Check = (value) => typeof value === 'boolean';
const isFunction: Check = (value) => typeof value === 'function';
const isProxy: Check = (value) => isString(value) || isFunction(value);
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string);

/** What an option must be: the words for a message, and the check. */
const SHAPES: Record<keyof StaticfilesOptions, readonly [words: string, check: Check]> = {
  roots: ['a folder, or a list of folders', (value) => [value].flat().every(isRootOption)],
  enabled: ['true or false', isBoolean],
  debug: ['true or false', isBoolean],
  outDir: ['a folder', (value) => isString(value) && value !== ''],
  namePrefix: ['a path like "/cache-forever"', isString],
  mediaUrl: ['a URL without a path, or a path', isString],
  mediaUrlAlways: ['true or false', isBoolean],
  naming: ['"hash"', oneOf('hash')],
  combineName: ['a function', isFunction],
  nameMaxLength: ['a number from 1 up', (value) => Number.isInteger(value) && Number(value) > 0],
  publish: ['"copy"', oneOf('copy')],
  conversion: ['"inline"', oneOf('inline')],
  fileProxy: [
    'a function, "./module.js#name", or a list of them',
    (value) => isProxy(value) || (Array.isArray(value) && value.every(isProxy)),
  ],
  missing: ['"warn", "ignore" or "throw"', oneOf('warn', 'ignore', 'throw')],
  versioned: ['a function', isFunction],
  logger: ['an object with debug, info, warn and error', isLogger],
};

/** Options, and values of them, that are planned and not there yet. */
const PLANNED: Record<string, Check> = {
  naming: (value) => value === 'timestamp' || typeof value === 'function',
  publish: oneOf('symlink', 'hardlink', 'virtual'),
  conversion: oneOf('background'),
  cacheDir: (value) => value !== undefined,
  manifest: (value) => value !== undefined,
  sourceMap: (value) => value !== undefined,
  minify: (value) => value !== undefined,
};

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
  checkAll(options);
  const roots = [options.roots].flat().map(toRoot);
  if (options.outDir === undefined) refuseMounts(roots);
  return {
    enabled: true,
    debug: environment.nodeEnv !== 'production',
    mediaUrlAlways: false,
    naming: 'hash',
    nameMaxLength: 40,
    publish: 'copy',
    conversion: 'inline',
    missing: 'warn',
    versioned: () => true,
    logger: stderrLogger(environment.writeError),
    ...definedOf(options),
    roots,
    outDir: options.outDir,
    combineName: options.combineName,
    fileProxy: options.fileProxy,
    namePrefix: toPrefix(options.namePrefix ?? ''),
    mediaUrl: (options.mediaUrl ?? '').replace(/\/+$/, ''),
  };
}

/** What defaults depend on. */
export interface Environment {
  readonly nodeEnv: string | undefined;
  readonly writeError: (text: string) => void;
}

function checkAll(options: StaticfilesOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw optionError(`createStaticfiles needs an object of options, got "${String(options)}".`);
  }
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) checkOption(name, value);
  }
  if ([options.roots ?? []].flat().length === 0) {
    throw optionError('The option "roots" is missing: name the folders that hold your files.');
  }
}

function checkOption(name: string, value: unknown): void {
  if (PLANNED[name]?.(value)) {
    throw new StaticfileError(
      'ERR_STATICFILE_UNSUPPORTED',
      `The option "${name}: ${describeValue(value)}" is not available in this version. Leave it out.`,
    );
  }
  const shape = SHAPES[name as keyof StaticfilesOptions];
  if (shape === undefined) {
    throw optionError(`Unknown option "${name}". ${didYouMean(name, Object.keys(SHAPES))}`);
  }
  const [words, check] = shape;
  if (!check(value)) {
    throw optionError(`The option "${name}" must be ${words}, not ${describeValue(value)}.`);
  }
}

function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' || typeof value === 'function' ? typeof value : String(value);
}

function isRootOption(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  const root = value as Partial<MountedRoot> | null;
  return typeof root === 'object' && isString(root?.dir) && isString(root?.at);
}

function isLogger(value: unknown): boolean {
  const logger = value as Record<string, unknown> | null;
  return ['debug', 'info', 'warn', 'error'].every((name) => isFunction(logger?.[name]));
}

function toRoot(option: string | MountedRoot): Root {
  if (typeof option === 'string') return { dir: option, at: '' };
  return { dir: option.dir, at: toPrefix(option.at) };
}

function toPrefix(text: string): string {
  const [path] = parsePath(text).candidates;
  if (text !== '' && text !== '/' && path === undefined) {
    throw optionError(`"${text}" is no URL path to put before others. Write it like "/vendor".`);
  }
  return path ?? '';
}

function refuseMounts(roots: readonly Root[]): void {
  const mounted = roots.find(({ at }) => at !== '');
  if (mounted === undefined) return;
  throw optionError(
    `The root "${mounted.dir}" is mounted at "${mounted.at}", so that its outputs need the option "outDir".`,
  );
}

function definedOf(options: StaticfilesOptions): StaticfilesOptions {
  const defined = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as unknown as StaticfilesOptions;
}

function optionError(message: string): StaticfileError {
  return new StaticfileError('ERR_STATICFILE_OPTION', message);
}
