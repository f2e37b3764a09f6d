// How the parts of an output were minified, counted for reports.
import { quote } from '../errors.ts';
import type { Draft } from './draft.ts';

/** How many sources of an output were minified in which way. */
export interface MinifiedCounts {
  /** By the engine that was asked for. */
  readonly engine: number;
  /** By the engine without renaming, because what it renamed could not be proven. */
  readonly blanks: number;
  /** By taking out what means nothing, because the engine's result could not be proven. */
  readonly reduction: number;
  /** Not minified: left as they are. */
  readonly source: number;
  /** Why it was not the engine. */
  readonly reasons: readonly string[];
}

/** Checks whether an output holds other bytes than it would unminified. @internal */
export function isMinified({ parts }: Draft): boolean {
  return parts.some(({ minified }) => minified !== undefined && minified.by !== 'source');
}

/** Counts the parts of a slim output. @internal */
export function minifiedBy({ conversion, parts, sources }: Draft): { minified?: MinifiedCounts } {
  if (!conversion.isSlim) return {};
  const count = (by: string) => parts.filter(({ minified }) => minified?.by === by).length;
  const [engine, blanks, reduction] = [count('engine'), count('blanks'), count('reduction')];
  const source = sources.length - engine - blanks - reduction;
  const reasons = parts.flatMap(({ path, minified }) =>
    minified?.problem ? [`${quote(path)}: ${minified.problem}`] : [],
  );
  return { minified: { engine, blanks, reduction, source, reasons } };
}
