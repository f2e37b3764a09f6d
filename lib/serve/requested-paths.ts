// Which paths of this site a request may mean: hosts strip what a handler is mounted at, pages put a media URL before.
import { attempt } from '../core/attempt.ts';
import type { Answered } from '../resolve/made-on-request.ts';

/** Returns the paths that a request may mean, the likeliest first. */
export type RequestedPaths = (url: string, originalUrl?: string) => readonly string[];

/** `http://host` before the path, which proxies send. */
const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;
const ORIGIN_OF_MEDIA = /^(?:[a-z][a-z\d+.-]*:)?\/\/[^/?#]*/i;

/**
 * The media URL's own path (`/shop`) is taken off, whether or not the handler is mounted there. Names with
 * a `namePrefix` are also found where it is mounted at that prefix.
 */
export function createRequestedPaths({
  mediaUrl,
  namePrefix,
}: {
  readonly mediaUrl: string;
  readonly namePrefix: string;
}): RequestedPaths {
  const mediaPath = mediaUrl.replace(ORIGIN_OF_MEDIA, '');
  const encoded = attempt(() => encodeURI(mediaPath));
  const prefixes = [...new Set([mediaPath, encoded])].filter(
    (each) => typeof each === 'string' && each !== '',
  );
  return (asked, original = asked) => {
    const [url, whole] = [withoutOrigin(asked), withoutOrigin(original)];
    const stripped = prefixes
      .filter((prefix) => whole.startsWith(`${prefix}/`))
      .map((prefix) => whole.slice(`${prefix}`.length));
    return [...new Set([...stripped, url, ...(namePrefix === '' ? [] : [whole])])];
  };
}

function withoutOrigin(url: string): string {
  if (url.startsWith('/')) return url;
  const path = url.replace(ORIGIN, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/** Finds the first of the paths that leads to a file; else the first that is a name of our shape. */
export function findFirst(
  find: (path: string) => Answered | undefined | Promise<Answered | undefined>,
  paths: readonly string[],
): Answered | undefined | Promise<Answered | undefined> {
  const [first = '/', ...others] = paths;
  return others.length === 0 ? find(first) : findAmong(find, paths);
}

async function findAmong(
  find: (path: string) => Answered | undefined | Promise<Answered | undefined>,
  paths: readonly string[],
): Promise<Answered | undefined> {
  let stranger: Answered | undefined;
  for (const path of paths) {
    const answered = await find(path);
    if (answered !== undefined && answered.kind !== 'stranger') return answered;
    stranger ??= answered;
  }
  return stranger;
}
