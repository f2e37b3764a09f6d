// Whole pages: where one stands, and which form its files get.
import { attempt } from '../core/attempt.ts';
import { quote, StaticfileError } from '../errors.ts';
import type { Blocks } from './blocks.ts';

/** Options of `Staticfiles.page`. */
export interface PageOptions {
  /** The path of the page on its site: `/blog/`, `/blog/post.html`. A whole URL counts by its path. */
  url?: string | undefined;
  /** Minify stylesheets and scripts. Default: `false`. */
  slim?: boolean | undefined;
}

/** The tags of both forms. */
interface Forms {
  readonly plain: { readonly blocks: Blocks };
  readonly slim: { readonly blocks: Blocks };
}

/** See `Staticfiles.page`. @internal */
export function pageOf(forms: Forms, html: string, options: PageOptions | undefined): string {
  const { url, slim } = options ?? {};
  const { blocks } = slim === true ? forms.slim : forms.plain;
  if (url === undefined) return blocks.staticall(html);
  if (typeof url === 'string') return blocks.page(html, url);
  const path = attempt(() => String(url));
  if (typeof path === 'string' && URL.canParse(path, 'http://site.invalid')) {
    return blocks.page(html, path);
  }
  throw new StaticfileError(
    'ERR_STATICFILE_ARGUMENT',
    `${quote(url)} is not the URL of a page. Give page() the path of the page: { url: "/blog/" }.`,
  );
}
