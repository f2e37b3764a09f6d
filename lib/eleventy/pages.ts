// Whole pages: what the finished HTML names, whichever template, plugin or Markdown wrote it.
import type { Staticfiles } from '../staticfiles.ts';
import type { EleventyConfig } from './config.ts';
import { stripPrefix } from './path-prefix.ts';

export interface PagesOptions {
  readonly isSlim: boolean;
  /** 11ty's pathPrefix, which the HTML base plugin has added by then. */
  readonly prefix: string;
  readonly isThere: (path: string) => boolean;
}

/** Adds a transform of the pages that are written as HTML. */
export function addPages(
  config: EleventyConfig,
  staticfiles: Pick<Staticfiles, 'page'>,
  { isSlim, prefix, isThere }: PagesOptions,
): void {
  config.addTransform('nunjucks-staticfile', function (content: unknown) {
    const { outputPath, url } = this.page ?? {};
    const isPage = typeof outputPath === 'string' && /\.html?$/i.test(outputPath);
    if (typeof content !== 'string' || !isPage) return content;
    const html = stripPrefix(content, prefix, isThere);
    return staticfiles.page(html, { slim: isSlim, ...(typeof url === 'string' && { url }) });
  });
}
