// The strings of an import map that name modules, each with its place (HTML, 8.1.6.2).
import type { Literal, ObjectExpression, Property } from 'acorn';
import { attempt } from '../attempt.ts';
import { acorn } from '../packages.cjs';
import { isScriptTooDeep } from './depth.ts';

/** A string of JSON with its quotes. */
export interface JsonText {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A key, and the string that it stands for. */
export interface MapEntry {
  readonly key: JsonText;
  readonly value: JsonText;
}

export interface ImportMap {
  /** Names of modules and where they lie, also those that are for some modules only. */
  readonly imports: readonly MapEntry[];
  /** The modules, or folders of them, that a part of the map is for. */
  readonly scopes: readonly JsonText[];
  /** Modules and their hashes. */
  readonly integrity: readonly MapEntry[];
}

/** Reads an import map; `undefined` where browsers ignore it. */
export function readImportMap(json: string): ImportMap | undefined {
  if (attempt(() => JSON.parse(json)) instanceof Error || isScriptTooDeep(json)) return undefined;
  const start = json.search(/[^ \t\n\r]/);
  const root = attempt(() =>
    acorn().parseExpressionAt(json, start, { ecmaVersion: 'latest' }),
  ) as unknown;
  if (!isObject(root)) return undefined;
  const scopes = entriesOf(objectAt(root, 'scopes'));
  const maps = [objectAt(root, 'imports'), ...scopes.map(({ value }) => value)];
  return {
    imports: maps.flatMap(stringsOf),
    scopes: scopes.flatMap(({ key, value }) => (isObject(value) ? [textOf(key)] : [])),
    integrity: stringsOf(objectAt(root, 'integrity')),
  };
}

function isObject(value: unknown): value is ObjectExpression {
  return (value as { type?: unknown } | undefined)?.type === 'ObjectExpression';
}

/** Of a key that stands there twice, the last counts. */
function objectAt(object: ObjectExpression, name: string): unknown {
  return entriesOf(object).findLast(({ key }) => key.value === name)?.value;
}

function entriesOf(object: unknown): { key: Literal; value: unknown }[] {
  if (!isObject(object)) return [];
  return (object.properties as Property[]).map(({ key, value }) => ({
    key: key as Literal,
    value,
  }));
}

function stringsOf(object: unknown): MapEntry[] {
  return entriesOf(object).flatMap(({ key, value }) => {
    const literal = value as Literal;
    const isText = literal.type === 'Literal' && typeof literal.value === 'string';
    return isText ? [{ key: textOf(key), value: textOf(literal) }] : [];
  });
}

function textOf({ value, start, end }: Literal): JsonText {
  return { value: String(value), start, end };
}
