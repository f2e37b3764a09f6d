// Whole pages: what the finished HTML names, whichever template, plugin or Markdown wrote it.
import type { Instance } from '../instance.ts';
import type { Staticfiles } from '../staticfiles.ts';
import type { EleventyConfig } from './config.ts';
import { copyLinked } from './linked-files.ts';

/** What pages are made with. */
export interface PagesSite {
  readonly staticfiles: Pick<Staticfiles, 'page'>;
  readonly instance: Instance;
}

/** Adds a transform of the pages that are written as HTML; it runs behind the HTML base plugin's. */
export function addPages(
  config: EleventyConfig,
  { staticfiles, instance }: PagesSite,
  isSlim: boolean,
): void {
  config.addTransform('nunjucks-staticfile', function (content: unknown) {
    const { outputPath, url } = this.page ?? {};
    const isPage = typeof outputPath === 'string' && /\.html?$/i.test(outputPath);
    if (typeof content !== 'string' || !isPage) return content;
    if (typeof url !== 'string') return staticfiles.page(content, { slim: isSlim });
    const html = staticfiles.page(content, { slim: isSlim, url });
    copyLinked(instance, html, url);
    return html;
  });
}
