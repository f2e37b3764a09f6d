// What is known of one path, as people read it.
import * as path from 'node:path';
import { shownPath, size, table } from './text.ts';
import type { Explanation, Terminal } from './tool.ts';

export function explanationLines(known: Explanation, { folder }: Terminal): string[] {
  const { asked, state, reason, ...others } = known;
  const shown = Object.entries(others).map(([name, value]) => [name, shownValue(value, folder)]);
  // what is wrong is what is looked for
  return table({ asked, state, reason, ...Object.fromEntries(shown) });
}

function shownValue(value: unknown, folder: string): unknown {
  if (Array.isArray(value)) return value.map((each) => shownValue(each, folder));
  if (typeof value === 'number') return size(value);
  if (typeof value === 'string')
    return path.isAbsolute(value) && value.startsWith(folder + path.sep)
      ? shownPath(value, folder)
      : value;
  return isCounts(value) ? minifiedText(value) : value;
}

interface Counts {
  readonly engine: number;
  readonly blanks: number;
  readonly reduction: number;
  readonly source: number;
  readonly reasons: readonly string[];
}

function isCounts(value: unknown): value is Counts {
  return typeof value === 'object' && value !== null && 'reasons' in value;
}

const WAYS: readonly (readonly [keyof Omit<Counts, 'reasons'>, string])[] = [
  ['engine', 'the engine'],
  ['blanks', 'the engine without renaming'],
  ['reduction', 'removal of what means nothing'],
  ['source', 'nothing: served as it is'],
];

/** Returns how each source was minified: `the engine (2), nothing: served as it is (1)`. */
function minifiedText(counts: Counts): string[] {
  const used = WAYS.filter(([way]) => counts[way] > 0);
  const ways = used.map(([way, words]) => (used.length > 1 ? `${words} (${counts[way]})` : words));
  return [ways.join(', '), ...counts.reasons];
}
