// What expressions of templates can be: a small, bounded evaluation over Nunjucks' trees.
import { call } from './calls.ts';
import { filter } from './filter-values.ts';
import { lookUp, type Scope, UNDEFINED } from './scope.ts';
import { isNode, type TreeNode } from './template-set.ts';
import { joined } from './text-values.ts';
import {
  combinations,
  knownText,
  listValue,
  mayBeMarkup,
  plainValue,
  recordValue,
  textValue,
  unite,
  unknownValue,
  type Value,
  type Values,
} from './values.ts';
import type { Walk } from './walk.ts';

/** Lists what an expression can be, and renders all that stands in it. */
export function evaluate(node: TreeNode, scope: Scope, walk: Walk): Values {
  const { typename, value, children = [], body, else_ } = node;
  const of = (each: unknown) => walk.values(each as TreeNode, scope);
  switch (typename) {
    case 'Literal':
    case 'TemplateData':
      return [literal(node, walk)];
    case 'Symbol':
      return symbol(String(value), scope, walk);
    case 'Group':
      return children.map(of).at(-1) ?? UNDEFINED;
    case 'Array':
      return [listValue(children.map(of))];
    case 'Dict':
      return [recordValue(new Map(children.map((pair) => [keyOf(pair), of(pair.value)])))];
    case 'InlineIf':
      of(node['cond']);
      return unite(of(body), else_ ? of(else_) : [textValue('')]);
    case 'LookupVal':
      return members(node, of(node['target']), of(node['val']), walk);
    case 'FunCall':
      return call(node, scope, walk);
    case 'Filter':
    case 'FilterAsync':
      return filter(node, scope, walk);
    case 'Capture':
      return [{ kind: 'markup', parts: walk.parts(body, scope), isSafe: false }];
    case 'Caller': {
      const { template, line, context, frame: around, open } = scope;
      return [{ kind: 'macro', node, template, line, context, around, open }];
    }
    case 'CallExtension':
    case 'CallExtensionAsync':
      return [{ kind: 'markup', parts: walk.parts(node, scope), isSafe: true }];
    default:
      return operation(node, of, walk);
  }
}

function operation(node: TreeNode, of: (each: unknown) => Values, walk: Walk): Values {
  const { typename, left, right } = node;
  switch (typename) {
    case 'Add':
    case 'Concat':
      return joined([of(left), of(right)], typename === 'Add', () => walk.hole(node));
    case 'Or':
      return unite(of(left), of(right));
    case 'And':
      return and(of(left), of(right));
    default:
      eachExpression(node, of);
      return [unknownValue(walk.hole(node))];
  }
}

function literal(node: TreeNode, walk: Walk): Value {
  const { value } = node;
  if (typeof value === 'string') return textValue(value);
  const isPlain = typeof value === 'number' || typeof value === 'boolean' || value === null;
  return isPlain ? plainValue(value) : unknownValue(walk.hole(node));
}

/** What stands in operators of any kind. */
function eachExpression(node: TreeNode, of: (each: TreeNode) => unknown): void {
  for (const field of Object.values(node)) {
    for (const each of [field].flat()) if (isNode(each)) of(each as TreeNode);
  }
}

function keyOf({ key }: TreeNode): string {
  return String((key as TreeNode | undefined)?.value);
}

function symbol(name: string, scope: Scope, walk: Walk): Values {
  const known = lookUp(scope, name);
  if (known !== undefined) return known;
  if (name === 'staticfile' || name === 'slimfile') {
    return [{ kind: 'function', isSlim: name === 'slimfile' }];
  }
  return [unknownValue(walk.hole(name))];
}

/** A left side that is true gives the right one; what it is else names no file. */
function and(left: Values, right: Values): Values {
  const isFalse = (value: Value) => value.kind === 'plain' && !value.value;
  const falsy = left.flatMap((value): Value[] => {
    if (value.kind === 'unknown') return [plainValue(undefined)];
    return isFalse(value) || knownText(value) === '' ? [value] : [];
  });
  return unite(falsy, right);
}

function members(node: TreeNode, targets: Values, keys: Values, walk: Walk): Values {
  const each = combinations<Value>([targets, keys]);
  const unknown = (isOpen: boolean) => [unknownValue(walk.hole(node), isOpen)];
  if (each === undefined) return unknown(targets.some(mayBeMarkup));
  return unite(
    ...each.map(([target, key]) => memberOf(target as Value, key as Value) ?? unknown(false)),
  );
}

/** Lists what a member can be; `undefined` where that is not known. */
function memberOf(target: Value, key: Value): Values | undefined {
  if (target.kind !== 'list' && target.kind !== 'record') return undefined;
  const all = target.kind === 'list' ? target.items : [...target.entries.values()];
  if (target.changes.isChanged) {
    return all.flat().some(mayBeMarkup) ? [unknownValue(CHANGED, true)] : undefined;
  }
  const name = knownText(key);
  if (name === undefined) return unite(...all, UNDEFINED);
  if (target.kind === 'record') return target.entries.get(name) ?? UNDEFINED;
  if (name === 'length') return [plainValue(all.length)];
  return /^\d+$/.test(name) ? (target.items[Number(name)] ?? UNDEFINED) : undefined;
}

const CHANGED = 'an item of a list that was changed';
