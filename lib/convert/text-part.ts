// A piece of an output: a text, minified where that is asked for, and what it refers to.
import type { Reference } from '../core/references.ts';
import type { Minified } from '../minify/minifier.ts';
import type { MinifyTask, TextMinifier } from '../minify/text-minifier.ts';

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

/** Makes the text of a part, as byte text. */
export type Shorten = (
  kind: 'css' | 'js',
  path: string,
  text: string,
) => Pick<TextPart, 'text' | 'source' | 'minified'>;

export const asItIs: Shorten = (_kind, _path, text) => ({ text });

/** @param left - Takes what would have to be minified; absent: it is minified now. */
export function slimmed(minifier: TextMinifier, left?: MinifyTask[]): Shorten {
  return (kind, path, source) => {
    const task = left && minifier.taskOf(kind, path, source);
    if (task !== undefined) {
      left?.push(task);
      return { text: source };
    }
    const { text, ...minified } = minifier.file(kind, path, source);
    return { text, source, minified };
  };
}
