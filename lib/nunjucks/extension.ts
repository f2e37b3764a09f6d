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
  /** Returns the content of a file, for the page itself. */
  readonly inline: (path: unknown, options: InlineTagOptions, place: Place) => string;
  /** Answers the URL of a path where nothing has to be looked at for it. */
  readonly urlAtOnce: (path: unknown, isSlim: boolean, origin: TextOrigin) => string | undefined;
  /** Notes a combination that a template names. */
  readonly announce: (path: string) => void;
}

export interface TagOptions {
  readonly integrity: boolean;
  readonly isSlim: boolean;
  /** With scheme and host. */
  readonly isAbsolute?: boolean;
  /** Who gave the path. */
  readonly origin: TextOrigin;
}

/** How a file becomes part of a page, and who gave its path. */
export type InlineTagOptions = Pick<TagOptions, 'isSlim' | 'origin'>;

/** What a compiled template gives the filter besides the path. */
export interface FilterKeywords {
  readonly integrity?: unknown;
  readonly slim?: unknown;
  readonly absolute?: unknown;
  /** The content is wanted, not the URL. */
  readonly inline?: unknown;
  /** The path stands in the tag. */
  readonly literal?: unknown;
}

/** Makes a value that autoescape leaves alone, with the environment's own class. */
export type MarkSafe = (html: string) => unknown;

/** Template, and position as Nunjucks counts it: from 0. */
type RawPlace = readonly [template: string | null, line: number, column: number];

/** What compiled templates give each of our methods first. */
type Call<More extends unknown[]> = (
  context: NunjucksContext,
  ...rest: [...RawPlace, ...More]
) => unknown;

/** What Nunjucks and compiled templates call. */
export interface StaticfileExtension {
  readonly tags: readonly string[];
  readonly names: TemplateNames;
  /** Returns what parsed the last tag: the parts of Nunjucks that no environment shows. */
  readonly lastTools: () => ParseTools | undefined;
  /** Parses a tag of a template that is compiled. */
  readonly parse: (
    parser: NunjucksParser,
    nodes: NunjucksNodes,
    lexer: NunjucksLexer,
  ) => NunjucksNode;
  /** Returns the URL, escaped where autoescape is on. */
  readonly run: Call<[path: unknown, isSlim?: boolean, isAbsolute?: unknown]>;
  /** The same for a path that stands in the template: its node says that nothing is to be escaped. */
  readonly runLiteral: Call<[path: unknown, isSlim?: boolean, isAbsolute?: unknown]>;
  /** Returns the raw URL, through the filter, for `as name`. */
  readonly value: (
    ...call: [...RawPlace, path: unknown, keywords?: FilterKeywords]
  ) => string | StaticfileUrl;
  /** Returns the body of `staticall` or `slimall`, rewritten. */
  readonly runBlock: Call<[isSlim: boolean, body: Body]>;
  /** Returns the body of `slimcontent`, minified. */
  readonly runContent: Call<[kind: unknown, body: Body]>;
  /** Returns the content of a file. */
  readonly runInline: Call<[path: unknown, isLiteral: boolean, isSlim?: unknown]>;
}

/**
 * Returns the extension of an environment: a plain object of functions, because hosts clone
 * environments deeply, which private fields and classes do not survive.
 */
export function createExtension(
  functions: TagFunctions,
  names: TemplateNames,
  markSafe: MarkSafe,
): StaticfileExtension {
  let lastTools: ParseTools | undefined;
  return {
    tags: TAG_NAMES,
    names,
    lastTools: () => lastTools,
    parse: (parser, nodes, lexer) => {
      lastTools = { parser, nodes, lexer };
      const template = names.nameOf(parser.tokens.str) ?? null;
      return parseAnyTag(lastTools, template, functions.announce);
    },
    ...runnersOf(functions, markSafe),
  };
}

type Runners = Omit<StaticfileExtension, 'tags' | 'names' | 'lastTools' | 'parse'>;

/** Returns what compiled templates call. */
function runnersOf(functions: TagFunctions, markSafe: MarkSafe): Runners {
  const value = valueFunction(functions);
  const urlOf = (context: NunjucksContext, place: RawPlace, path: unknown, how: UrlHow): string => {
    const origin = how.literal ? 'tag' : 'value';
    const final = how.absolute ? undefined : functions.urlAtOnce(path, how.slim, origin);
    const url = final ?? String(value(...place, path, how));
    return context.env.opts.autoescape ? escapeHtml(url) : url;
  };
  const safeIn = (context: NunjucksContext, html: string): unknown =>
    context.env.opts.autoescape ? markSafe(html) : html;
  const result = (context: NunjucksContext, raw: RawPlace, make: (place: FullPlace) => string) =>
    safeIn(context, atPlace(placeOf(...raw), make));
  return {
    run: (context, template, line, column, path, slim = false, absolute = false) => {
      const how = { slim, literal: false, absolute };
      return safeIn(context, urlOf(context, [template, line, column], path, how));
    },
    runLiteral: (context, template, line, column, path, slim = false, absolute = false) =>
      urlOf(context, [template, line, column], path, { slim, literal: true, absolute }),
    value,
    runBlock: (context, template, line, column, isSlim, body) =>
      result(context, [template, line, column], (place) =>
        functions.all(readBody(body), isSlim, place),
      ),
    runContent: (context, template, line, column, kind, body) =>
      result(context, [template, line, column], (place) =>
        functions.slimcontent(readBody(body), kind, place),
      ),
    runInline: (context, template, line, column, path, literal, slim = true) =>
      result(context, [template, line, column], (place) =>
        functions.inline(path, optionsOf({ literal, slim }), place),
      ),
  };
}

function valueFunction(functions: TagFunctions): StaticfileExtension['value'] {
  return (template, line, column, path, keywords = {}) =>
    atPlace(placeOf(template, line, column), (place): string | StaticfileUrl => {
      const options = optionsOf(keywords);
      return keywords.inline
        ? functions.inline(path, options, place)
        : functions.file(path, options, place);
    });
}

interface UrlHow {
  readonly slim: boolean;
  readonly literal: boolean;
  readonly absolute: unknown;
}

function optionsOf(keywords: FilterKeywords): TagOptions {
  return {
    integrity: Boolean(keywords.integrity),
    isSlim: Boolean(keywords.slim),
    isAbsolute: Boolean(keywords.absolute),
    origin: keywords.literal ? 'tag' : 'value',
  };
}

/** Lets an error name the position of the tag; what fails inside a body brings its own. */
function atPlace<T>(place: FullPlace, make: (place: FullPlace) => T): T {
  try {
    return make(place);
  } catch (error) {
    const isPlaced = !isStaticfileError(error) || error instanceof TagError;
    throw isPlaced ? error : new TagError(error, place.line, place.column);
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
