// A piece of an output: a text, and what it refers to.
import type { Reference } from '../core/references.ts';
import type { Minified } from '../minify/minifier.ts';

/** A text whose references are relative to the folder of `path`. */
export interface TextPart {
  readonly path: string;
  readonly text: string;
  readonly references: readonly Reference[];
  /** The text that people wrote, where `text` was made of it. */
  readonly source?: string | undefined;
  /** How the text was minified; absent where that was not asked for. */
  readonly minified?: Omit<Minified, 'text'>;
}
