// What each option must be, and what is said of one that is not.
import { answerAtOnce, attempt } from '../core/attempt.ts';
import { didYouMean } from '../core/closest.ts';
import { isNameFor, NAMED_SCHEMES } from '../core/version-scheme.ts';
import { quote, StaticfileError } from '../errors.ts';

type Check = (value: unknown) => boolean;

const isString: Check = (value) => typeof value === 'string';
const isBoolean: Check = (value) => typeof value === 'boolean';
const isFunction: Check = (value) => typeof value === 'function';
const isProxy: Check = (value) => isString(value) || isFunction(value);
const isFolderOrFalse: Check = (value) => value === false || (isString(value) && value !== '');
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string);

/** The rule for an option: its words in a message, and its check. */
const SHAPES: Record<string, readonly [words: string, check: Check]> = {
  roots: ['a folder, or a list of folders', (value) => [value].flat().every(isRootOption)],
  enabled: ['true or false', isBoolean],
  debug: ['true or false', isBoolean],
  outDir: ['a folder, or false', isFolderOrFalse],
  namePrefix: ['a path like "/cache-forever"', isString],
  mediaUrl: ['a path like "/shop", or a host like "//static.example.com"', isMediaUrl],
  mediaUrlAlways: ['true or false', isBoolean],
  naming: [
    '"hash", "timestamp" or a function whose answer holds the whole "version" and ends with "ext"',
    (value) => oneOf(...Object.keys(NAMED_SCHEMES))(value) || isNameFunction(value),
  ],
  combineName: ['a function', isFunction],
  nameMaxLength: ['a number from 1 up', (value) => Number.isInteger(value) && Number(value) > 0],
  publish: ['"copy", "symlink" or "hardlink"', oneOf('copy', 'symlink', 'hardlink')],
  conversion: ['"background" or "inline"', oneOf('background', 'inline')],
  fileProxy: [
    'a function, "./module.js#name", or a list of them',
    (value) => isProxy(value) || (Array.isArray(value) && value.every(isProxy)),
  ],
  cacheDir: ['a folder, or false', isFolderOrFalse],
  manifest: ['a file', (value) => isString(value) && value !== ''],
  missing: ['"warn", "ignore" or "throw"', oneOf('warn', 'ignore', 'throw')],
  versioned: ['a function', isFunction],
  sourceMap: ['true or false', isBoolean],
  nosniff: ['true or false', isBoolean],
  minify: [
    '{ js, css, html }, each the name of an engine, { engine, level }, a function, "./module.js#name" or false',
    isMinify,
  ],
  siteUrl: ['the address of the site, like "https://example.com"', isSiteUrl],
  precompress: ['true or false', isBoolean],
  logger: ['an object with debug, info, warn and error', isLogger],
};

/** Options, and values of them, that are planned and not there yet. */
const PLANNED: Record<string, Check> = {
  publish: oneOf('virtual'),
};

/**
 * Checks names and types.
 *
 * @throws `ERR_STATICFILE_OPTION`, or `ERR_STATICFILE_UNSUPPORTED` for what is planned.
 */
export function checkOptions(options: {
  readonly roots?: unknown;
  readonly manifest?: unknown;
}): void {
  if (typeof options !== 'object' || options === null) {
    throw optionError(`createStaticfiles needs an object of options, got ${quote(options)}.`);
  }
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) checkOption(name, value);
  }
  for (const root of [options.roots ?? []].flat()) refuseUnknownKeys(root);
  if (options.manifest === undefined && [options.roots ?? []].flat().length === 0) {
    throw optionError(
      'The option "roots" is missing: name the folders that hold your files (in the command: --root public).',
    );
  }
}

function checkOption(name: string, value: unknown): void {
  if (Object.hasOwn(PLANNED, name) && PLANNED[name]?.(value)) {
    throw new StaticfileError(
      'ERR_STATICFILE_UNSUPPORTED',
      `The option "${name}: ${describeValue(value)}" is not available in this version. Leave it out.`,
    );
  }
  const shape = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
  if (shape === undefined) {
    throw optionError(`Unknown option ${quote(name)}. ${didYouMean(name, Object.keys(SHAPES))}`);
  }
  const [words, check] = shape;
  if (!check(value)) {
    throw optionError(`The option ${quote(name)} must be ${words}, not ${describeValue(value)}.`);
  }
}

function describeValue(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  return typeof value === 'object' || typeof value === 'function' ? typeof value : String(value);
}

function refuseUnknownKeys(root: unknown): void {
  if (typeof root === 'string') return;
  const unknown = Object.keys(Object(root)).find((key) => key !== 'dir' && key !== 'at');
  if (unknown === undefined) return;
  const meant = didYouMean(unknown, ['dir', 'at']);
  throw optionError(`Unknown key ${quote(unknown)} of a folder in "roots". ${meant}`);
}

function isRootOption(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  const root = value as { dir?: unknown; at?: unknown } | null;
  return typeof root === 'object' && isString(root?.dir) && isString(root?.at);
}

/** Two versions must give two names, and a name must stay in its folder. */
function isNameFunction(value: unknown): boolean {
  if (typeof value !== 'function') return false;
  return ['0123456789ab', 'ba9876543210'].every((version) => {
    const parts = { stem: 'stem', ext: '.ext', version };
    return isNameFor(
      attempt(() => answerAtOnce(() => value({ ...parts }))),
      parts,
    );
  });
}

function isLogger(value: unknown): boolean {
  const logger = value as Record<string, unknown> | null;
  return ['debug', 'info', 'warn', 'error'].every((name) => isFunction(logger?.[name]));
}

/** A host, with a path or without, or a path; files are named behind it. */
function isMediaUrl(value: unknown): boolean {
  if (value === '') return true;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (typeof value !== 'string' || /[\x00-\x1f"'<>\\`?#]/.test(value)) return false;
  if (/^\/(?!\/)/.test(value)) return true;
  return /^(?:https?:)?\/\/[^\s/]/i.test(value) && URL.canParse(value, 'http://site.invalid');
}

/** URLs are put behind it, so that it ends with its path. */
function isSiteUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !/^https?:\/\/[^\s"'<>\\?#]+$/i.test(value)) return false;
  return URL.canParse(value);
}

function isMinify(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(
    ([kind, each]) => ['js', 'css', 'html'].includes(kind) && isMinifier(each),
  );
}

function isMinifier(value: unknown): boolean {
  if (value === undefined || value === false || isProxy(value)) return true;
  const choice = value as { engine?: unknown; level?: unknown } | null;
  if (typeof choice !== 'object' || choice === null || !isString(choice.engine)) return false;
  return oneOf('blanks', 'safe', 'full')(choice.level ?? 'safe');
}

/** Makes the error of an option that is wrong. */
export function optionError(message: string): StaticfileError {
  return new StaticfileError('ERR_STATICFILE_OPTION', message);
}
