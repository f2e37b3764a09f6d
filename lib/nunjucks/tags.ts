// The tags of a template → nodes of Nunjucks: calls of the extension, or `set`s of its filter.
import { combineProblem } from '../convert/request.ts';
import { didYouMean } from '../core/closest.ts';
import { parsePath, splitCombination } from '../core/paths.ts';
import { CONTENT_KINDS } from '../minify/content-kind.ts';
import { kindProblem } from '../resolver/contents.ts';
import { contentOf, type ParsedBlock, parseBlock } from './body.ts';
import { withCombinations } from './literals.ts';
import { failAt, type ParsedTag, type ParseTools, parseTag } from './parse.ts';
import type { NunjucksNode } from './types.ts';

/** In compiled templates for ever. */
export const EXTENSION_NAME = 'Staticfile';
/** In compiled templates for ever. */
export const FILTER_NAME = '__staticfile';

const KEYWORDS = ['integrity'];
/** Tags with a body, and whether an argument may stand before it. */
const BLOCKS: ReadonlyMap<string, { takesKind: boolean }> = new Map(
  Object.entries({
    staticall: { takesKind: false },
    slimall: { takesKind: false },
    slimcontent: { takesKind: true },
  }),
);

export const TAG_NAMES: readonly string[] = ['staticfile', 'slimfile', ...BLOCKS.keys()];

/** Parses the tag that the parser stands at; `announce` is told of combinations. */
export function parseAnyTag(
  tools: ParseTools,
  template: string | null,
  announce: (path: string) => void,
): NunjucksNode {
  const block = BLOCKS.get(tools.parser.peekToken()?.value ?? '');
  if (block !== undefined) return blockNode(tools, template, parseBlock(tools, block.takesKind));
  const tag = parseTag(tools);
  checkKeywords(tag);
  const path = withCombinations(tools, tag.path, (each) => checkLiteral(tag, each, announce));
  const whole = { ...tag, path };
  return tag.target === undefined
    ? callNode(tools, template, whole)
    : setNode(tools, template, whole);
}

function checkKeywords(tag: ParsedTag): void {
  for (const { name, pair } of tag.keywords) {
    if (KEYWORDS.includes(name)) continue;
    failAt(tag.name, pair, `unknown keyword "${name}". ${didYouMean(name, KEYWORDS)}`);
  }
}

function checkLiteral(tag: ParsedTag, text: string, announce: (path: string) => void): void {
  const members = splitCombination(text);
  const problem = combineProblem(
    members.map((member) => parsePath(member).candidates[0] ?? member),
  );
  if (problem !== undefined) failAt(tag.name, tag.path, problem);
  if (members.length > 1) announce(text);
}

function callNode(tools: ParseTools, template: string | null, tag: ParsedTag): NunjucksNode {
  const { nodes } = tools;
  if (tag.keywords.length > 0) {
    failAt(tag.name, tag.path, `"${tag.keywords[0]?.name}" needs "as name"`);
  }
  const isLiteral = tag.path instanceof nodes.Literal;
  // Nunjucks drops `autoescape` from a node that it has to rebuild; it rebuilds none of literals
  const extension = { __name: EXTENSION_NAME, ...(isLiteral && { autoescape: false }) };
  const slim = isSlim(tag) ? [literal(tools, tag, true)] : [];
  const list = [...placeNodes(tools, template, tag), tag.path, ...slim];
  const args = new nodes.NodeList(tag.line, tag.column, list);
  return new nodes.CallExtension(extension, isLiteral ? 'runLiteral' : 'run', args, []);
}

/** Literally `{% set name = path | __staticfile %}`, so that scoping is that of `set`. */
function setNode(tools: ParseTools, template: string | null, tag: ParsedTag): NunjucksNode {
  const { nodes } = tools;
  const { line, column } = tag;
  const pairs = tag.keywords.map((keyword) => keyword.pair);
  if (isSlim(tag)) {
    const name = new nodes.Symbol(line, column, 'slim');
    pairs.push(new nodes.Pair(line, column, name, literal(tools, tag, true)));
  }
  if (tag.path instanceof nodes.Literal) {
    const name = new nodes.Symbol(line, column, 'literal');
    pairs.push(new nodes.Pair(line, column, name, literal(tools, tag, true)));
  }
  const keywords = pairs.length > 0 ? [new nodes.KeywordArgs(line, column, pairs)] : [];
  const list = [...placeNodes(tools, template, tag), tag.path, ...keywords];
  const filterName = new nodes.Symbol(line, column, FILTER_NAME);
  const args = new nodes.NodeList(line, column, list);
  const filter = new nodes.Filter(line, column, filterName, args);
  return new nodes.Set(line, column, tag.target ? [tag.target] : [], filter);
}

function blockNode(tools: ParseTools, template: string | null, block: ParsedBlock): NunjucksNode {
  const { nodes } = tools;
  const takesKind = block.name === 'slimcontent';
  const option = takesKind ? kindNode(tools, block) : literal(tools, block, isSlim(block));
  const list = [...placeNodes(tools, template, block), option];
  const args = new nodes.NodeList(block.line, block.column, list);
  const content = contentOf(nodes, [block.body]);
  const method = takesKind ? 'runContent' : 'runBlock';
  return new nodes.CallExtension({ __name: EXTENSION_NAME }, method, args, content);
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

function isSlim({ name }: { readonly name: string }): boolean {
  return name.startsWith('slim');
}
