// How a version is made, written into a path, and found there again.
import { quote } from '../errors.ts';
import { answerAtOnce, attempt, describeAnswer } from './attempt.ts';
import { baseOf, extensionOf } from './paths.ts';

/** The facts that a version is made from. */
export interface VersionBasis {
  /** SHA-256 of the output in hex; of a circle of references that of all its members. */
  readonly hash: string;
  /** Seconds since 1970 of the newest source, and of everything that the output refers to. */
  readonly newestSeconds: number;
  /** The output is its one source byte for byte, and refers to nothing. */
  readonly isPlain: boolean;
  /** The short version is taken by other bytes. */
  readonly isLong?: boolean;
}

export interface VersionScheme {
  /** Versions follow the times of sources, not their content. */
  readonly usesTime: boolean;
  /** What `write` wrote, `parse` reads. */
  readonly isReadable: boolean;
  versionOf(basis: VersionBasis): string;
  /** Puts a version into a path: `/img/x.gif` → `/img/x.<version>.gif`. */
  write(path: string, version: string): string;
  /** Takes it out again; `undefined` for a path that has none. */
  parse(path: string): VersionedPath | undefined;
}

export interface VersionedPath {
  readonly path: string;
  readonly version: string;
}

/** Names an output's file: the parts of `x.gif`, `ext` with its dot. */
export type NameFunction = (parts: NameParts) => string;

export interface NameParts {
  stem: string;
  ext: string;
  version: string;
}

/** 48 bits of SHA-256: two contents of one name do not meet by chance. */
const HASH_LENGTH = 12;
/** Where they do, by intent. */
const LONG_HASH_LENGTH = 24;
/** Enough to tell a few outputs of one second apart. */
const SHORT_HASH_LENGTH = 6;

const HASH = /^[0-9a-f]{12}(?:[0-9a-f]{12})?$/;
const TIMESTAMP = /^\d{1,12}(?:-[0-9a-f]{6}(?:[0-9a-f]{18})?)?$/;

/** `x.0123456789ab.gif` */
export const hashScheme: VersionScheme = {
  usesTime: false,
  isReadable: true,
  versionOf: ({ hash, isLong }) => hash.slice(0, isLong ? LONG_HASH_LENGTH : HASH_LENGTH),
  ...dottedNames(HASH),
};

/** `x.1242930552.gif`, and `x.1242930552-0a1b2c.gif` where the time alone does not tell the bytes. */
export const timestampScheme: VersionScheme = {
  usesTime: true,
  isReadable: true,
  versionOf: ({ hash, newestSeconds, isPlain, isLong }) => {
    if (isPlain && !isLong) return `${newestSeconds}`;
    return `${newestSeconds}-${hash.slice(0, isLong ? LONG_HASH_LENGTH : SHORT_HASH_LENGTH)}`;
  },
  ...dottedNames(TIMESTAMP),
};

/** The schemes that an option can name. */
export type SchemeName = 'hash' | 'timestamp';

export const NAMED_SCHEMES: Readonly<Record<SchemeName, VersionScheme>> = {
  hash: hashScheme,
  timestamp: timestampScheme,
};

/** How many answers of a name function are kept; it may answer otherwise when it is asked again. */
const MOST_NAMES = 10_000;

/**
 * Names made by a function of the user's, with the content hash for a version. Where its answer is
 * none (see {@link isNameFor}), the output gets the name of {@link hashScheme}.
 */
