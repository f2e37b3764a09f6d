// What filters of templates answer.
import { FILTER_NAME } from '../tags.ts';
import { ONLY_A_RENDER } from './body-nodes.ts';
import { filtered } from './filters.ts';
import { filterReference } from './references.ts';
import type { Scope } from './scope.ts';
import type { TreeNode } from './template-set.ts';
import {
  combinations,
  holdsFunction,
  mayBeMarkup,
  OURS,
  textValue,
  unite,
  unknownValue,
  type Value,
  type Values,
} from './values.ts';
import type { Walk } from './walk.ts';

/** Filters of Nunjucks whose results are not escaped. */
const MARKUP_FILTERS: ReadonlySet<string> = new Set('nl2br urlize dump indent replace'.split(' '));

export function filter(node: TreeNode, scope: Scope, walk: Walk): Values {
  const name = String(node.name?.value);
  const given = (node.args?.children ?? []).map((each) => walk.values(each, scope));
  if (name === FILTER_NAME || name === 'staticfile') {
    const argument = given[name === FILTER_NAME ? 3 : 0];
    const reference = argument && filterReference(node, argument);
    if (reference !== undefined) walk.refer(reference, scope);
    return [textValue(OURS)];
  }
  const [values = [], ...others] = given;
  if (name === 'default' || name === 'd') return defaulted(values, others);
  if (name === 'safe') return values.map((value) => safe(value, walk));
  return otherFilter(name, given, node, scope, walk);
}

function defaulted(values: Values, [others = [], booleans = []]: readonly Values[]): Values {
  const takesFalse = booleans.length > 0;
  const isLeft = (value: Value) =>
    value.kind === 'plain' && (value.value === undefined || (takesFalse && !value.value));
  const isEmpty = (value: Value) => takesFalse && value.kind === 'text' && value.text === '';
  const kept = values.filter((value) => !isLeft(value) && !isEmpty(value));
  const isSure = kept.length === values.length && kept.every(({ kind }) => kind !== 'unknown');
  return isSure ? kept : unite(kept, others);
}

function safe(value: Value, walk: Walk): Value {
  switch (value.kind) {
    case 'text':
    case 'markup':
      return { ...value, isSafe: true };
    case 'plain':
      return value;
    default:
      return unknownValue(walk.hole(value.kind === 'unknown' ? value.hole : value.kind), true);
  }
}

function otherFilter(
  name: string,
  given: readonly Values[],
  node: TreeNode,
  scope: Scope,
  walk: Walk,
): Values {
  const isOpen = MARKUP_FILTERS.has(name) || given.flat().some(mayBeMarkup);
  const unknown = unknownValue(walk.hole(node), isOpen);
  if (given.flat().some(holdsFunction)) walk.notice(node, scope, ONLY_A_RENDER.function);
  const each = combinations<Value>(given) ?? [];
  if (each.length === 0) return [unknown];
  return unite(each.map((values) => filtered(walk.filters, name, values) ?? unknown));
}
