// 11ty's pathPrefix before our URLs, once: whether the `url` filter or the HTML base plugin add it, too.
import { attempt } from '../core/attempt.ts';
import { applyEdits, type Edit } from '../core/edits.ts';
import { htmlTokens } from '../core/html/tokens.ts';
import type { TagFunctions } from '../nunjucks/functions.ts';
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
  const strip = stripper(prefix, isThere);
  const stripAny = (path: unknown): unknown => {
    if (Array.isArray(path)) return path.map(stripAny);
    return typeof path === 'string' ? strip(path) : path;
  };
  return {
    ...functions,
    file: (path, options, place) => functions.file(stripAny(path), options, place),
    inline: (path, options, place) => functions.inline(stripAny(path), options, place),
    urlAtOnce: (path, isSlim, origin) => functions.urlAtOnce(stripAny(path), isSlim, origin),
    all: (html, isSlim, place) => functions.all(stripPrefix(html, prefix, isThere), isSlim, place),
  };
}

type IsThere = PrefixedSite['isThere'];

/** A file that has the prefix in its own name stays. */
function stripper(prefix: string, isThere: IsThere): (path: string) => string {
  return (path) => {
    const rest = path.slice(prefix.length);
    return path.startsWith(`${prefix}/`) && !isThere(path) && isThere(rest) ? rest : path;
  };
}

/** Takes the prefix off the URLs of files that a root has, in the attributes of tags. */
export function stripPrefix(html: string, prefix: string, isThere: IsThere): string {
  if (prefix === '' || !html.includes(`${prefix}/`)) return html;
  const strip = stripper(prefix, isThere);
  const attributes = htmlTokens(html).flatMap((token) => token.attributes);
  const edits = attributes.flatMap(({ start, end }): Edit[] => {
    const written = html.slice(start, end);
    // several of them in `srcset`
    const text = written.replace(/[^\s"'=,]+/g, strip);
    return text === written ? [] : [{ start, end, text }];
  });
  return applyEdits(html, edits);
}
