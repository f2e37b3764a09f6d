// The Nunjucks extension: what its tags mean when a template is compiled, and when it runs.
import { isStaticfileError } from '../errors.ts';
import type { Place, TextOrigin } from '../resolver/argument.ts';
import type { StaticfileUrl } from '../resolver/integrity.ts';
import { type Body, readBody } from './body.ts';
import { escapeHtml } from './escape.ts';
import type { ParseTools } from './parse.ts';
import { TagError } from './position-error.ts';
import { parseAnyTag, TAG_NAMES } from './tags.ts';
import type { TemplateNames } from './template-names.ts';
import type {
  NunjucksContext,
  NunjucksLexer,
  NunjucksNode,
  NunjucksNodes,
  NunjucksParser,
} from './types.ts';

/** What the tags are made of: the functions of the package. */
export interface TagFunctions {
  /** Answers a string, or with `integrity` a String object. */
  readonly file: (path: unknown, options: TagOptions, place?: Place) => string | StaticfileUrl;
  /** Rewrites the HTML of a body. */
  readonly all: (html: string, isSlim: boolean, place: Place) => string;
  /** Minifies the text of a body. */
  readonly slimcontent: (text: string, kind: unknown, place: Place) => string;
  /** Answers the URL of a path where nothing has to be looked at for it. */
  readonly urlAtOnce: (path: unknown, isSlim: boolean, origin: TextOrigin) => string | undefined;
  /** Notes a combination that a template names. */
  readonly announce: (path: string) => void;
}

export interface TagOptions {
  readonly integrity: boolean;
  readonly isSlim: boolean;
  /** Who gave the path. */
  readonly origin: TextOrigin;
}

/** What a compiled template gives the filter besides the path. */
export interface FilterKeywords {
  readonly integrity?: unknown;
  readonly slim?: unknown;
  /** The path stands in the tag. */
  readonly literal?: unknown;
}

/** Makes a value that autoescape leaves alone, with the environment's own class. */
export type MarkSafe = (html: string) => unknown;

export class StaticfileExtension {
  readonly tags: readonly string[] = TAG_NAMES;
  readonly #functions: TagFunctions;
  readonly names: TemplateNames;
  readonly #markSafe: MarkSafe;
  /** What parsed the last tag: the parts of Nunjucks that no environment shows. */
  tools: ParseTools | undefined;

  constructor(functions: TagFunctions, names: TemplateNames, markSafe: MarkSafe) {
    this.#functions = functions;
    this.names = names;
    this.#markSafe = markSafe;
  }

  /** Called by Nunjucks for each tag of a template that is compiled. */
  parse(parser: NunjucksParser, nodes: NunjucksNodes, lexer: NunjucksLexer): NunjucksNode {
    const tools: ParseTools = { parser, nodes, lexer };
    this.tools = tools;
    const template = this.names.nameOf(parser.tokens.str) ?? null;
    return parseAnyTag(tools, template, this.#functions.announce);
  }

  /** Called by a compiled template: answers the URL, escaped where autoescape is on. */
  run(
    context: NunjucksContext,
    template: string | null,
    line: number,
    column: number,
    path: unknown,
    isSlim = false,
  ): unknown {
    const place = [template, line, column] as const;
    const html = this.#html(context, place, path, { slim: isSlim, literal: false });
    return context.env.opts.autoescape ? this.#markSafe(html) : html;
  }

  /** The same for a path that stands in the template: its node says that nothing is to be escaped. */
  runLiteral(
    context: NunjucksContext,
    template: string | null,
    line: number,
    column: number,
    path: unknown,
    isSlim = false,
  ): string {
    return this.#html(context, [template, line, column], path, { slim: isSlim, literal: true });
  }

  #html(
    context: NunjucksContext,
    place: readonly [template: string | null, line: number, column: number],
    path: unknown,
    keywords: { readonly slim: boolean; readonly literal: boolean },
  ): string {
    const origin = keywords.literal ? 'tag' : 'value';
    const url =
      this.#functions.urlAtOnce(path, keywords.slim, origin) ??
      String(this.value(...place, path, keywords));
    return context.env.opts.autoescape ? escapeHtml(url) : url;
  }

  /** Called by a compiled template through the filter, for `as name`: answers the raw URL. */
  value(
    template: string | null,
    line: number,
    column: number,
    path: unknown,
    keywords: FilterKeywords = {},
  ): string | StaticfileUrl {
    const place = placeOf(template, line, column);
    const options: TagOptions = {
      integrity: Boolean(keywords.integrity),
      isSlim: Boolean(keywords.slim),
      origin: keywords.literal ? 'tag' : 'value',
    };
    try {
      return this.#functions.file(path, options, place);
    } catch (error) {
      throw new TagError(error, place.line, place.column);
    }
  }

  /** Called by a compiled template for `staticall` and `slimall`: answers the body, rewritten. */
  runBlock(
    context: NunjucksContext,
    template: string | null,
    line: number,
    column: number,
    isSlim: boolean,
    body: Body,
  ): unknown {
    const place = placeOf(template, line, column);
    return this.#bodyResult(context, place, () => {
      return this.#functions.all(readBody(body), isSlim, place);
    });
  }

  /** Called by a compiled template for `slimcontent`: answers the body, minified. */
  runContent(
    context: NunjucksContext,
    template: string | null,
    line: number,
    column: number,
    kind: unknown,
    body: Body,
  ): unknown {
    const place = placeOf(template, line, column);
    return this.#bodyResult(context, place, () => {
      return this.#functions.slimcontent(readBody(body), kind, place);
    });
  }

  #bodyResult(context: NunjucksContext, place: FullPlace, make: () => string): unknown {
    try {
      const html = make();
      return context.env.opts.autoescape ? this.#markSafe(html) : html;
    } catch (error) {
      // what fails inside the body brings its own position
      const isPlaced = !isStaticfileError(error) || error instanceof TagError;
      throw isPlaced ? error : new TagError(error, place.line, place.column);
    }
  }
}

interface FullPlace extends Place {
  readonly line: number;
  readonly column: number;
}

/** Nunjucks counts from 0. */
function placeOf(template: string | null, line: number, column: number): FullPlace {
  return { template: template ?? undefined, line: line + 1, column: column + 1 };
}
