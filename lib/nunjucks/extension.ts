// The Nunjucks extension: what its tags mean when a template is compiled, and when it runs.
import { escapeHtml } from '../core/html/escape.ts';
import type { Place } from '../resolve/argument.ts';
import type { StaticfileUrl } from '../resolve/integrity.ts';
import { type Call, createBlockTag, type RawPlace } from './block-tag.ts';
import type { Body, Done } from './body.ts';
import {
  type FilterKeywords,
  fileOptions,
  type TagFunctions,
  type TagOptions,
} from './functions.ts';
import type { FlatRun } from './literal-run.ts';
import { LiteralRuns } from './literal-runs.ts';
import type { ParseTools } from './parse.ts';
import { atPlace, placeOf } from './position-error.ts';
import { parseAnyTag, TAG_NAMES } from './tags.ts';
import type { TemplateNames } from './template-names.ts';
import type {
  NunjucksContext,
  NunjucksLexer,
  NunjucksNode,
  NunjucksNodes,
  NunjucksParser,
} from './types.ts';

/** Returns a value that autoescape leaves alone, with the environment's own class. */
export type MarkSafe = (html: string) => unknown;

/** What Nunjucks and compiled templates call. */
export interface StaticfileExtension {
  readonly tags: readonly string[];
  readonly names: TemplateNames;
  /** Returns what parsed the last tag: the parts of Nunjucks that no environment shows. */
  readonly lastTools: () => ParseTools | undefined;
  /** Does something that wants each tag as a node of its own. */
  readonly apart: <T>(parse: () => T) => T;
  readonly parse: (
    parser: NunjucksParser,
    nodes: NunjucksNodes,
    lexer: NunjucksLexer,
  ) => NunjucksNode;
  /** Returns the URL, escaped where autoescape is on. */
  readonly run: Call<[path: unknown, isSlim?: boolean, isAbsolute?: unknown]>;
  /** The same for a path that stands in the template: its node says that nothing is to be escaped. */
  readonly runLiteral: Call<[path: unknown, isSlim?: boolean, isAbsolute?: unknown]>;
  /** Returns the text of literal tags and what stands between them. */
  readonly runLiterals: (
    context: NunjucksContext,
    template: string | null,
    key: string,
    flat: FlatRun,
  ) => string;
  /** Returns the raw URL, through the filter, for `as name`. */
  readonly value: (
    context: unknown,
    ...call: [...RawPlace, path: unknown, keywords?: FilterKeywords]
  ) => string | StaticfileUrl;
  /** Returns the body of `staticall` or `slimall`, rewritten. */
  readonly runBlock: Call<[isSlim: boolean, body: Body]>;
  readonly runContent: Call<[kind: unknown, body: Body]>;
  readonly runInline: Call<[path: unknown, isLiteral: boolean, isSlim?: unknown]>;
  /** Both for a body that is there only later. */
  readonly runBlockLater: Call<[isSlim: boolean, body: Body, done: Done]>;
  readonly runContentLater: Call<[kind: unknown, body: Body, done: Done]>;
}

/** What hosts add that know more of a template than Nunjucks tells. */
export interface ExtensionHooks {
  /** Names a template by its text where Nunjucks knows no name. */
  readonly nameText?: (text: string) => string;
  /** Returns the place for a message, by what is known when a template runs. */
  readonly refine?: (place: Place, context: unknown) => Place;
  /** Bodies may hold what is asynchronous: pages are rendered with a callback. */
  readonly takesAsynchronous?: boolean;
  readonly isAsynchronous?: (filter: string) => boolean;
  /** See `InstallOptions.bake`. */
  readonly bake?: boolean;
}

/**
 * Returns the extension of an environment: a plain object of functions, because hosts clone
 * environments deeply, which private fields and classes do not survive.
 */
