// Where a page stands on its site, and so what its references lead to.
import { isForeignUrl } from '../core/paths.ts';
import { isLocalReference, mediaPathOf, withoutPrefix } from '../core/urls.ts';

/** Stands for the origin of the site, whatever that is. */
const SITE = 'http://site.invalid';

export class PagePlace {
  readonly #base: URL;
  readonly #mediaUrl: string;

  /**
   * @param url - The path of the page, or its whole URL. Visitors write it: what names no place is `/`.
   * @param mediaUrl - What may stand before the paths of this site: `/shop`. Others are of no interest.
   */
  constructor(url: string, mediaUrl: string) {
    const { pathname } = URL.canParse(url, SITE) ? new URL(url, SITE) : { pathname: '/' };
    // two slashes would begin a host
    this.#base = new URL(`/${pathname.replace(/^[/\\]+/, '')}`, SITE);
    this.#mediaUrl = mediaPathOf(mediaUrl);
  }

  /** Returns where the page stands, for a memory of pages. */
  get key(): string {
    return this.#base.pathname;
  }

  /** Returns the place that `<base href>` gives a page that stands here. */
  withBase(href: string): PagePlace {
    const { href: url } = URL.canParse(href, this.#base.href)
      ? new URL(href, this.#base)
      : this.#base;
    return new PagePlace(url, this.#mediaUrl);
  }

  /** Lists the paths of this site that a reference may lead to, with what stands before them first. */
  pathsOf(reference: string): string[] {
    if (!isLocalReference(reference) || !URL.canParse(reference, this.#base.href)) return [];
    const { origin, pathname, search, hash } = new URL(reference, this.#base);
    if (origin !== SITE) return [];
    return [...new Set([pathname, withoutPrefix(this.#mediaUrl, pathname)])].map(
      (path) => path + search + hash,
    );
  }
}

/** Checks whether `<base href>` makes paths of a page lead to another site. */
export function isForeignBase(href: string): boolean {
  return !/^(?:$|[#?])/.test(href.trim()) && (isForeignUrl(href) || !isLocalReference(href));
}
