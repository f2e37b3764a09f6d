// What an entry of the template matrix is; the entries stand in the files beside this one.
import type { ConfigureOptions } from 'nunjucks';
import type { Templates } from './page.ts';

export interface Rendered {
  readonly autoescape: boolean;
  /** The URL of the one combined script that was written, its name and order proven. */
  readonly combined: () => string;
}

export interface MatrixEntry {
  readonly name: string;
  readonly main: string;
  readonly others?: Templates;
  readonly context?: object;
  readonly nunjucks?: ConfigureOptions;
  /** Where the entry is valid in one mode only, that mode and why. */
  readonly only?: { readonly mode: 'callback'; readonly because: string };
  readonly expected: string | ((rendered: Rendered) => string);
}
