// The two parts of css-tree that are used, each loaded when a sheet first needs it.
import type * as Tokenizer from 'css-tree/tokenizer';
import type * as Words from 'css-tree/utils';
import { lazily } from './load-package.ts';

export const cssTokenizer: () => typeof Tokenizer = lazily('css-tree/tokenizer');

/** Reads and writes names, strings and urls with their escapes. */
export const cssWords: () => typeof Words = lazily('css-tree/utils');
