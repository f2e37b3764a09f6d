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

/** A key, and what it stands for. */
export interface MapEntry {
  readonly key: JsonText;
  /** `undefined` where browsers load nothing for the key: `null`, a bare name, or no text at all. */
  readonly value: JsonText | undefined;
}

export interface ImportMap {
  /** Names of modules and where they lie: those for all modules, then those of each scope. */
  readonly imports: readonly (readonly MapEntry[])[];
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
  const [imports, scopes, integrity] = ['imports', 'scopes', 'integrity'].map((name) =>
    objectAt(root, name),
  );
  const all = [imports, scopes, integrity, ...entriesOf(scopes).map(({ value }) => value)];
  if (all.some((each) => each !== undefined && !isObject(each))) return undefined;
  const maps = [imports, ...entriesOf(scopes).map(({ value }) => value)];
  return {
    imports: maps.map(addressesIn),
    scopes: entriesOf(scopes).map(({ key }) => textOf(key)),
    integrity: entriesOf(integrity).flatMap(({ key, value }) => {
      return isText(value) && isUrlLike(textOf(key))
        ? [{ key: textOf(key), value: textOf(value) }]
        : [];
    }),
  };
}

/** Checks whether a text names a module by its URL; any other that is no whole URL is a bare name. */
export function isUrlLike({ value }: JsonText): boolean {
  return /^\.{0,2}\//.test(value) || URL.canParse(value);
}

/** Checks whether a text is the beginning of names, or of URLs. */
export function isFolder({ value }: JsonText): boolean {
  return value.endsWith('/');
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

function addressesIn(object: unknown): MapEntry[] {
  return entriesOf(object).map((entry) => {
    const key = textOf(entry.key);
    const value = isText(entry.value) ? textOf(entry.value) : undefined;
    if (value === undefined || !isUrlLike(value)) return { key, value: undefined };
    return { key, value: isFolder(key) && !isFolder(value) ? undefined : value };
  });
}

function isText(value: unknown): value is Literal {
  const literal = value as Literal;
  return literal.type === 'Literal' && typeof literal.value === 'string';
}

function textOf({ value, start, end }: Literal): JsonText {
  return { value: String(value), start, end };
}
