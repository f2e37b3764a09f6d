// An engine that can be named, how its package is loaded, and which comments it keeps.
import type { MinifierAnswer, MinifierInfo, MinifyLevel } from '../minifier.ts';

/** A loaded engine: a text in, a smaller one out; throws where it refuses the text. */
export type Engine = (text: string, info: MinifierInfo, level: MinifyLevel) => MinifierAnswer;

/** Loads a package. */
export type Load = (name: string) => unknown;

export const LICENSE_COMMENT: RegExp = /^!|@preserve|@license|@cc_on/i;
