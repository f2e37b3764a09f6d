// How a version is made, written into a path, and found there again.
import { StaticfileError } from '../errors.ts';
import { attempt, describeAnswer } from './attempt.ts';
import { baseOf, extensionOf } from './paths.ts';

/** What a version is made from. */
export interface VersionBasis {
  /** SHA-256 of the output in hex; of a circle of references that of all its members. */
  readonly hash: string;
  /** Seconds since 1970 of the newest source, and of everything that the output refers to. */
  readonly newestSeconds: number;
  /** The output is its sources with local references: nothing but their change changes it. */
  readonly isPlain: boolean;
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

/** 48 bits of SHA-256, so that two contents of one file never meet. */
const HASH_LENGTH = 12;
/** Enough to tell a few outputs of one second apart. */
const SHORT_HASH_LENGTH = 6;

/** `x.0123456789ab.gif` */
export const hashScheme: VersionScheme = {
  usesTime: false,
  isReadable: true,
  versionOf: ({ hash }) => hash.slice(0, HASH_LENGTH),
  ...dottedNames('[0-9a-f]{12}'),
};

/** `x.1242930552.gif`, and `x.1242930552-0a1b2c.gif` where the time alone does not tell the bytes. */
export const timestampScheme: VersionScheme = {
  usesTime: true,
  isReadable: true,
  versionOf: ({ hash, newestSeconds, isPlain }) =>
    isPlain ? `${newestSeconds}` : `${newestSeconds}-${hash.slice(0, SHORT_HASH_LENGTH)}`,
  ...dottedNames('\\d{1,12}(?:-[0-9a-f]{6})?'),
};

/** Names made by a function of the user's, with the content hash for a version. */
export function customScheme(name: NameFunction): VersionScheme {
  const pattern = patternOf(name);
  return {
    usesTime: false,
    isReadable: pattern !== undefined,
    versionOf: hashScheme.versionOf,
    write: (path, version) => {
      const { folder, stem, ext } = partsOf(path);
      return folder + fileNameOf(name, { stem, ext, version }, path);
    },
    parse: (path) => {
      const { folder, base } = partsOf(path);
      const groups = pattern?.exec(base)?.groups;
      if (groups === undefined) return undefined;
      const { stem = '', ext = '', version = '' } = groups;
      return { path: folder + stem + ext, version };
    },
  };
}

/** A name function answers whatever it likes; a name stays in its folder and is not hidden. */
function fileNameOf(name: NameFunction, parts: NameParts, path: string): string {
  const file: unknown = attempt(() => name(parts));
  if (typeof file === 'string' && isFileName(file)) return file;
  throw new StaticfileError(
    'ERR_STATICFILE_OPTION',
    `The function "naming" ${describeAnswer(file)} for "${path}". It must answer the name of a file.`,
  );
}

/** Tells whether a text can name a file in a folder, and nothing but that. */
export function isFileName(text: string): boolean {
  return text !== '' && !/^\.|[/\\\0]/.test(text);
}

function dottedNames(version: string): Pick<VersionScheme, 'write' | 'parse'> {
  const pattern = new RegExp(`^(.*/[^/]+)\\.(${version})(\\.[^./]*)$`);
  const bare = new RegExp(`^(.*/\\.?[^/.]+)\\.(${version})$`);
  // most paths have none, and are told apart many times as fast
  const any = new RegExp(`\\.${version}(?:\\.[^./]*)?$`);
  return {
    write: (path, version) => {
      const { folder, stem, ext } = partsOf(path);
      return `${folder}${stem}.${version}${ext}`;
    },
    parse: (path) => {
      // the last dot begins the extension: `/x.1242930552.1` is a version of `/x.1`
      const match = any.test(path) ? (pattern.exec(path) ?? bare.exec(path)) : null;
      if (match === null) return undefined;
      const [, stem = '', version = '', ext = ''] = match;
      return { path: stem + ext, version };
    },
  };
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
  let pattern = escapePattern(name(parts));
  const groups = { stem: '.+', ext: '(?:\\.[^.]+)?', version: '[0-9a-f]{12}' };
  for (const [part, expression] of Object.entries(groups)) {
    const shown = escapePattern(parts[part as keyof typeof parts]);
    if (pattern.split(shown).length !== 2) return undefined;
    pattern = pattern.replace(shown, () => `(?<${part}>${expression})`);
  }
  return new RegExp(`^${pattern}$`);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
