// Minifies a source before its references are found, where that is asked for.
import type { MinifyTask, TextMinifier } from '../minify/text-minifier.ts';
import type { TextPart } from './text-part.ts';

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
