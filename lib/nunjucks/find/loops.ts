// Loops of templates: over lists that are known, each item in turn; over all else, any number of times.
import { type HtmlPart, mayHoldMembers } from '../../core/html/parts.ts';
import { choice, ONLY_A_RENDER } from './body-nodes.ts';
import { Frame } from './frame.ts';
import { eachBranch, repeated, type Scope, UNDEFINED } from './scope.ts';
import type { TreeNode } from './template-set.ts';
import {
  knownText,
  mayBeMarkup,
  textValue,
  unknownValue,
  type Value,
  type Values,
} from './values.ts';
import type { Walk } from './walk.ts';

/** Unrolled at most. */
const MOST_ITEMS = 64;

export function loopParts(node: TreeNode, scope: Scope, walk: Walk): HtmlPart[] {
  const values = walk.values(node['arr'] as TreeNode, scope);
  const frame = new Frame(scope.frame);
  const inside: Scope = { ...scope, frame, isBranch: true };
  const ways = values.map((value) => () => overValue(node, value, inside, walk));
  return choice(...eachBranch(inside, ways, walk.unset));
}

function overValue(node: TreeNode, value: Value, scope: Scope, walk: Walk): HtmlPart[] {
  const isNothing = value.kind === 'plain' || knownText(value) === '';
  const items = isNothing ? [] : itemsOf(value, namesOf(node));
  if (items === undefined) return overUnknown(node, value, scope, walk);
  if (items.length === 0) return walk.parts(node.else_, scope);
  return items.flatMap((item) => {
    for (const [name, values] of item) scope.frame.own(name, values);
    return walk.parts(node.body, scope);
  });
}

function namesOf({ name }: TreeNode): string[] {
  const names = name?.typename === 'Symbol' ? [name] : (name?.children ?? []);
  return names.map(({ value }) => String(value));
}

type Item = ReadonlyMap<string, Values>;

/** Lists what the variables of a loop are in turn; `undefined` where that is not known. */
function itemsOf(value: Value, names: readonly string[]): Item[] | undefined {
  const [first = '', second] = names;
  if (value.kind === 'list' && !value.changes.isChanged && value.items.length <= MOST_ITEMS) {
    const { items } = value;
    if (second === undefined) return items.map((values) => new Map([[first, values]]));
    const rows = items.map((values) => rowOf(values, names));
    return rows.every((row) => row !== undefined) ? rows : undefined;
  }
  if (value.kind === 'record' && !value.changes.isChanged && second !== undefined) {
    const entries = [...value.entries].slice(0, MOST_ITEMS + 1);
    const rows = entries.map(
      ([key, values]): Item =>
        new Map<string, Values>([
          [first, [textValue(key)]],
          [second, values],
        ]),
    );
    return rows.length <= MOST_ITEMS ? rows : undefined;
  }
  return undefined;
}

/** Several names take the items of a list. */
function rowOf([only, other]: Values, names: readonly string[]): Item | undefined {
  if (only?.kind !== 'list' || other !== undefined || only.changes.isChanged) return undefined;
  return new Map(names.map((name, at) => [name, only.items[at] ?? UNDEFINED]));
}

function overUnknown(node: TreeNode, value: Value, scope: Scope, walk: Walk): HtmlPart[] {
  const names = namesOf(node);
  const render = () => {
    for (const name of names) {
      const hole = walk.hole([name, node.lineno, node.colno]);
      scope.frame.own(name, [unknownValue(hole, mayBeMarkup(value))]);
    }
    return walk.parts(node.body, scope);
  };
  const otherwise = walk.parts(node.else_, scope);
  const once = repeated(scope, render, walk.unset);
  if (mayHoldMembers(once)) walk.noticeInBody(node, scope, ONLY_A_RENDER.loop);
  return choice(otherwise, once, [...once, ...once]);
}
