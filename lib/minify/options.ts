// The option `minify`: which minifier each kind gets, or none.
import type { Minifier, MinifyLevel } from './minifier.ts';

/** The engine for scripts; all but `uglify-js` must be installed by the site. */
export type JsEngine = 'uglify-js' | 'terser' | 'esbuild' | 'oxc-minify';
/** The engine for stylesheets; all but `csso` must be installed by the site. */
export type CssEngine = 'csso' | 'lightningcss' | 'esbuild';
/** The minifier of pages: it shrinks blanks. */
export type HtmlEngine = 'blanks';

/** A module that has a minifier: `'./minify.js#name'`. */
type MinifierModule = `./${string}` | `${string}#${string}`;

/**
 * An engine by name, with a level, a function, the module that has one (`'./minify.js#name'`), or
 * `false`: files of the kind are not minified.
 */
export type MinifyOption<Engine extends string = string> =
  | Engine
  | MinifierModule
  | { readonly engine: Engine | MinifierModule; readonly level?: MinifyLevel }
  | Minifier
  | false;

/** The minifier of each kind. */
export interface MinifyOptions {
  readonly js?: MinifyOption<JsEngine>;
  readonly css?: MinifyOption<CssEngine>;
  readonly html?: MinifyOption<HtmlEngine>;
}

/** Our own code, which shrinks blanks. */
export const PAGE_ENGINE = 'blanks';

/** What minifies a kind that the option does not name. */
export const DEFAULT_MINIFY: Required<MinifyOptions> = {
  js: 'uglify-js',
  css: 'csso',
  html: PAGE_ENGINE,
};
