// The one error class of the package, with its closed set of codes.

/** Names every kind of failure that this package reports. */
export type StaticfileErrorCode =
  /** An option is unknown, has a wrong type, or needs another option. */
  | 'ERR_STATICFILE_OPTION'
  /** Something that the contract names and this version does not do yet. */
  | 'ERR_STATICFILE_UNSUPPORTED'
  /** A tag or function was given something that is not a path of this site. */
  | 'ERR_STATICFILE_ARGUMENT'
  /** The path matches no file in `roots`. */
  | 'ERR_STATICFILE_NOT_FOUND'
  /** The path leads out of the roots, or to a hidden file. */
  | 'ERR_STATICFILE_FORBIDDEN'
  /** The file is there and cannot be read. */
  | 'ERR_STATICFILE_UNREADABLE'
  /** The output cannot be written. */
  | 'ERR_STATICFILE_PUBLISH'
  /** A file proxy cannot be loaded, or failed. */
  | 'ERR_STATICFILE_PROXY'
  /** `install` was given something that is no Nunjucks environment. */
  | 'ERR_STATICFILE_TARGET'
  /** A manifest can't be read, or the file isn't a manifest. */
  | 'ERR_STATICFILE_MANIFEST'
  /** A record of a run can't be read, or is of another site. */
  | 'ERR_STATICFILE_RECORD'
  /** A strict build met something that can't be known, is missing, or was warned of. */
  | 'ERR_STATICFILE_STRICT'
  /** `settled` waited longer than `timeoutMs`, or `prepare` than `deadlineSeconds`. */
  | 'ERR_STATICFILE_TIMEOUT';

/**
 * Reports one failure of this package.
 *
 * Test `error.code`, not `instanceof`: the code holds across two copies of the package.
 */
export class StaticfileError extends Error {
  override name = 'StaticfileError';
  readonly code: StaticfileErrorCode;

  constructor(code: StaticfileErrorCode, message: string, options?: ErrorOptions) {
    super(`[${code}] ${printable(message)}`, options);
    this.code = code;
  }
}

export function sentenceOf({ code, message }: StaticfileError): string {
  return message.replace(`[${code}] `, '');
}

/** Checks whether a value is a {@link StaticfileError}, of this copy of the package or another. */
export function isStaticfileError(value: unknown): value is StaticfileError {
  return value instanceof Error && value.name === 'StaticfileError';
}

/** Reads the `code` of an error of Node, `undefined` when there is none. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Node lists the modules that led to one that it lacks: the first of them is said elsewhere. */
const REQUIRE_STACK = /\nRequire stack:\n[\s\S]*/;

/** Returns in words what was thrown, whatever it was. */
export function errorText(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error).replace(REQUIRE_STACK, '');
  } catch {
    return "a value that can't be shown";
  }
}

/** Control characters, marks that turn the direction of writing, and what ends lines or is no character. */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is shown
  /[\0-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Longer messages hold a text of somebody's that no log needs whole. */
const LONGEST_MESSAGE = 4000;

/** Returns a message on one line, as it may be logged whatever the values in it: `"/x\n"`. */
export function printable(message: string): string {
  const shown = message.toWellFormed().replace(UNPRINTABLE, escaped);
  if (shown.length <= LONGEST_MESSAGE) return shown;
  const half = LONGEST_MESSAGE / 2;
  const left = shown.length - LONGEST_MESSAGE;
  return `${shown.slice(0, half)}… (${left} more characters) …${shown.slice(-half)}`;
}

/** A longer value is shown by its two ends; the longest name of a file is shown whole. */
const LONGEST_VALUE = 320;
const LENGTH_OF_ENDS = 100;

/** Returns a value of others as it stands in messages: in quotes, escaped, on one line, shortened. */
export function quote(value: unknown): string {
  const text = errorText(value);
  const left = text.length - 2 * LENGTH_OF_ENDS;
  const short =
    text.length > LONGEST_VALUE
      ? `${text.slice(0, LENGTH_OF_ENDS)}… (${left} more) …${text.slice(-LENGTH_OF_ENDS)}`
      : text;
  return `"${printable(short).replaceAll('"', '\\"')}"`;
}

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escaped(character: string): string {
  const code = character.charCodeAt(0).toString(16).padStart(4, '0');
  return SHORT_ESCAPES.get(character) ?? `\\u${code}`;
}
