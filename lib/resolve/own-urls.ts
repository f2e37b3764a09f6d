// A URL that was handed out and comes back as a path: what it was made of, whatever was put before it.
import { encodePath, splitSuffix } from '../core/paths.ts';
import { mediaPathOf, withoutPrefix } from '../core/urls.ts';
import type { AnsweredUris } from '../proxies/answered-uris.ts';

export interface OwnUrlsOptions {
  readonly mediaUrl: string;
  readonly namePrefix: string;
  readonly answered: AnsweredUris;
  /** Checks whether a uri is a name of ours, by proof. */
  readonly isVersioned: (uri: string) => boolean;
}

/** File proxies of another process may have put so many folders before a uri. */
const MOST_FOLDERS = 8;

export class OwnUrls {
  readonly #options: OwnUrlsOptions;
  /** A media URL that is a path: one with a host can't be taken for a path of this site. */
  readonly #mediaPath: string;
  readonly #namePrefix: string;

  constructor(options: OwnUrlsOptions) {
    this.#options = options;
    this.#namePrefix = encodePath(options.namePrefix);
    this.#mediaPath = mediaPathOf(options.mediaUrl);
  }

  /** Checks whether a URL is what a page gets for an output: it stays as it is. */
  isOwn(url: string): boolean {
    return this.#answeredFor(url) !== undefined || this.#uriIn(url) !== undefined;
  }

  /** Lists the paths that a URL may have been handed out for, the surest first; the URL itself is none. */
  pathsOf(url: string): string[] {
    const answered = this.#answeredFor(url);
    const uri = answered === undefined ? this.#uriIn(url) : answered + splitSuffix(url).suffix;
    const paths = uri === undefined ? [] : [withoutPrefix(this.#namePrefix, uri)];
    return [...new Set([...paths, this.withoutMedia(url)])].filter((path) => path !== url);
  }

  /** Returns what the chain was asked for a path that names no file; the path itself where that is not known. */
  askedFor(path: string): string {
    return this.#answeredFor(path) ?? this.withoutMedia(path);
  }

  /** Takes the media URL away; it is never put before what has it. */
  withoutMedia(url: string): string {
    return withoutPrefix(this.#mediaPath, url);
  }

  #answeredFor(url: string): string | undefined {
    const { answered } = this.#options;
    return answered.uriOf(this.withoutMedia(url));
  }

  /** Finds the end of a URL that is a name of ours. */
  #uriIn(url: string): string | undefined {
    let at = 0;
    for (let folders = 0; at >= 0 && folders <= MOST_FOLDERS; folders += 1) {
      const uri = url.slice(at);
      if (this.#options.isVersioned(uri)) return uri;
      at = splitSuffix(url).head.indexOf('/', at + 1);
    }
    return undefined;
  }
}
