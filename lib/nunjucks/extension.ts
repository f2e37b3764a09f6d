// The Nunjucks extension: its tags become calls of `run`, or `set`s of the filter `__staticfile`.
import { combineProblem } from '../convert/request.ts';
import { didYouMean } from '../core/closest.ts';
import { isForeignUrl, parsePath, splitCombination } from '../core/paths.ts';
import { isStaticfileError } from '../errors.ts';
import type { Place } from '../resolver/argument.ts';
import type { StaticfileUrl } from '../resolver/integrity.ts';
import { type Body, contentOf, parseBlock, readBody } from './body.ts';
import { escapeHtml } from './escape.ts';
import { failAt, type ParsedTag, type ParseTools, parseTag } from './parse.ts';
import { TagError } from './position-error.ts';
import type { TemplateNames } from './template-names.ts';
import type {
  NunjucksContext,
  NunjucksLexer,
  NunjucksNode,
  NunjucksNodes,
  NunjucksParser,
} from './types.ts';

/** In compiled templates for ever. */
export const EXTENSION_NAME = 'Staticfile';
/** In compiled templates for ever. */
export const FILTER_NAME = '__staticfile';

/** What the tags are made of: the functions of the package. */
export interface TagFunctions {
  /** Answers a string, or with `integrity` a String object. */
  readonly staticfile: (
    path: unknown,
    options: TagOptions,
    place?: Place,
  ) => string | StaticfileUrl;
  /** Rewrites the HTML of a body. */
  readonly staticall: (html: string, place: Place) => string;
  /** Answers the URL of a path at once where nothing can have changed it. */
  readonly finalUrl: (path: unknown) => string | undefined;
  /** Notes a combination that a template names. */
  readonly announce: (path: string) => void;
}

export interface TagOptions {
  readonly integrity: boolean;
}

/** Makes a value that autoescape leaves alone, with the environment's own class. */
export type MarkSafe = (html: string) => unknown;

const KEYWORDS = ['integrity'];
/** Tags with a body. */
const BLOCKS = ['staticall'];

export class StaticfileExtension {
  readonly tags: readonly string[] = ['staticfile', ...BLOCKS];
  readonly #functions: TagFunctions;
  readonly names: TemplateNames;
  readonly #markSafe: MarkSafe;

  constructor(functions: TagFunctions, names: TemplateNames, markSafe: MarkSafe) {
    this.#functions = functions;
    this.names = names;
    this.#markSafe = markSafe;
  }

  /** Called by Nunjucks for each tag of a template that is compiled. */
  parse(parser: NunjucksParser, nodes: NunjucksNodes, lexer: NunjucksLexer): NunjucksNode {
    const tools: ParseTools = { parser, nodes, lexer };
    if (BLOCKS.includes(parser.peekToken()?.value ?? '')) return this.#blockNode(tools);
    const tag = parseTag(tools);
    checkKeywords(tag);
    if (tag.path instanceof nodes.Literal) this.#checkLiteral(tag, String(tag.path.value));
    return tag.target === undefined ? this.#callNode(tools, tag) : this.#setNode(tools, tag);
  }

  /** Called by a compiled template: answers the URL, escaped where autoescape is on. */
  run(
    context: NunjucksContext,
    template: string | null,
    line: number,
    column: number,
    path: unknown,
  ): unknown {
    const html = this.runLiteral(context, template, line, column, path);
    return context.env.opts.autoescape ? this.#markSafe(html) : html;
  }

  /** The same for a path that stands in the template: its node says that nothing is to be escaped. */
  runLiteral(
    context: NunjucksContext,
    template: string | null,
    line: number,
    column: number,
    path: unknown,
  ): string {
    const url = this.#functions.finalUrl(path) ?? String(this.value(template, line, column, path));
    return context.env.opts.autoescape ? escapeHtml(url) : url;
  }

