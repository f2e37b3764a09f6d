// The keyword `absolute`: URLs for mail, feeds and `og:image`, which no page is the base of.
import type { Reporter } from '../core/report.ts';
import { quote } from '../errors.ts';
import { type Place, placeText } from './argument.ts';

export interface AbsoluteUrlsOptions {
  /** Without a slash at its end. */
  readonly siteUrl: string | undefined;
  readonly reporter: Reporter;
}

export class AbsoluteUrls {
  readonly #options: AbsoluteUrlsOptions;

  constructor(options: AbsoluteUrlsOptions) {
    this.#options = options;
  }

  /** Returns a URL with scheme and host; without `siteUrl` as it is, with a warning. */
  of(url: string, place: Place | undefined): string {
    if (!url.startsWith('/')) return url;
    const { siteUrl, reporter } = this.#options;
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
}
