// What minifies a text: the shape that engines and functions of the user's share.

import type { EngineMap } from '../core/mappings.ts';

/** What can be minified. */
export type MinifiedKind = 'css' | 'js' | 'html';

/** What a minifier is told of a text. */
export interface MinifierInfo {
  readonly kind: MinifiedKind;
  /** The path of the source; empty for a text that stands in a template. */
  readonly path: string;
  /** The script is a module. */
  readonly module: boolean;
}

/**
 * Makes a text smaller. What it answers is compared with the text, and used only where it means the
 * same; what it throws is reported once, and the text stays as it is.
 */
export type Minifier = (text: string, info: MinifierInfo) => string | { readonly code: string };

/** How far an engine may go: `'safe'` changes no behaviour. */
export type MinifyLevel = 'safe' | 'full';

/** What was chosen for a kind. */
export interface ChosenMinifier {
  /** The engine and its version, or another text that differs where results may. */
  readonly name: string;
  /** Tried in order until a result holds. */
  readonly attempts: readonly Minifier[];
}

/** A minified text, what made it, and why it was not what was asked for. */
export interface Minified {
  readonly text: string;
  readonly by: 'engine' | 'reduction' | 'source';
  readonly problem?: string | undefined;
  /** What its places stand for in the source; absent: line by line the same. */
  readonly map?: EngineMap | undefined;
}

/** Runs a minifier; throws where it refuses the text, or answers none. */
export function runMinifier(minifier: Minifier, text: string, info: MinifierInfo): string {
  const answer: unknown = minifier(text, info);
  const code = typeof answer === 'object' && answer !== null && 'code' in answer && answer.code;
  if (typeof answer === 'string') return answer;
  if (typeof code === 'string') return code;
  throw new MinifyProblem('the minifier answered no text');
}

/** Says why a text can't be minified, or a result not be used. */
export class MinifyProblem extends Error {
  override readonly name = 'MinifyProblem';
}

/** Says what went wrong, in one line. */
export function problemText(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.trim();
}
