// What each option must be, and what is said of one that is not.
import { answerAtOnce, attempt } from '../core/attempt.ts';
import {
  type Check,
  checkShapes,
  inWords,
  isBoolean,
  isCount,
  isFunction,
  isObject,
  isText,
  optionError,
  type Shape,
  type Shapes,
} from '../core/option-shapes.ts';
import { isNameFor, NAMED_SCHEMES } from '../core/version-scheme.ts';

const isString: Check = (value) => typeof value === 'string';
const isProxy: Check = (value) => isString(value) || isFunction(value);
const isFolderOrFalse: Check = (value) => value === false || isText(value);
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string);

const MINIFIER_WORDS =
  'the name of an engine, { engine, level }, a function, "./module.js#name" or false';
const minifier: Shape = [
  MINIFIER_WORDS,
  isMinifier,
  {
    engine: ['the name of an engine', isText],
    level: ['"blanks", "safe" or "full"', oneOf('blanks', 'safe', 'full')],
  },
];

const MOUNTED_ROOT: Shapes = {
  dir: ['a folder', isText],
  at: ['a URL path like "/vendor"', isString],
};

const SHAPES: Shapes = {
  roots: ['a folder, { dir, at }, or a list of them', isRoots, MOUNTED_ROOT],
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
  nameMaxLength: ['a number from 1 up', isCount],
  publish: ['"copy", "symlink" or "hardlink"', oneOf('copy', 'symlink', 'hardlink')],
  conversion: ['"background" or "inline"', oneOf('background', 'inline')],
  fileProxy: [
    'a function, "./module.js#name", or a list of them',
    (value) => isProxy(value) || (Array.isArray(value) && value.every(isProxy)),
  ],
  cacheDir: ['a folder, or false', isFolderOrFalse],
  manifest: ['a file', isText],
  missing: ['"warn", "ignore" or "throw"', oneOf('warn', 'ignore', 'throw')],
  versioned: ['a function', isFunction],
  sourceMap: ['true or false', isBoolean],
  nosniff: ['true or false', isBoolean],
  minify: [
    `{ js, css, html }, each ${MINIFIER_WORDS}`,
    isMinify,
    { js: minifier, css: minifier, html: minifier },
  ],
  siteUrl: ['the address of the site, like "https://example.com"', isSiteUrl],
  precompress: ['true or false', isBoolean],
  logger: ['an object with debug, info, warn and error', isLogger],
};

export const OPTION_NAMES: readonly string[] = Object.keys(SHAPES);

/** @throws `ERR_STATICFILE_OPTION`. */
export function checkOptions(options: {
  readonly roots?: unknown;
  readonly manifest?: unknown;
}): void {
  if (typeof options !== 'object' || options === null) {
    throw optionError(`createStaticfiles needs an object of options, got ${inWords(options)}.`);
  }
  checkShapes(options, SHAPES);
  if (options.manifest === undefined && [options.roots ?? []].flat().length === 0) {
    throw optionError(
      'The option "roots" is missing: name the folders that hold your files (in the command: --root public).',
    );
  }
}

function isRoots(value: unknown): boolean {
  return [value].flat().every(isRootOption);
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
  return isObject(value) && Object.values(value as object).every(isMinifier);
}

function isMinifier(value: unknown): boolean {
  if (value === undefined || value === false || isProxy(value)) return true;
  return isObject(value) && isString((value as { engine?: unknown }).engine);
}
