// The tags of a template → nodes of Nunjucks: calls of the extension, or `set`s of its filter.
import { combineProblem } from '../convert/conversion.ts';
import { firstPath, splitCombination } from '../core/paths.ts';
import { CONTENT_KINDS } from '../minify/content-kind.ts';
import { kindProblem } from '../resolve/contents.ts';
import { inlineProblem } from '../resolve/inline-kind.ts';
import { contentOf, isAsynchronous, type ParsedBlock, parseBlock } from './body.ts';
import { KEYWORDS } from './functions.ts';
import type { LiteralTag } from './literal-run.ts';
import { asValue, withCombinations } from './literals.ts';
import {
  checkKeywords,
  failAt,
  keywordOf,
  type ParsedTag,
  type ParseTools,
  parseTag,
} from './parse.ts';
import type { NunjucksNode } from './types.ts';

/** In compiled templates for ever. */
export const EXTENSION_NAME = 'Staticfile';
/** In compiled templates for ever. */
export const FILTER_NAME = '__staticfile';

/** Tags with a body, and whether an argument may stand before it. */
const BLOCKS: ReadonlyMap<string, { takesKind: boolean }> = new Map(
  Object.entries({
    staticall: { takesKind: false },
    slimall: { takesKind: false },
    slimcontent: { takesKind: true },
  }),
);

export const TAG_NAMES: readonly string[] = [...KEYWORDS.keys(), ...BLOCKS.keys()];

/** Whoever parses a tag for an environment. */
export interface TagHost {
  /** Is told what each tag names, when its template is compiled. */
  readonly announce: (path: string, isSlim: boolean) => void;
  readonly takesAsynchronous?: boolean;
  readonly isAsynchronous?: (filter: string) => boolean;
  /** Is told of nodes that are nothing but a tag with a literal path. */
  readonly onLiteral?: (node: NunjucksNode, tag: LiteralTag) => void;
}

/** Parses the tag that the parser stands at. */
export function parseAnyTag(
  tools: ParseTools,
  template: string | null,
  host: TagHost,
): NunjucksNode {
  const { announce } = host;
  const block = BLOCKS.get(tools.parser.peekToken()?.value ?? '');
  if (block !== undefined) {
    return blockNode(tools, template, parseBlock(tools, block.takesKind), host);
  }
  const tag = parseTag(tools);
  checkKeywords(tag);
  const path = withCombinations(tools, tag.path, (each) => {
    checkLiteral(tag, each);
    announce(each, isSlim(tag));
  });
  const whole = { ...tag, path };
  if (tag.target !== undefined) return setNode(tools, template, whole);
  return isInline(tag)
    ? inlineNode(tools, template, whole)
    : callNode(tools, template, whole, host);
}

function checkLiteral(tag: ParsedTag, text: string): void {
  const members = splitCombination(text);
  const paths = () => members.map(firstPath);
  const problem = isInline(tag) ? inlineProblem(members) : combineProblem(paths());
  if (problem !== undefined) failAt(tag.name, tag.path, problem);
}

function callNode(
  tools: ParseTools,
  template: string | null,
  tag: ParsedTag,
  { onLiteral }: TagHost,
): NunjucksNode {
  const { nodes } = tools;
  if (keywordOf(tag, 'integrity')) failAt(tag.name, tag.path, '"integrity" needs "as name"');
  const absolute = keywordOf(tag, 'absolute');
  const isKnown = absolute === undefined || absolute instanceof nodes.Literal;
  const isLiteral = isKnown && tag.path instanceof nodes.Literal;
  const path = isLiteral ? tag.path : asValue(tools, tag.path);
  // Nunjucks drops `autoescape` from a node that it has to rebuild; it rebuilds none of literals
  const extension = { __name: EXTENSION_NAME, ...(isLiteral && { autoescape: false }) };
  const slim = isSlim(tag) || absolute ? [literal(tools, tag, isSlim(tag))] : [];
  const list = [
    ...placeNodes(tools, template, tag),
    path,
    ...slim,
    ...(absolute ? [absolute] : []),
  ];
  const args = new nodes.NodeList(tag.line, tag.column, list);
  const node = new nodes.CallExtension(extension, isLiteral ? 'runLiteral' : 'run', args, []);
  const { line, column } = tag;
  if (isLiteral && !absolute) {
    onLiteral?.(node, { line, column, path: String(tag.path.value), isSlim: isSlim(tag) });
  }
  return node;
}

