// What becomes of a source before its references are found: it stays, or is minified.
import type { Slim } from '../minify/slim.ts';
import type { Part } from './part.ts';

/** Makes the text of a part, as byte text. */
export type Shorten = (
  kind: 'css' | 'js',
  path: string,
  text: string,
) => Pick<Part, 'text' | 'source' | 'minified'>;

export const asItIs: Shorten = (_kind, _path, text) => ({ text });

export function slimmed(slim: Slim): Shorten {
  return (kind, path, source) => {
    const { text, ...minified } = slim.file(kind, path, source);
    return { text, source, minified };
  };
}
