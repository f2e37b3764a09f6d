// What a template asks for: the arguments of its tags, filters and functions, and its block tags.
import { EXTENSION_NAME, FILTER_NAME } from '../tags.ts';
import { type Possible, possibleInTag, possibleValues } from './patterns.ts';
import type { TreeNode } from './template-set.ts';
import type { Values } from './values.ts';

/** Something that a template asks for, with its place; lines and columns count from 1. */
export type TemplateReference = {
  readonly line: number;
  readonly column: number;
  readonly isSlim: boolean;
} & (
  | ({ readonly kind: 'file' } & Possible)
  /** Its content is wanted, not its URL. */
  | ({ readonly kind: 'inline' } & Possible)
  /** A body; `undefined` where only a render knows it. */
  | { readonly kind: 'block' | 'content'; readonly text: string | undefined }
);

type TemplatePlace = Pick<TemplateReference, 'line' | 'column'>;

/** Returns what one of our tags asks for; its own arguments are template, line, column, and what it is about. */
export function tagReference(
  { args, prop, contentArgs, extName }: TreeNode,
  values: Values,
): TemplateReference | undefined {
  const [, line, column, argument, slim, inlineSlim] = args?.children ?? [];
  if (argument === undefined || extName !== EXTENSION_NAME) return undefined;
  const place = placeIn(line, column);
  const [body] = (contentArgs ?? []) as readonly TreeNode[];
  if (String(prop).startsWith('runBlock')) {
    return { kind: 'block', ...place, isSlim: argument.value === true, text: textOf(body) };
  }
  if (String(prop).startsWith('runContent')) {
    return { kind: 'content', ...place, isSlim: true, text: textOf(body) };
  }
  if (prop === 'runInline') {
    const isSlim = inlineSlim === undefined || inlineSlim.value !== false;
    return { kind: 'inline', ...place, isSlim, ...possibleValues(values) };
  }
  return {
    kind: 'file',
    ...place,
    isSlim: slim?.value === true,
    ...possibleInTag(argument, values),
  };
}

/** The same of a filter: `path | staticfile`, or what `as name` is made of. */
export function filterReference(node: TreeNode, values: Values): TemplateReference | undefined {
  const name = String(node.name?.value);
  if (name !== FILTER_NAME) return fileReference(node, values, false);
  const [, line, column, argument, keywords] = node.args?.children ?? [];
  if (argument === undefined) return undefined;
  const common = { ...placeIn(line, column), isSlim: keywordIn(keywords, 'slim') };
  return keywordIn(keywords, 'inline')
    ? { kind: 'inline', ...common, ...possibleValues(values) }
    : { kind: 'file', ...common, ...possibleInTag(argument, values) };
}

/** The same of a call. */
export function fileReference(node: TreeNode, values: Values, isSlim: boolean): TemplateReference {
  const place = { line: node.lineno + 1, column: node.colno + 1 };
  return { kind: 'file', ...place, isSlim, ...possibleValues(values) };
}

function placeIn(line: TreeNode | undefined, column: TreeNode | undefined): TemplatePlace {
  return { line: Number(line?.value) + 1, column: Number(column?.value) + 1 };
}

/** Checks whether a keyword is given, and not as `false`. */
function keywordIn(keywords: TreeNode | undefined, name: string): boolean {
  type Pair = { readonly key?: { value?: unknown }; readonly value?: { value?: unknown } };
  const pairs = (keywords?.children ?? []) as readonly Pair[];
  return pairs.some(({ key, value }) => key?.value === name && value?.value !== false);
}

/** The text of a body that is nothing but markup. */
function textOf(body: TreeNode | undefined): string | undefined {
  const outputs = body?.children ?? [];
  const pieces = outputs.flatMap((output) =>
    output.typename === 'Output' ? output.children : [output],
  );
  const isText = pieces.every((piece) => piece?.typename === 'TemplateData');
  return isText ? pieces.map((piece) => String(piece?.value)).join('') : undefined;
}