  /** Called by a compiled template through the filter, for `as name`: answers the raw URL. */
  value(
    template: string | null,
    line: number,
    column: number,
    path: unknown,
    keywords?: { integrity?: unknown },
  ): string | StaticfileUrl {
    const place = { template: template ?? undefined, line: line + 1, column: column + 1 };
    try {
      return this.#functions.staticfile(path, { integrity: Boolean(keywords?.integrity) }, place);
    } catch (error) {
      throw new TagError(error, place.line, place.column);
    }
  }

  /** Called by a compiled template for a tag with a body: answers the body's HTML, rewritten. */
  runBlock(
    context: NunjucksContext,
    template: string | null,
    line: number,
    column: number,
    body: Body,
  ): unknown {
    const place = { template: template ?? undefined, line: line + 1, column: column + 1 };
    try {
      const html = this.#functions.staticall(readBody(body), place);
      return context.env.opts.autoescape ? this.#markSafe(html) : html;
    } catch (error) {
      // what fails inside the body brings its own position
      const isPlaced = !isStaticfileError(error) || error instanceof TagError;
      throw isPlaced ? error : new TagError(error, place.line, place.column);
    }
  }

  #checkLiteral(tag: ParsedTag, text: string): void {
    if (isForeignUrl(text)) return;
    const members = splitCombination(text);
    const problem = combineProblem(
      members.map((member) => parsePath(member).candidates[0] ?? member),
    );
    if (problem !== undefined) failAt(tag.name, tag.path, problem);
    if (members.length > 1) this.#functions.announce(text);
  }

  #callNode(tools: ParseTools, tag: ParsedTag): NunjucksNode {
    const { nodes } = tools;
    if (tag.keywords.length > 0) {
      failAt(tag.name, tag.path, `"${tag.keywords[0]?.name}" needs "as name"`);
    }
    const isLiteral = tag.path instanceof nodes.Literal;
    // Nunjucks drops `autoescape` from a node that it has to rebuild; it rebuilds none of literals
    const extension = { __name: EXTENSION_NAME, ...(isLiteral && { autoescape: false }) };
    const args = this.#argumentsNode(tools, tag);
    return new nodes.CallExtension(extension, isLiteral ? 'runLiteral' : 'run', args, []);
  }

  #blockNode(tools: ParseTools): NunjucksNode {
    const { nodes } = tools;
    const block = parseBlock(tools);
    const args = new nodes.NodeList(block.line, block.column, this.#placeNodes(tools, block));
    const content = contentOf(nodes, [block.body]);
    return new nodes.CallExtension({ __name: EXTENSION_NAME }, 'runBlock', args, content);
  }

  /** Literally `{% set name = path | __staticfile %}`, so that scoping is that of `set`. */
  #setNode(tools: ParseTools, tag: ParsedTag): NunjucksNode {
    const { nodes } = tools;
    const filterName = new nodes.Symbol(tag.line, tag.column, FILTER_NAME);
    const args = this.#argumentsNode(tools, tag);
    const filter = new nodes.Filter(tag.line, tag.column, filterName, args);
    return new nodes.Set(tag.line, tag.column, tag.target ? [tag.target] : [], filter);
  }

  #placeNodes({ parser, nodes }: ParseTools, { line, column }: TagPosition): NunjucksNode[] {
    const template = this.names.nameOf(parser.tokens.str) ?? null;
    return [template, line, column].map((value) => new nodes.Literal(line, column, value));
  }

  #argumentsNode(tools: ParseTools, tag: ParsedTag): NunjucksNode {
    const { nodes } = tools;
    const { line, column } = tag;
    const literals = this.#placeNodes(tools, tag);
    const pairs = tag.keywords.map((keyword) => keyword.pair);
    const keywords = pairs.length > 0 ? [new nodes.KeywordArgs(line, column, pairs)] : [];
    return new nodes.NodeList(line, column, [...literals, tag.path, ...keywords]);
  }
}

interface TagPosition {
  readonly line: number;
  readonly column: number;
}

function checkKeywords(tag: ParsedTag): void {
  for (const { name, pair } of tag.keywords) {
    if (KEYWORDS.includes(name)) continue;
    failAt(tag.name, pair, `unknown keyword "${name}". ${didYouMean(name, KEYWORDS)}`);
  }
}
