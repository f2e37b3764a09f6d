// An engine that can be named, and how its package is loaded.
import type { MinifierAnswer, MinifierInfo, MinifyLevel } from '../minifier.ts';

/** A loaded engine: a text in, a smaller one out; throws where it refuses the text. */
export type Engine = (text: string, info: MinifierInfo, level: MinifyLevel) => MinifierAnswer;

/** Loads a package. */
export type Load = (name: string) => unknown;
