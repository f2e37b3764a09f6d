// What a template writes as a path → the names under the roots that it may mean.

/** Why a path can name nothing under any root. */
export type PathProblem = 'empty' | 'folder' | 'outside' | 'hidden' | 'malformed';

declare const CHECKED: unique symbol;

/**
 * A path that may be looked for: it begins with a slash, is normalised, and no segment is hidden.
 * Only this file makes one.
 */
export type CheckedPath = string & { readonly [CHECKED]: true };

/** A path as a template writes it, taken apart. */
export interface ParsedPath {
  /** Paths to look for, in order: `/img/a b.gif`. Empty when there is a `problem`. */
  readonly candidates: readonly CheckedPath[];
  /** The `?query` and `#fragment`, as written. */
  readonly suffix: string;
  readonly problem?: PathProblem;
}

/** Longer paths name no file on any system we run on (Linux: PATH_MAX is 4,096 bytes). */
const LONGEST_PATH = 4096;

/**
 * Takes a path apart: the name as written comes first, the percent-decoded one second.
 *
 * `img/x.gif` and `/img/x.gif` are the same, unless `folder` says where a path without a leading
 * slash begins. `..` may not lead out of the root.
 */
export function parsePath(text: string, folder = ''): ParsedPath {
  const { head, suffix } = splitSuffix(text);
  if (head === '' || head.length > LONGEST_PATH) {
    return { candidates: [], suffix, problem: head === '' ? 'empty' : 'malformed' };
  }
  if (head.endsWith('/')) return { candidates: [], suffix, problem: 'folder' };
  const base = head.startsWith('/') ? [] : folder.split('/');
  const segments = head.split('/');
  const literal = normalize([...base, ...segments]);
  if (!head.includes('%')) return toParsed([literal], suffix);
  return toParsed([literal, normalize([...base, ...segments.map(decodeSegment)])], suffix);
}

/**
 * Checks a path that is taken literally, as in a record or a list of files: nothing is split off, decoded
 * or normalised, so that `/a/../b` names nothing.
 */
export function checkPath(path: string): ParsedPath {
  if (path.length > LONGEST_PATH) return { candidates: [], suffix: '', problem: 'malformed' };
  const found = normalize(path.split('/'));
  const isNormal = 'problem' in found || found.path === path;
  return toParsed([isNormal ? found : { problem: 'malformed' }], '');
}

/** The first path that a text may mean; where it means none, the text. */
export function firstPath(text: string): string {
  return parsePath(text).candidates[0] ?? text;
}

/** Splits `?query` and `#fragment` off. */
export function splitSuffix(text: string): { head: string; suffix: string } {
  const at = text.search(/[?#]/);
  return at < 0 ? { head: text, suffix: '' } : { head: text.slice(0, at), suffix: text.slice(at) };
}

/**
 * Splits `/a.js; /b.js` into its members. A `;` inside a query or fragment separates nothing, nor
 * does one in a URL of another place.
 */
export function splitCombination(text: string): string[] {
  if (isForeignUrl(text)) return [text];
  const { head, suffix } = splitSuffix(text);
  const members = head.split(';').map((member) => member.trim());
  members.push((members.pop() ?? '') + suffix);
  return members.filter((member) => member !== '');
}

/** Checks whether a text is a URL of another place: `https://…`, `//host/…`, `data:…`. */
export function isForeignUrl(text: string): boolean {
  return /^(?:https?:|data:|blob:|\/\/)/i.test(text);
}

/** Percent-encodes a path for use as a URL, in CSS and in HTML alike: `/img/a%20b@2x.gif`. */
export function encodePath(path: string): string {
  if (/^[\w/.~-]*$/.test(path)) return path;
  return path.split('/').map(encodeSegment).join('/');
}

/** Percent-encodes only what no URL may hold, so that a text that names no file stays harmless. */
export function encodeUnsafe(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  return text.replace(/[\x00-\x20"'<>\\^`{|}\x7f]/g, encodeCharacter);
}

/** Percent-encodes only what could end an attribute or a string; whoever wrote the URL knows what else it may hold. */
export function encodeMarkup(url: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  return url.replace(/[\x00-\x20"'<>\\`\x7f]/g, encodeCharacter);
}

/** Writes a path on disk as a template would: it may hold characters that mean something there. */
export function asTemplatePath(path: string): string {
  return path.replace(/[%;?#]/g, encodeURIComponent);
}

/** The folder of a path: `/css/a.css` → `/css`, `/a.css` → ``. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** The last segment of a path: `/css/a.css` → `a.css`. */
export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The extension of a path with its dot, in lower case; `''` without one. */
export function extensionOf(path: string): string {
  const base = baseOf(path);
  const at = base.lastIndexOf('.');
  return at <= 0 ? '' : base.slice(at).toLowerCase();
}

type Normalized = { path: CheckedPath } | { problem: PathProblem };

function toParsed(found: readonly Normalized[], suffix: string): ParsedPath {
  const candidates = found.flatMap((each) => ('path' in each ? [each.path] : []));
  if (candidates.length > 0) return { candidates: [...new Set(candidates)], suffix };
  const problem = found.flatMap((each) => ('problem' in each ? [each.problem] : [])).at(-1);
  return { candidates, suffix, problem: problem ?? 'malformed' };
}

function normalize(segments: readonly string[]): Normalized {
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') {
      if (kept.pop() === undefined) return { problem: 'outside' };
      continue;
    }
    if (!isNameSegment(segment)) return { problem: 'malformed' };
    kept.push(segment);
  }
  if (kept.length === 0) return { problem: 'empty' };
  if (kept.some(isHidden)) return { problem: 'hidden' };
  return { path: `/${kept.join('/')}` as CheckedPath };
}

/**
 * On Windows `\` and `:` would lead to another folder, drive or stream, `x.` and `x ` are other
 * spellings of `x`, and `ENV~1` may be the short name of `.env`.
 */
function isNameSegment(segment: string): boolean {
  if (segment.includes('\0') || segment.includes('/')) return false;
  return process.platform !== 'win32' || !/[\\:]|[. ]$|~\d/.test(segment);
}

/** Checks whether the name of a file or folder is hidden. HFS+ overlooks characters without width. */
export function isHidden(segment: string): boolean {
  return (
    /^[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]*\./.test(segment) && segment !== '.well-known'
  );
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed())
    .replace(/['()]/g, encodeCharacter)
    .replace(/%40|%2C/g, decodeURIComponent);
}

/** Percent-encodes one ASCII character. */
export function encodeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