function inlineNode(tools: ParseTools, template: string | null, tag: ParsedTag): NunjucksNode {
  const { nodes } = tools;
  const slim = keywordOf(tag, 'slim');
  const isLiteral = literal(tools, tag, tag.path instanceof nodes.Literal);
  const list = [...placeNodes(tools, template, tag), tag.path, isLiteral, ...(slim ? [slim] : [])];
  const args = new nodes.NodeList(tag.line, tag.column, list);
  return new nodes.CallExtension({ __name: EXTENSION_NAME }, 'runInline', args, []);
}

/** Literally `{% set name = path | __staticfile %}`, so that scoping is that of `set`. */
function setNode(tools: ParseTools, template: string | null, tag: ParsedTag): NunjucksNode {
  const { nodes } = tools;
  const { line, column } = tag;
  const pairs = tag.keywords.map((keyword) => keyword.pair);
  const isGiven = (keyword: string) => keywordOf(tag, keyword) !== undefined;
  const marks = {
    slim: isSlim(tag) || (isInline(tag) && !isGiven('slim')),
    inline: isInline(tag),
    literal: tag.path instanceof nodes.Literal,
  };
  for (const [mark, isSet] of Object.entries(marks)) {
    if (!isSet) continue;
    const name = new nodes.Symbol(line, column, mark);
    pairs.push(new nodes.Pair(line, column, name, literal(tools, tag, true)));
  }
  const keywords = pairs.length > 0 ? [new nodes.KeywordArgs(line, column, pairs)] : [];
  const list = [...placeNodes(tools, template, tag), tag.path, ...keywords];
  const filterName = new nodes.Symbol(line, column, FILTER_NAME);
  const args = new nodes.NodeList(line, column, list);
  const filter = new nodes.Filter(line, column, filterName, args);
  return new nodes.Set(line, column, tag.target ? [tag.target] : [], filter);
}

function blockNode(
  tools: ParseTools,
  template: string | null,
  block: ParsedBlock,
  { takesAsynchronous = false, isAsynchronous: isFilter = () => false }: TagHost,
): NunjucksNode {
  const { nodes } = tools;
  const takesKind = block.name === 'slimcontent';
  const option = takesKind ? kindNode(tools, block) : literal(tools, block, isSlim(block));
  const list = [...placeNodes(tools, template, block), option];
  const args = new nodes.NodeList(block.line, block.column, list);
  const content = contentOf(nodes, [block.body]);
  const method = takesKind ? 'runContent' : 'runBlock';
  const extension = { __name: EXTENSION_NAME };
  return takesAsynchronous && isAsynchronous(tools, block.body, isFilter)
    ? new nodes.CallExtensionAsync(extension, `${method}Later`, args, content)
    : new nodes.CallExtension(extension, method, args, content);
}

function kindNode(tools: ParseTools, block: ParsedBlock): NunjucksNode {
  const { kind } = block;
  if (kind === undefined) return literal(tools, block, null);
  const isKnown = CONTENT_KINDS.some((each) => each === kind.value);
  const isLiteral = kind instanceof tools.nodes.Literal;
  return isLiteral && !isKnown ? failAt(block.name, kind, kindProblem(kind.value)) : kind;
}

interface TagPosition {
  readonly line: number;
  readonly column: number;
}

function placeNodes(tools: ParseTools, template: string | null, tag: TagPosition): NunjucksNode[] {
  return [template, tag.line, tag.column].map((value) => literal(tools, tag, value));
}

function literal(
  { nodes }: ParseTools,
  { line, column }: TagPosition,
  value: unknown,
): NunjucksNode {
  return new nodes.Literal(line, column, value);
}

function isInline({ name }: { readonly name: string }): boolean {
  return name === 'inlinefile';
}

function isSlim({ name }: { readonly name: string }): boolean {
  return name.startsWith('slim');
}
