// An engine that can be named, how its package is loaded, and which comments it keeps.
import type { MinifierAnswer, MinifierInfo, MinifyLevel } from '../minifier.ts';

/** A loaded engine: a text in, a smaller one out; throws where it refuses the text. */
export type Engine = (text: string, info: MinifierInfo, level: MinifyLevel) => MinifierAnswer;

export type Load = (name: string) => unknown;

export const LICENSE_COMMENT: RegExp = /^!|@preserve|@license|@cc_on/i;

/**
 * Checks whether a script is written in ASCII, but for comments: its result is to be so, too, since no
 * page and no server need to say UTF-8 for it. What begins like a comment counts as one.
 */
export function isWrittenInAscii(text: string): boolean {
  const parts = text.split('/*').map((part, at) => {
    return at === 0 ? part : part.slice(part.indexOf('*/') + 2);
  });
  return parts.every((part) => /^[\0-\x7f]*$/.test(part));
}
