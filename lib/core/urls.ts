// References between files of one site: from text to path, and from uri to uri.
import { folderOf, type ParsedPath, parsePath, splitSuffix } from './paths.ts';

/**
 * Checks whether a reference can name a file of this site: not empty, no scheme, no host, no bare
 * `#fragment` or `?query`.
 *
 * Browsers take `\\` for `/`, and drop control characters around a URL, and line breaks and tabs within
 * (URL, 4.4). What holds such is not ours to write in another way.
 */
export function isLocalReference(reference: string): boolean {
  const url = reference.trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/^[\x00-\x1f]|[\t\n\r]|^[/\\]{2}|^\\/.test(url)) return false;
  return !/^(?:$|#|\?|[a-z][a-z0-9+.-]*:)/i.test(url);
}

/** Puts a `?query` and `#fragment` behind a URL, which may have a query of its own: that is put once. */
export function withSuffix(url: string, suffix: string): string {
  const at = url.indexOf('?');
  if (!suffix.startsWith('?') || at < 0) return url + suffix;
  const own = url.slice(at);
  const rest = suffix.startsWith(own) ? suffix.slice(own.length) : undefined;
  if (rest !== undefined && /^(?:$|[&#])/.test(rest)) return url + rest;
  return `${url}&${suffix.slice(1)}`;
}

/** Returns what a media URL puts before the paths of this site, `/shop`; `''` for a host, which is no path. */
export function mediaPathOf(mediaUrl: string): string {
  return /^\/[^/]/.test(mediaUrl) ? mediaUrl : '';
}

/** Takes a media URL's path, or another prefix, away from a URL that has it. */
export function withoutPrefix(prefix: string, url: string): string {
  return prefix !== '' && url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : url;
}

/** Resolves a reference found in the file at `path`: `../img/x.gif` in `/css/a.css` → `/img/x.gif`. */
export function resolveReference(path: string, reference: string): ParsedPath {
  return parsePath(reference.trim(), folderOf(path));
}

/** Writes the reference from one uri to another: from `/css/a.css` to `/img/x.gif`: `../img/x.gif`. */
export function relativeUrl(fromUri: string, toUri: string): string {
  const from = fromUri.split('/').slice(0, -1);
  const to = toUri.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1;
  const relative = '../'.repeat(from.length - shared) + to.slice(shared).join('/');
  // a name like `a:b.gif` would be read as a scheme
  return /^(?:$|\/|[^/]*:)/.test(relative) ? `./${relative}` : relative;
}

/** Moves a reference that stays as written from a sheet at one uri to one at another. */
export function rebaseReference(fromUri: string, toUri: string, reference: string): string {
  if (!isLocalReference(reference) || reference.trim().startsWith('/')) return reference;
  if (folderOf(fromUri) === folderOf(toUri)) return reference;
  const { head, suffix } = splitSuffix(reference.trim());
  const path = `./${head.replaceAll(' ', '%20')}`;
  const resolved = new URL(path, `http://site${fromUri}`).pathname;
  return relativeUrl(toUri, resolved) + suffix;
}
