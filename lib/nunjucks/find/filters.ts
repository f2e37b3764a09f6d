// Filters of Nunjucks whose result depends on nothing but what they are given: a build may call them.
import { attempt } from '../../core/attempt.ts';
import { knownText, listValue, plainValue, textValue, type Value } from './values.ts';

export type Filters = (name: string) => ((...values: unknown[]) => unknown) | undefined;

const CONSTANT: ReadonlySet<string> = new Set(
  (
    'abs capitalize e escape first float int join last length list lower replace reverse round sort ' +
    'string title trim truncate upper urlencode'
  ).split(' '),
);

/** Longer texts are taken for unknown. */
const MOST_CHARACTERS = 4096;

/** Applies a filter to values that are known; `undefined` where the result is not. */
export function filtered(
  filters: Filters,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const filter = CONSTANT.has(name) ? filters(name) : undefined;
  const given = values.map(plainOf);
  if (filter === undefined || given.some((value) => value === NOT_KNOWN)) return undefined;
  const isSafe = values[0]?.kind === 'text' && values[0].isSafe;
  const result = attempt(() => filter(...given));
  return result instanceof Error
    ? undefined
    : resultOf(result, isSafe || name === 'e' || name === 'escape');
}

const NOT_KNOWN: unique symbol = Symbol('not known');

function plainOf(value: Value): unknown {
  if (value.kind === 'plain') return value.value;
  if (value.kind === 'list' && !value.changes.isChanged) {
    const items = value.items.map(([first, other]) =>
      first === undefined || other !== undefined ? NOT_KNOWN : plainOf(first),
    );
    return items.includes(NOT_KNOWN) ? NOT_KNOWN : items;
  }
  const text = value.kind === 'text' ? knownText(value) : undefined;
  return text === undefined || text.length > MOST_CHARACTERS ? NOT_KNOWN : text;
}

function resultOf(result: unknown, isSafe: boolean): Value | undefined {
  if (Array.isArray(result)) {
    const items = result.map((item) => resultOf(item, false));
    return items.every((item) => item !== undefined)
      ? listValue(items.map((item) => [item]))
      : undefined;
  }
  if (typeof result === 'number' || typeof result === 'boolean') return plainValue(result);
  if (result === null || result === undefined) return plainValue(result as undefined);
  const text = typeof result === 'string' || result instanceof String ? String(result) : undefined;
  return text === undefined || text.length > MOST_CHARACTERS ? undefined : textValue(text, isSafe);
}
