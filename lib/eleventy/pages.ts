// Whole pages: what the finished HTML names, whichever template, plugin or Markdown wrote it.
import { conversionOf } from '../convert/conversion.ts';
import { attempt } from '../core/attempt.ts';
import { attributeOf, htmlTokens } from '../core/html/tokens.ts';
import { extensionOf } from '../core/paths.ts';
import type { Instance } from '../instance.ts';
import { isForeignBase, PagePlace } from '../resolve/page-place.ts';
import type { Staticfiles } from '../staticfiles.ts';
import type { EleventyConfig } from './config.ts';

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

const NAMES = ['href', 'src'];

/** Copies them; what can't be copied is told of where it is asked for by a tag. */
export function copyLinked(instance: Instance, html: string, url: string): void {
  if (instance.sources === undefined) return;
  const tokens = htmlTokens(html).filter(({ kind }) => kind === 'start');
  const bases = tokens.filter(({ name }) => name === 'base');
  const [base = ''] = bases.flatMap((token) => attributeOf(token, 'href')?.value ?? []);
  if (isForeignBase(base)) return;
  const place = new PagePlace(url, instance.options.mediaUrl).withBase(base);
  const links = tokens.flatMap((token) =>
    NAMES.flatMap((name) => attributeOf(token, name)?.value ?? []),
  );
  for (const link of new Set(links)) attempt(() => copyOne(instance, place.pathsOf(link)));
}

/** Whatever has a versioned name is there; and a page that 11ty writes is not to be replaced. */
function copyOne(instance: Instance, paths: readonly string[]): void {
  const { finder, naming, publisher, plainCopies } = instance;
  if (paths.some((path) => instance.isVersioned(path))) return;
  const [found] = paths.flatMap((path) => finder.locate(path) ?? []);
  if (found === undefined) return;
  const isPage = /^\.x?html?$/.test(extensionOf(found.path));
  if (isPage && publisher.has(naming.locate(found.path, [found]))) return;
  plainCopies.copy(found.path, conversionOf([found.path]));
}
