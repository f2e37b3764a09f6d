// What a template asks for: the arguments of its tags, filters and functions, and its block tags.
import { EXTENSION_NAME, FILTER_NAME } from '../tags.ts';
import type { NunjucksNode } from '../types.ts';
import { type Possible, possibleInTag, possibleValues } from './patterns.ts';

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

interface AnyNode extends NunjucksNode {
  readonly typename?: string;
  readonly name?: AnyNode & { readonly value?: unknown };
  readonly args?: { readonly children: readonly AnyNode[] };
  readonly extName?: string;
  readonly prop?: string;
  readonly contentArgs?: readonly AnyNode[];
  readonly children?: readonly AnyNode[];
}

const FUNCTIONS: ReadonlyMap<string, boolean> = new Map(
  Object.entries({ staticfile: false, slimfile: true }),
);

/** Finds all that the tree of a template asks for. */
export function findReferences(root: NunjucksNode): TemplateReference[] {
  const found: TemplateReference[] = [];
  walk(root, (node) => {
    const reference = referenceOf(node as AnyNode);
    if (reference !== undefined) found.push(reference);
  });
  return found;
}

/** Bodies, cases and the content of extensions are all fields of nodes, or in lists of them. */
function walk(value: unknown, visit: (node: NunjucksNode) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, visit);
    return;
  }
  if (!isNode(value)) return;
  visit(value);
  for (const field of Object.values(value)) walk(field, visit);
}

/** Checks whether a value of a tree is a node. */
export function isNode(value: unknown): value is NunjucksNode {
  return typeof value === 'object' && value !== null && 'typename' in value;
}

function referenceOf(node: AnyNode): TemplateReference | undefined {
  const { typename, extName } = node;
  if (extName === EXTENSION_NAME) return ofTag(node);
  const name = String(node.name?.value ?? '');
  if (typename === 'Filter' && name === FILTER_NAME) return ofFilter(node);
  const isFilter = typename === 'Filter' && name === 'staticfile';
  const isCall = typename === 'FunCall' && node.name?.typename === 'Symbol' && FUNCTIONS.has(name);
  const [argument] = node.args?.children ?? [];
  if (!(isFilter || isCall) || argument === undefined) return undefined;
  return ofFile(argument, placeOf(node), FUNCTIONS.get(name) ?? false);
}

/** The arguments that our own tags write: template, line, column, and what they are about. */
function ofTag({ args, prop, contentArgs }: AnyNode): TemplateReference | undefined {
  const [, line, column, argument, slim, inlineSlim] = args?.children ?? [];
  const place = { line: Number(line?.value) + 1, column: Number(column?.value) + 1 };
  if (argument === undefined) return undefined;
  if (prop === 'runBlock') {
    return {
      kind: 'block',
      ...place,
      isSlim: argument.value === true,
      text: textOf(contentArgs?.[0]),
    };
  }
  if (prop === 'runContent') {
    return { kind: 'content', ...place, isSlim: true, text: textOf(contentArgs?.[0]) };
  }
  if (prop === 'runInline') {
    const isSlim = inlineSlim === undefined || inlineSlim.value !== false;
    return { ...ofFile(argument, place, isSlim), kind: 'inline', ...possibleValues(argument) };
  }
  return { ...ofFile(argument, place, slim?.value === true), ...possibleInTag(argument) };
}

/** `as name`: the filter's arguments are those of the tag. */
function ofFilter({ args }: AnyNode): TemplateReference | undefined {
  const [, line, column, argument, keywords] = args?.children ?? [];
  if (argument === undefined) return undefined;
  const place = { line: Number(line?.value) + 1, column: Number(column?.value) + 1 };
  const isSlim = keywordIn(keywords, 'slim');
  if (keywordIn(keywords, 'inline')) {
    return { ...ofFile(argument, place, isSlim), kind: 'inline', ...possibleValues(argument) };
  }
  return { ...ofFile(argument, place, isSlim), ...possibleInTag(argument) };
}

/** Checks whether a keyword is given, and not as `false`. */
function keywordIn(keywords: AnyNode | undefined, name: string): boolean {
  type Pair = { readonly key?: { value?: unknown }; readonly value?: { value?: unknown } };
  const pairs = (keywords?.children ?? []) as readonly Pair[];
  return pairs.some(({ key, value }) => key?.value === name && value?.value !== false);
}

type TemplatePlace = Pick<TemplateReference, 'line' | 'column'>;

function ofFile(
  argument: NunjucksNode,
  place: TemplatePlace,
  isSlim: boolean,
): TemplateReference & Possible {
  return { kind: 'file', ...place, isSlim, ...possibleValues(argument) };
}

function placeOf({ lineno, colno }: NunjucksNode): TemplatePlace {
  return { line: lineno + 1, column: colno + 1 };
}

/** The text of a body that is nothing but markup. */
function textOf(body: AnyNode | undefined): string | undefined {
  const outputs = body?.children ?? [];
  const pieces = outputs.flatMap((output) =>
    output.typename === 'Output' ? output.children : [output],
  );
  const isText = pieces.every((piece) => piece?.typename === 'TemplateData');
  return isText ? pieces.map((piece) => String(piece?.value)).join('') : undefined;
}
