// JSON as a tree whose strings know their places; objects may name a key twice, and then the last counts.
import type { ArrayExpression, Literal, ObjectExpression, Property } from 'acorn';
import { attempt } from '../attempt.ts';
import { isScriptTooDeep } from '../js/depth.ts';
import { acorn } from '../packages.cjs';

/** A string of JSON with its quotes. */
export interface JsonText {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Reads JSON as a tree; `undefined` where it is none, or too deep. */
export function jsonTree(json: string): unknown {
  if (attempt(() => JSON.parse(json)) instanceof Error || isScriptTooDeep(json)) return undefined;
  const start = json.search(/[^ \t\n\r]/);
  const root = attempt(() => acorn().parseExpressionAt(json, start, { ecmaVersion: 'latest' }));
  return root instanceof Error ? undefined : root;
}

export function isObject(value: unknown): value is ObjectExpression {
  return (value as { type?: unknown } | undefined)?.type === 'ObjectExpression';
}

export function memberOf(object: unknown, name: string): unknown {
  return entriesOf(object).findLast(({ key }) => key.value === name)?.value;
}

/** Lists the members of an object; of anything else, none. */
export function entriesOf(object: unknown): { key: Literal; value: unknown }[] {
  if (!isObject(object)) return [];
  return (object.properties as Property[]).map(({ key, value }) => ({
    key: key as Literal,
    value,
  }));
}

/** Lists the items of an array; `undefined` of anything else. */
export function itemsOf(array: unknown): readonly unknown[] | undefined {
  const { type, elements } = (array ?? {}) as Partial<ArrayExpression>;
  return type === 'ArrayExpression' ? elements : undefined;
}

/** Returns a string with its place; `undefined` of anything else. */
export function textAt(value: unknown): JsonText | undefined {
  const { type, value: text, start = 0, end = 0 } = (value ?? {}) as Partial<Literal>;
  return type === 'Literal' && typeof text === 'string' ? { value: text, start, end } : undefined;
}

export function keyOf({ value, start, end }: Literal): JsonText {
  return { value: String(value), start, end };
}
