// What minifies a text: the shape that engines and functions of the user's share.
import { answerAtOnce, attempt } from '../core/attempt.ts';
import { BoundedMemory, textBytes } from '../core/bounded-memory.ts';
import type { EngineMap } from '../core/mappings.ts';

/** What can be minified. */
export type MinifiedKind = 'css' | 'js' | 'html';

/** The facts that a minifier gets with a text. */
export interface MinifierInfo {
  readonly kind: MinifiedKind;
  /** The path of the source; empty for a text that stands in a template. */
  readonly path: string;
  /** The script is a module. */
  readonly module: boolean;
  /** Whether a source map of the result is used. */
  readonly map: boolean;
  /** The names of a script that programs can see: a result that has others is not used. */
  readonly reserved: readonly string[];
}

/**
 * Makes a text smaller. What it answers is compared with the text, and used only where it means the
 * same; what it throws is reported once, and the text stays as it is.
 */
export type Minifier = (text: string, info: MinifierInfo) => string | MinifierAnswer;

/** The answer of a {@link Minifier} that brings more than a text. */
export interface MinifierAnswer {
  readonly code: string;
  /** A source map, version 3, whose only source is the text; as an object or in JSON. */
  readonly map?: string | EngineMap | undefined;
}

/** A smaller text, and what its places stand for. */
export interface EngineResult {
  readonly code: string;
  readonly map?: EngineMap | undefined;
}

/**
 * How far an engine may go: `'blanks'` renames nothing, `'safe'` shortens names that no program can
 * see, `'full'` is what the engine likes.
 */
export type MinifyLevel = 'blanks' | 'safe' | 'full';

export interface ChosenMinifier {
  /** The engine and its version, or another text that differs where results may. */
  readonly name: string;
  /** What messages call it, where that is not its name. */
  readonly shownAs?: string;
  /** Tried in order until a result holds. */
  readonly attempts: readonly MinifierAttempt[];
}

export interface MinifierAttempt {
  readonly level: MinifyLevel;
  readonly minifier: Minifier;
  /** It gives all names others that it may: what they were written like is of no use to it. */
  readonly renamesAll?: boolean | undefined;
  /** Loads a package that is there in any case, but for moments. */
  readonly load?: (() => void) | undefined;
}

/** A minified text, what made it, and why it was not what was asked for. */
export interface Minified {
  readonly text: string;
  readonly by: 'engine' | 'blanks' | 'reduction' | 'source';
  readonly problem?: string | undefined;
  /** What its places stand for in the source; absent: line by line the same. */
  readonly map?: EngineMap | undefined;
}

const MOST_BYTES = 64_000_000;

/** What was minified lately: a sheet whose references move is assembled again, not minified again. */
export function minifiedMemory(): BoundedMemory<Minified> {
  return new BoundedMemory({ mostBytes: MOST_BYTES, sizeOf });
}

function sizeOf({ text, problem = '', map }: Minified): number {
  const names = map?.names.reduce((sum, name) => sum + textBytes(name), 0) ?? 0;
  return textBytes(text) + textBytes(problem) + textBytes(map?.mappings ?? '') + names;
}

/** Runs a minifier; throws where it refuses the text, or answers none. */
export function runMinifier(minifier: Minifier, text: string, info: MinifierInfo): EngineResult {
  const answer: unknown = answerAtOnce(() => minifier(text, info));
  if (typeof answer === 'string') return { code: answer };
  const { code, map } = (answer ?? {}) as { code?: unknown; map?: unknown };
  if (typeof code !== 'string') throw new MinifyProblem('the minifier returned no text');
  const read = info.map
    ? attempt(() => (typeof map === 'string' ? JSON.parse(map) : map))
    : undefined;
  return isEngineMap(read) ? { code, map: read } : { code };
}

function isEngineMap(map: unknown): map is EngineMap {
  const { mappings, names } = (map ?? {}) as { mappings?: unknown; names?: unknown };
  return typeof mappings === 'string' && Array.isArray(names);
}

/** Returns why a text can't be minified, or a result not be used. */
export class MinifyProblem extends Error {
  override readonly name = 'MinifyProblem';
}

/** Returns what went wrong, in one line. */
export function problemText(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.trim();
}
