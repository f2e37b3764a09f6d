// The option `minify`: which minifier each kind gets, or none.
import type { MinifiedKind, Minifier, MinifyLevel } from './minifier.ts';

/**
 * An engine by name, with a level, a function, the module that has one (`'./minify.js#name'`), or
 * `false`: files of the kind are not minified.
 */
export type MinifyOption =
  | string
  | { readonly engine: string; readonly level?: MinifyLevel }
  | Minifier
  | false;

/** The minifier of each kind. */
export type MinifyOptions = Readonly<Partial<Record<MinifiedKind, MinifyOption>>>;

/** Our own code, which shrinks blanks. */
export const PAGE_ENGINE = 'blanks';

/** What minifies a kind that the option does not name. */
export const DEFAULT_MINIFY: Readonly<Record<MinifiedKind, MinifyOption>> = {
  js: 'uglify-js',
  css: 'csso',
  html: PAGE_ENGINE,
};
