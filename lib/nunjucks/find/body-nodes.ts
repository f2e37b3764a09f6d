// Nodes of bodies, taken apart: what a loop runs over, what a macro is given, where block tags are.
import type { HtmlPart } from '../../core/html-parts.ts';
import { EXTENSION_NAME } from '../tags.ts';
import type { Bound } from './patterns.ts';
import { isNode } from './references.ts';
import type { TreeNode } from './template-set.ts';

/** A body in one of the ways that it is rendered. */
export interface FoundBody {
  readonly template: string;
  readonly line: number;
  readonly column: number;
  readonly isSlim: boolean;
  readonly parts: readonly HtmlPart[];
  readonly unknown: readonly UnknownPart[];
}

/** Something in a body that only a render knows. */
export interface UnknownPart {
  readonly template: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A tag of an extension. */
export interface TagNode {
  readonly args?: TreeNode;
  readonly prop?: string;
  readonly contentArgs?: readonly TreeNode[];
}

/** What is said of parts that no build can know. */
export const ONLY_A_RENDER = {
  value: 'Only a render knows what this value writes.',
  tag: 'Only a render knows what this tag writes.',
  loop: 'Only a render knows how often this loop writes its scripts or stylesheets.',
  within: 'Only a render knows what this tag within another one makes of scripts and stylesheets.',
} as const;

/** Unrolled at most. */
const MOST_ITEMS = 64;

/** Makes a choice of alternatives. */
export function choice(...alternatives: readonly (readonly HtmlPart[])[]): HtmlPart {
  return { alternatives };
}

/** Lists the texts of an array that stands in the template. */
export function itemsOf(array: TreeNode | undefined): readonly string[] | undefined {
  const { typename, children = [] } = array ?? {};
  if (typename !== 'Array' || children.length > MOST_ITEMS) return undefined;
  const texts = children.flatMap(({ typename: kind, value }) =>
    kind === 'Literal' && typeof value === 'string' ? value : [],
  );
  return texts.length === children.length ? texts : undefined;
}

/** Binds the arguments of a macro that are texts. */
export function argumentsOf(macro: TreeNode, given: readonly TreeNode[]): Bound {
  const names = (macro.args?.children ?? []).filter(({ typename }) => typename === 'Symbol');
  return new Map(
    names.flatMap(({ value: name }, at): [string, string][] => {
      const { typename, value } = given[at] ?? {};
      return typename === 'Literal' && typeof value === 'string' ? [[String(name), value]] : [];
    }),
  );
}

/** Finds what `caller()` renders for a call. */
export function callerIn(given: readonly TreeNode[]): TreeNode | undefined {
  const pairs = given.find(({ typename }) => typename === 'KeywordArgs')?.children ?? [];
  const caller = pairs
    .map(({ value }) => value as TreeNode)
    .find((each) => each?.typename === 'Caller');
  return caller?.body ?? undefined;
}

/** Finds the outermost block tags of ours. */
export function* blockTagsIn(value: unknown): Generator<TreeNode> {
  if (Array.isArray(value)) {
    for (const each of value) yield* blockTagsIn(each);
  } else if (isNode(value)) {
    const node = value as TreeNode;
    if (node['extName'] === EXTENSION_NAME && node['prop'] === 'runBlock') yield node;
    else for (const field of Object.values(node)) yield* blockTagsIn(field);
  }
}