export function customScheme(
  name: NameFunction,
  warn: (message: string) => void = () => {},
): VersionScheme {
  const pattern = patternOf(name);
  const known = new Map<string, string>();
  const write = (path: string, version: string): string => {
    const { folder, stem, ext } = partsOf(path);
    const file = attempt(() => answerAtOnce(() => name({ stem, ext, version })));
    if (isNameFor(file, { stem, ext, version })) return folder + file;
    const way = describeAnswer(file);
    warn(
      `The function "naming" ${way} for ${quote(path)}. It must answer the name of a file that holds ` +
        'the whole version and ends with the extension. It gets the name that "hash" gives.',
    );
    return hashScheme.write(path, version);
  };
  return {
    usesTime: false,
    isReadable: pattern !== undefined,
    versionOf: hashScheme.versionOf,
    write: (path, version) => {
      const key = `${path}\0${version}`;
      const written = known.get(key) ?? write(path, version);
      if (known.size >= MOST_NAMES) known.clear();
      known.set(key, written);
      return written;
    },
    parse: (path) => {
      const { folder, base } = partsOf(path);
      const groups = pattern?.exec(base)?.groups;
      if (groups === undefined) return hashScheme.parse(path);
      const { stem = '', ext = '', version = '' } = groups;
      return { path: folder + stem + ext, version };
    },
  };
}

/**
 * Checks whether an answer of a name function is a name for these parts: one file in the same folder,
 * that is not the plain one, with the whole version, or one name could hold two contents; and with the
 * extension, which says what the file is.
 */
export function isNameFor(answer: unknown, { stem, ext, version }: NameParts): answer is string {
  if (typeof answer !== 'string' || !isFileName(answer)) return false;
  return answer.includes(version) && answer !== stem + ext && answer.endsWith(ext);
}

/** Checks whether a text can name a file in a folder, and nothing but that. */
function isFileName(text: string): boolean {
  return text !== '' && !/^\.|[/\\\0]/.test(text);
}

/** @param pattern - What a whole version looks like; it has no dot. */
function dottedNames(pattern: RegExp): Pick<VersionScheme, 'write' | 'parse'> {
  return {
    write: (path, version) => {
      const { folder, stem, ext } = partsOf(path);
      return `${folder}${stem}.${version}${ext}`;
    },
    parse: (path) => {
      const slash = path.lastIndexOf('/');
      const last = path.lastIndexOf('.');
      if (slash < 0 || last <= slash) return undefined;
      // the last dot begins the extension: `/x.1242930552.1` is a version of `/x.1`
      const before = path.lastIndexOf('.', last - 1);
      const version = path.slice(before + 1, last);
      if (before > slash + 1 && pattern.test(version)) {
        return { path: path.slice(0, before) + path.slice(last), version };
      }
      return parseBare(path, { slash, last, before }, pattern);
    },
  };
}

/** Takes the version out of a name without an extension: `/LICENSE.<version>`, `/.npmrc.<version>`. */
function parseBare(
  path: string,
  { slash, last, before }: Readonly<Record<'slash' | 'last' | 'before', number>>,
  pattern: RegExp,
): VersionedPath | undefined {
  const version = path.slice(last + 1);
  const isHidden = before === slash + 1 && last > before + 1;
  const isBare = isHidden || (before <= slash && last > slash + 1);
  return isBare && pattern.test(version) ? { path: path.slice(0, last), version } : undefined;
}

function partsOf(path: string): { folder: string; base: string; stem: string; ext: string } {
  const base = baseOf(path);
  const stem = base.slice(0, base.length - extensionOf(base).length);
  return { folder: path.slice(0, -base.length), base, stem, ext: base.slice(stem.length) };
}

/**
 * Reads from one answer of a name function where it puts its parts. `undefined` where the answer
 * does not show them as they are: then a name can't be read, only recognised by who made it.
 */
function patternOf(name: NameFunction): RegExp | undefined {
  const parts = { stem: 'stem', ext: '.ext', version: '0123456789ab' };
  let pattern = escapePattern(answerAtOnce(() => name(parts)));
  const groups = { stem: '.+?', ext: '(?:\\.[^.]+)?', version: HASH.source.slice(1, -1) };
  for (const [part, expression] of Object.entries(groups)) {
    const shown = escapePattern(parts[part as keyof typeof parts]);
    if (pattern.split(shown).length !== 2) return undefined;
    pattern = pattern.replace(shown, () => `(?<${part}>${expression})`);
  }
  // a name may hold the end of a line
  return new RegExp(`^${pattern}$`, 's');
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
