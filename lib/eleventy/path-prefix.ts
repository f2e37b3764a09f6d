// 11ty's pathPrefix before our URLs, once: whether the `url` filter or the HTML base plugin add it, too.
import { attempt } from '../core/attempt.ts';
import type { TagFunctions } from '../nunjucks/extension.ts';
import type { EleventyConfig } from './config.ts';

/** Just before the HTML base plugin, which runs at -2. */
const PRIORITY = -1;

export interface PrefixedSite {
  /** Checks whether a URL path is one of ours. */
  readonly isOurs: (path: string) => boolean;
  /** Checks whether a root has a file. */
  readonly isThere: (path: string) => boolean;
}

/** Returns 11ty's pathPrefix without a slash at its end; empty for none. */
export function pathPrefixOf({ pathPrefix = '' }: EleventyConfig): string {
  const path = pathPrefix.replace(/^\/+/, '');
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return end === 0 ? '' : `/${path.slice(0, end)}`;
}

/**
 * Takes the prefix off our URLs again where 11ty is about to add it: in its `url` filter, and in pages
 * that the HTML base plugin goes through.
 */
export function keepPrefixSingle(config: EleventyConfig, prefix: string, site: PrefixedSite): void {
  if (prefix === '') return;
  const withoutPrefix = (url: unknown): unknown => {
    if (typeof url !== 'string' && !(url instanceof String)) return url;
    const text = String(url);
    const rest = text.slice(prefix.length);
    return text.startsWith(`${prefix}/`) && site.isOurs(rest) ? rest : url;
  };
  const addPrefix = config.getFilter('url');
  if (addPrefix !== undefined) {
    config.addFilter('url', function (url, ...rest) {
      return addPrefix.call(this, withoutPrefix(url), ...rest);
    });
  }
  config.htmlTransformer?.addUrlTransform('html', (url) => String(withoutPrefix(url)), {
    priority: PRIORITY,
    enabled: () => isBaseAdded(config),
  });
}

/** The HTML base plugin may be added after ours, and may be told to add nothing. */
function isBaseAdded(config: EleventyConfig): boolean {
  const filter = config.getFilter('htmlBaseUrl');
  return filter !== undefined && attempt(() => filter.call({}, '/x')) !== '/x';
}

/** Returns functions that also know paths to which the prefix was added before, as by `| url`. */
export function acceptPrefixed(
  functions: TagFunctions,
  prefix: string,
  { isThere }: PrefixedSite,
): TagFunctions {
  if (prefix === '') return functions;
  const strip = (path: unknown): unknown => {
    if (Array.isArray(path)) return path.map(strip);
    if (typeof path !== 'string' || !path.startsWith(`${prefix}/`) || isThere(path)) return path;
    const rest = path.slice(prefix.length);
    return isThere(rest) ? rest : path;
  };
  return {
    ...functions,
    file: (path, options, place) => functions.file(strip(path), options, place),
    urlAtOnce: (path, isSlim, origin) => functions.urlAtOnce(strip(path), isSlim, origin),
  };
}
