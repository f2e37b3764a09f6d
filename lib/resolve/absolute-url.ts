// The keyword `absolute`: URLs for mail, feeds and `og:image`, which no page is the base of.
import type { Reporter } from '../core/report.ts';
import { quote } from '../errors.ts';
import { type Place, placeText } from './argument.ts';

/**
 * Returns a URL with scheme and host; without `siteUrl` as it is, with a warning.
 *
 * @param siteUrl - Without a slash at its end.
 */
export function absoluteUrl(
  url: string,
  siteUrl: string | undefined,
  reporter: Reporter,
  place: Place | undefined,
): string {
  if (!url.startsWith('/')) return url;
  if (siteUrl === undefined) {
    const message =
      `The keyword "absolute" is used, and the option "siteUrl" is missing: ${quote(url)} stays as it is` +
      `${placeText(place)}. Set "siteUrl" to the address of the site, like "https://example.com".`;
    reporter.warnOnce('absolute', message);
    return url;
  }
  // `//host/…` of a media URL lacks the scheme only
  return url.startsWith('//') ? siteUrl.slice(0, siteUrl.indexOf('//')) + url : siteUrl + url;
}
