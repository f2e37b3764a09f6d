// A piece of an output: a text, and what it refers to.
import type { Reference } from '../core/references.ts';

/** A text whose references are relative to the folder of `path`. */
export interface Part {
  readonly path: string;
  readonly text: string;
  readonly references: readonly Reference[];
}
