// Which files a CDN proxy moves.
import { statSync } from 'node:fs';
import { optionError } from '../../core/option-shapes.ts';
import { extensionOf } from '../../core/paths.ts';

/** `'images'`, `'all'`, extensions without a dot, or a function of the uri. */
export type Include = 'images' | 'all' | readonly string[] | ((uri: string) => boolean);

/** Pictures that pages may show from any origin; SVG, fonts and modules are used under CORS. */
const IMAGES = ['jpg', 'jpeg', 'png', 'gif', 'webp', 'avif', 'ico'];

export function includes(include: Include = 'images'): (uri: string) => boolean {
  if (include === 'all') return () => true;
  if (typeof include === 'function') return (uri) => answerOf(include(uri));
  const extensions = new Set(
    (include === 'images' ? IMAGES : include).map(
      (each) => `.${each.replace(/^\./, '').toLowerCase()}`,
    ),
  );
  return (uri) => extensions.has(extensionOf(uri));
}

/** A promise would be no answer in time: that is said, rather than that nothing moves. */
function answerOf(answer: unknown): boolean {
  if (!(answer instanceof Promise)) return answer === true;
  // its rejection must not end the process
  answer.catch(() => {});
  throw optionError('"include" must answer true or false, not a promise.');
}

/** Returns the size of a file in bytes; `0` where there is none. */
export function sizeOnDisk(filePath: string): number {
  return statSync(filePath, { throwIfNoEntry: false })?.size ?? 0;
}
