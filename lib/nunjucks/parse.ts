// Parses what stands between the name of a tag and its end: a path, keywords, `as name`.
import { didYouMean } from '../core/closest.ts';
import { quote, StaticfileError } from '../errors.ts';
import { KEYWORD_NAMES, KEYWORDS } from './functions.ts';
import { TagError } from './position-error.ts';
import type {
  NunjucksLexer,
  NunjucksNode,
  NunjucksNodes,
  NunjucksParser,
  NunjucksToken,
} from './types.ts';

export interface ParsedTag {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly path: NunjucksNode;
  readonly keywords: readonly Keyword[];
  /** The variable of `as name`. */
  readonly target: NunjucksNode | undefined;
}

export interface Keyword {
  readonly name: string;
  readonly pair: NunjucksNode;
}

export interface ParseTools {
  readonly parser: NunjucksParser;
  readonly nodes: NunjucksNodes;
  readonly lexer: NunjucksLexer;
}

/** Parses `staticfile <expression> [name=<expression>]… [as <name>]` up to the end of the tag. */
export function parseTag(tools: ParseTools): ParsedTag {
  const { parser } = tools;
  const token = parser.nextToken();
  if (token === null) return parser.fail('expected a tag');
  const paths: NunjucksNode[] = [];
  const keywords: Keyword[] = [];
  let target: NunjucksNode | undefined;
  for (let next = peek(tools, token); !isEnd(tools, next); next = peek(tools, token)) {
    if (target !== undefined)
      return failAt(token.value, next, `unexpected ${tokenText(next)} after "as"`);
    if (next.type === tools.lexer.TOKEN_SYMBOL && next.value === 'as')
      target = parseTarget(tools, token);
    else parseArgument(tools, token, paths, keywords);
  }
  parser.advanceAfterBlockEnd(token.value);
  const { value: name, lineno: line, colno: column } = token;
  return { name, line, column, path: onePath(tools, token, paths), keywords, target };
}

function parseArgument(
  tools: ParseTools,
  tag: NunjucksToken,
  paths: NunjucksNode[],
  keywords: Keyword[],
): void {
  const { parser, nodes, lexer } = tools;
  const isFirst = paths.length + keywords.length === 0;
  const next = peek(tools, tag);
  if (next.type === lexer.TOKEN_COMMA && !isFirst) parser.nextToken();
  const value = parser.parseExpression();
  if (value instanceof nodes.Symbol && parser.skipValue(lexer.TOKEN_OPERATOR, '=')) {
    const pair = new nodes.Pair(value.lineno, value.colno, value, parser.parseExpression());
    keywords.push({ name: String(value.value), pair });
  } else if (keywords.length > 0) {
    failAt(tag.value, value, 'the path comes before keywords');
  } else paths.push(value);
}

function parseTarget(tools: ParseTools, tag: NunjucksToken): NunjucksNode {
  const { parser, nodes, lexer } = tools;
  const word = parser.nextToken();
  const name = parser.peekToken();
  if (name?.type !== lexer.TOKEN_SYMBOL) {
    return failAt(tag.value, word ?? tag, 'expected the name of a variable after "as"');
  }
  parser.nextToken();
  return new nodes.Symbol(name.lineno, name.colno, name.value);
}

function onePath(
  tools: ParseTools,
  tag: NunjucksToken,
  paths: readonly NunjucksNode[],
): NunjucksNode {
  const [path, second] = paths;
  if (path === undefined) return failAt(tag.value, tag, 'expected a path');
  if (second instanceof tools.nodes.Symbol && KEYWORD_NAMES.has(String(second.value))) {
    const name = String(second.value);
    return failAt(tag.value, second, `${quote(name)} needs a value: ${name}=true`);
  }
  if (second !== undefined) {
    return failAt(tag.value, second, 'expected one path; to combine files write "/a.js; /b.js"');
  }
  if (path instanceof tools.nodes.Literal && typeof path.value !== 'string') {
    const kind = path.value === null ? 'none' : typeof path.value;
    return failAt(tag.value, path, `expected a path, got ${kind}`);
  }
  return path;
}

function peek({ parser }: ParseTools, tag: NunjucksToken): NunjucksToken {
  const token = parser.peekToken();
  return token ?? failAt(tag.value, tag, 'the tag is not closed');
}

function isEnd({ lexer }: ParseTools, token: NunjucksToken): boolean {
  return token.type === lexer.TOKEN_BLOCK_END;
}

function tokenText(token: NunjucksToken): string {
  return JSON.stringify(token.value);
}

/** Fails the compilation at the position of a token or node; those count from 0. */
export function failAt(
  tagName: string,
  at: { readonly lineno: number; readonly colno: number },
  message: string,
): never {
  const error = new StaticfileError('ERR_STATICFILE_ARGUMENT', `${tagName}: ${message}`);
  throw new TagError(error, at.lineno + 1, at.colno + 1);
}

/** Fails the compilation for a keyword that the tag does not know. */
export function checkKeywords(tag: ParsedTag): void {
  const known = KEYWORDS.get(tag.name) ?? [];
  for (const { name, pair } of tag.keywords) {
    if (known.includes(name)) continue;
    failAt(tag.name, pair, `unknown keyword ${quote(name)}. ${didYouMean(name, known)}`);
  }
}

/** Returns the value of a keyword, `undefined` where it is left out. */
export function keywordOf({ keywords }: ParsedTag, name: string): NunjucksNode | undefined {
  return (keywords.find((each) => each.name === name)?.pair as { value?: NunjucksNode })?.value;
}
