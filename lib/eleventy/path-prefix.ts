// 11ty's pathPrefix before our URLs, once: whether the `url` filter or the HTML base plugin add it, too.
import { attempt } from '../core/attempt.ts';
import { withoutEnds } from '../core/text-end.ts';
import type { EleventyConfig } from './config.ts';

/** Just before the HTML base plugin, which runs at -2. */
const PRIORITY = -1;

/** Returns 11ty's pathPrefix without a slash at its end; empty for none. */
export function pathPrefixOf({ pathPrefix = '' }: EleventyConfig): string {
  const path = withoutEnds(pathPrefix, '/');
  return path && `/${path}`;
}

/**
 * Takes the prefix off our URLs (`isOurs`) again where 11ty is about to add it: in its `url` filter, and in pages
 * that the HTML base plugin goes through.
 */
export function keepPrefixSingle(
  config: EleventyConfig,
  prefix: string,
  isOurs: (path: string) => boolean,
): void {
  if (prefix === '') return;
  const withoutPrefix = (url: unknown): unknown => {
    if (typeof url !== 'string' && !(url instanceof String)) return url;
    const text = String(url);
    const rest = text.slice(prefix.length);
    return text.startsWith(`${prefix}/`) && isOurs(rest) ? rest : url;
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
