// What calls in templates answer: of our functions, of macros, and of all else.
import { ONLY_A_RENDER } from './body-nodes.ts';
import { Frame } from './frame.ts';
import { fileReference } from './references.ts';
import { MOST_OPEN, type Scope, UNDEFINED } from './scope.ts';
import type { TreeNode } from './template-set.ts';
import {
  holdsFunction,
  listValue,
  type MacroValue,
  OURS,
  plainValue,
  textValue,
  unite,
  unknownValue,
  type Value,
  type Values,
} from './values.ts';
import type { Walk } from './walk.ts';

interface Given {
  readonly positional: readonly Values[];
  readonly keywords: ReadonlyMap<string, Values>;
}

export function call(node: TreeNode, scope: Scope, walk: Walk): Values {
  if (isNamed(node, 'super')) {
    return [{ kind: 'markup', parts: superParts(scope, walk), isSafe: true }];
  }
  const given = givenIn(node.args?.children ?? [], scope, walk);
  const callees = walk.values(node.name, scope);
  return unite(...callees.map((callee) => callOne(callee, given, node, scope, walk)));
}

function isNamed({ name }: TreeNode, wanted: string): boolean {
  return name?.typename === 'Symbol' && name.value === wanted;
}

function superParts(scope: Scope, walk: Walk) {
  const [first, ...under] = scope.block?.under ?? [];
  if (first === undefined || scope.open.length > MOST_OPEN) return [];
  const { template, node } = first;
  return walk.parts(node.body, { ...scope, template, block: { under } });
}

function givenIn(nodes: readonly TreeNode[], scope: Scope, walk: Walk): Given {
  const isKeywords = ({ typename }: TreeNode) => typename === 'KeywordArgs';
  const pairs = nodes.filter(isKeywords).flatMap(({ children = [] }) => children);
  return {
    positional: nodes.filter((each) => !isKeywords(each)).map((each) => walk.values(each, scope)),
    keywords: new Map(
      pairs.map(({ key, value }) => [
        String((key as TreeNode).value),
        walk.values(value as TreeNode, scope),
      ]),
    ),
  };
}

function callOne(callee: Value, given: Given, node: TreeNode, scope: Scope, walk: Walk): Values {
  if (callee.kind === 'function') {
    const [argument] = given.positional;
    if (argument !== undefined) walk.refer(fileReference(node, argument, callee.isSlim), scope);
    return [textValue(OURS)];
  }
  if (callee.kind === 'macro') return callMacro(callee, given, node, scope, walk);
  const values = [...given.positional, ...given.keywords.values()].flat();
  if (isNamed(node, 'range')) return [rangeOf(given.positional) ?? unknownValue(walk.hole(node))];
  if (values.some(holdsFunction)) walk.notice(node, scope, ONLY_A_RENDER.function);
  noteChanges(node, scope, walk);
  return [unknownValue(walk.hole(node), true)];
}

const CHANGING: ReadonlySet<string> = new Set(
  'push unshift splice pop shift sort reverse fill copyWithin'.split(' '),
);

/** A method of a list may change it. */
function noteChanges({ name }: TreeNode, scope: Scope, walk: Walk): void {
  const { typename, target, val } = (name ?? {}) as { [field: string]: TreeNode | undefined };
  if (String(typename) !== 'LookupVal' || !CHANGING.has(String(val?.value))) return;
  for (const value of walk.values(target, scope)) {
    if (value.kind === 'list' || value.kind === 'record') value.changes.isChanged = true;
  }
}

const MOST_NUMBERS = 64;

function rangeOf(given: readonly Values[]): Value | undefined {
  const numbers = given.map(([first, other]) => {
    const isNumber = first?.kind === 'plain' && other === undefined;
    return isNumber ? Number(first.value) : Number.NaN;
  });
  const [start = 0, stop = start, step = 1] = numbers.length === 1 ? [0, ...numbers] : numbers;
  const count = Math.ceil((stop - start) / step);
  if (numbers.length === 0 || !(count <= MOST_NUMBERS)) return undefined;
  const length = Math.max(0, count);
  return listValue(Array.from({ length }, (_, at) => [plainValue(start + at * step)]));
}

function callMacro(
  macro: MacroValue,
  given: Given,
  call: TreeNode,
  scope: Scope,
  walk: Walk,
): Values {
  const { node, template, line, context, around, open: outer = scope.open } = macro;
  if (outer.includes(node) || outer.length > MOST_OPEN) {
    walk.noticeInBody(call, scope, ONLY_A_RENDER.circle);
    return [unknownValue(walk.hole(call), true)];
  }
  const frame = new Frame(around, { isIsolated: true });
  const open = [...outer, node];
  const inside: Scope = { template, line, context, frame, open };
  bind(node.args?.children ?? [], given, inside, walk);
  if (node.body) walk.entered(node.body);
  return [{ kind: 'markup', parts: walk.parts(node.body, inside), isSafe: true }];
}

/** Binds arguments as Nunjucks does: what is too much stands for the first defaults. */
function bind(
  declared: readonly TreeNode[],
  { positional, keywords }: Given,
  scope: Scope,
  walk: Walk,
): void {
  const { frame } = scope;
  const names = declared.filter(({ typename }) => typename === 'Symbol');
  const caller = keywords.get('caller');
  if (caller !== undefined) frame.own('caller', caller);
  for (const [at, { value: name }] of names.entries()) {
    frame.own(String(name), positional[at] ?? keywords.get(String(name)) ?? UNDEFINED);
  }
  const defaults = declared.flatMap(({ typename, children = [] }) =>
    typename === 'Symbol' ? [] : children,
  );
  for (const [at, { key, value }] of defaults.entries()) {
    const name = String((key as TreeNode).value);
    const values = positional[names.length + at] ?? keywords.get(name);
    frame.own(name, values ?? walk.values(value as TreeNode, scope));
  }
}