export function createExtension(
  functions: TagFunctions,
  names: TemplateNames,
  markSafe: MarkSafe,
  hooks: ExtensionHooks = {},
): StaticfileExtension {
  let lastTools: ParseTools | undefined;
  let isBaking = hooks.bake === true;
  const runs = new LiteralRuns(functions.literals);
  return {
    tags: TAG_NAMES,
    names,
    lastTools: () => lastTools,
    parse: (parser, nodes, lexer) => {
      lastTools = { parser, nodes, lexer };
      const text = parser.tokens.str;
      const template = names.nameOf(text) ?? hooks.nameText?.(text ?? '') ?? null;
      const { announce } = functions;
      if (!isBaking) return parseAnyTag(lastTools, template, { announce, ...hooks });
      const onLiteral = runs.note.bind(runs);
      const node = parseAnyTag(lastTools, template, { announce, onLiteral, ...hooks });
      return runs.gather(lastTools, node, template);
    },
    apart: (parse) => {
      const before = isBaking;
      isBaking = false;
      try {
        return parse();
      } finally {
        isBaking = before;
      }
    },
    runLiterals: (context, template, key, flat) =>
      runs.html(key, template, flat, Boolean(context.env.opts.autoescape)),
    ...runnersOf(functions, markSafe, hooks),
  };
}

type Runners = Omit<
  StaticfileExtension,
  'tags' | 'names' | 'lastTools' | 'parse' | 'apart' | 'runLiterals'
>;

/** Returns what compiled templates call. */
function runnersOf(
  functions: TagFunctions,
  markSafe: MarkSafe,
  { refine = (place) => place }: ExtensionHooks,
): Runners {
  const value = valueFunction(functions, refine);
  const urlOf = (context: NunjucksContext, place: RawPlace, path: unknown, how: UrlHow): string => {
    const origin = how.literal ? 'tag' : 'value';
    const final = how.absolute ? undefined : functions.urlAtOnce(path, how.slim, origin);
    const url = final ?? String(value(context, ...place, path, how));
    return context.env.opts.autoescape ? escapeHtml(url) : url;
  };
  const safeIn = (context: NunjucksContext, html: string): unknown =>
    context.env.opts.autoescape ? markSafe(html) : html;
  const around = { safeIn, refine };
  const block = createBlockTag<boolean>(functions.all, around);
  const content = createBlockTag<unknown>(functions.slimcontent, around);
  return {
    run: (context, template, line, column, path, slim = false, absolute = false) => {
      const how = { slim, literal: false, absolute };
      return safeIn(context, urlOf(context, [template, line, column], path, how));
    },
    runLiteral: (context, template, line, column, path, slim = false, absolute = false) =>
      urlOf(context, [template, line, column], path, { slim, literal: true, absolute }),
    value,
    runBlock: block.now,
    runContent: content.now,
    runBlockLater: block.later,
    runContentLater: content.later,
    runInline: (context, template, line, column, path, literal, slim = true) => {
      const place = placeOf(template, line, column);
      const make = () =>
        functions.inline(path, optionsOf({ literal, slim }), refine(place, context));
      return safeIn(context, atPlace(place, make));
    },
  };
}

function valueFunction(
  functions: TagFunctions,
  refine: NonNullable<ExtensionHooks['refine']>,
): StaticfileExtension['value'] {
  return (context, template, line, column, ...more) =>
    atPlace(placeOf(template, line, column), (place): string | StaticfileUrl => {
      const [path, keywords = {}] = more;
      const options = optionsOf(keywords);
      const refined = refine(place, context);
      return keywords.inline
        ? functions.inline(path, options, refined)
        : functions.file(path, options, refined);
    });
}

interface UrlHow {
  readonly slim: boolean;
  readonly literal: boolean;
  readonly absolute: unknown;
}

function optionsOf(keywords: FilterKeywords): TagOptions {
  return {
    ...fileOptions(keywords),
    isSlim: Boolean(keywords.slim),
    origin: keywords.literal ? 'tag' : 'value',
  };
}
