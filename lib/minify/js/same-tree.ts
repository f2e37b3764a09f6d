// Compares two syntax trees, node by node, without recursion.
import type { AnyNode, ClassBody, Identifier, Node, Program } from 'acorn';
import { isNode } from '../../core/js/tree.ts';
import { mayStandFor, type NameRule } from './names.ts';
import { isAnonymousFunction } from './scopes.ts';
import { type Fields, fieldsOf, typeOf } from './spellings.ts';

/** Pairs of names that are in force at a place: a label, or the private names of a class, and those around. */
interface Paired {
  readonly results: ReadonlyMap<string, string>;
  readonly sources: ReadonlyMap<string, string>;
  readonly outer: Paired | undefined;
}

interface Place {
  readonly labels: Paired | undefined;
  readonly privates: Paired | undefined;
}

interface Pair extends Place {
  readonly source: unknown;
  readonly result: unknown;
  /** The nearest node around, to say where a difference is. */
  readonly around: Node;
}

/** Where a result says something else than its source. */
export interface Difference {
  /** The place in the source, counted in UTF-16 units. */
  readonly offset: number;
  readonly what: string;
}

/** Returns the first difference that counts, `undefined` where there is none. */
export function firstDifference(
  source: Program,
  result: Program,
  names: NameRule,
): Difference | undefined {
  const place = { labels: undefined, privates: undefined };
  const pending: Pair[] = [{ source, result, around: source, ...place }];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const parts = partsOf(pair, names);
    if (parts === undefined) return { offset: pair.around.start, what: nameOf(pair.source) };
    for (let at = parts.length - 1; at >= 0; at -= 1) pending.push(parts[at] as Pair);
  }
  return undefined;
}

/** Returns what is left to be compared of two values, `undefined` where they differ. */
function partsOf(pair: Pair, names: NameRule): readonly Pair[] | undefined {
  const { source, result } = pair;
  if (Array.isArray(source) && Array.isArray(result)) {
    if (source.length !== result.length) return undefined;
    const { around, labels, privates } = pair;
    return source.map((each, at) => {
      return { source: each, result: result[at], around, labels, privates };
    });
  }
  if (!isNode(source) || !isNode(result)) return Object.is(source, result) ? [] : undefined;
  if (typeOf(source) !== typeOf(result)) return undefined;
  return source.type === 'Identifier'
    ? isSameIdentifier(source, result as Identifier, names)
    : nodeParts({ ...pair, around: source }, source, result, names);
}

function isSameIdentifier(source: Identifier, result: Identifier, names: NameRule) {
  return names.isSame(source, result) ? [] : undefined;
}

/** `start`, `end` and `raw` tell how a node was written. */
const SPELLING = new Set(['type', 'start', 'end', 'raw']);

function nodeParts(
  pair: Pair,
  source: AnyNode,
  result: AnyNode,
  names: NameRule,
): readonly Pair[] | undefined {
  const named = namedParts(pair, source, result);
  if (named !== 'as others') return named;
  const place =
    source.type === 'ClassBody' ? inClass(pair, source, result as ClassBody, names) : pair;
  return place && fieldParts(place, fieldsOf(source), fieldsOf(result));
}

/** What is no object is compared at once: most of what trees hold is that. */
function fieldParts(place: Pair, was: Fields, is: Fields): readonly Pair[] | undefined {
  const { labels, privates, around } = place;
  const parts: Pair[] = [];
  let count = 0;
  for (const key in was) {
    if (SPELLING.has(key)) continue;
    count += 1;
    const [source, result] = [was[key], is[key]];
    if (typeof source === 'object' && source !== null) {
      parts.push({ source, result, around, labels, privates });
    } else if (!Object.is(source, result)) return undefined;
  }
  for (const key in is) if (!SPELLING.has(key)) count -= 1;
  return count === 0 ? parts : undefined;
}

/** Labels and private names are no identifiers with a scope that eslint-scope knows. */
function namedParts(pair: Pair, source: AnyNode, result: AnyNode) {
  if (source.type === 'LabeledStatement' && result.type === 'LabeledStatement') {
    if (!mayStandFor(result.label.name, source.label.name)) return undefined;
    const labels = paired([source.label.name], [result.label.name], pair.labels);
    const [was, is] = [fieldsOf(source)['body'], fieldsOf(result)['body']];
    return [{ ...pair, labels, source: was, result: is }];
  }
  if (source.type === 'BreakStatement' || source.type === 'ContinueStatement') {
    const { label } = result as typeof source;
    return isPaired(source.label?.name, label?.name, pair.labels) ? [] : undefined;
  }
  if (source.type !== 'PrivateIdentifier') return exportParts(pair, source, result);
  const { name } = result as typeof source;
  return isPaired(source.name, name, pair.privates) ? [] : undefined;
}

/** What is exported under which name is compared as text, the variable behind it as one. */
function exportParts(pair: Pair, source: AnyNode, result: AnyNode) {
  if (source.type !== 'ExportSpecifier') return 'as others';
  const other = result as typeof source;
  if (textOf(source.exported) !== textOf(other.exported)) return undefined;
  return [{ ...pair, source: source.local, result: other.local }];
}

function textOf(name: AnyNode): string {
  return name.type === 'Identifier' ? name.name : String((name as { value?: unknown }).value);
}

function paired(
  sources: readonly string[],
  results: readonly string[],
  outer: Paired | undefined,
): Paired {
  return {
    results: new Map(sources.map((name, at) => [name, results[at] ?? ''])),
    sources: new Map(results.map((name, at) => [name, sources[at] ?? ''])),
    outer,
  };
}

/** Two names mean the same where the nearest pair of either is the same pair. */
function isPaired(
  source: string | undefined,
  result: string | undefined,
  nearest: Paired | undefined,
): boolean {
  if (source === undefined || result === undefined) return source === result;
  for (let pairs = nearest; pairs !== undefined; pairs = pairs.outer) {
    const [to, from] = [pairs.results.get(source), pairs.sources.get(result)];
    if (to !== undefined || from !== undefined) return to === result && from === source;
  }
  return false;
}

function inClass(
  pair: Pair,
  source: ClassBody,
  result: ClassBody,
  { mayRenamePrivate }: NameRule,
): Pair | undefined {
  const [was, is] = [privateNames(source), privateNames(result)];
  if (was.length !== is.length) return undefined;
  const kept = mayRenamePrivate ? seenPrivateNames(source) : new Set(was);
  if (was.some((name, at) => kept.has(name) && name !== is[at])) return undefined;
  const privates = paired(was, is, pair.privates);
  const isOneToOne = was.every((name, at) => isPaired(name, is[at], privates));
  return isOneToOne ? { ...pair, privates } : undefined;
}

/** Methods, and functions without a name, are named by what they are assigned to. */
function seenPrivateNames({ body }: ClassBody): Set<string> {
  const seen = body.filter((member) => {
    if (member.type !== 'PropertyDefinition') return true;
    return member.value != null && isAnonymousFunction(member.value);
  });
  return new Set(privateNames({ body: seen } as ClassBody));
}

function privateNames({ body }: ClassBody): string[] {
  return body.flatMap((member) => {
    if (!('key' in member) || member.key.type !== 'PrivateIdentifier') return [];
    return [member.key.name];
  });
}

function nameOf(value: unknown): string {
  return isNode(value)
    ? value.type
    : Array.isArray(value)
      ? 'a list'
      : (JSON.stringify(value) ?? 'nothing');
}
