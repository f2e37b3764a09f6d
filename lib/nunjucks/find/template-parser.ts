// Nunjucks' own parser, as an environment uses it; nothing is imported from Nunjucks.
import * as path from 'node:path';
import { attempt } from '../../core/attempt.ts';
import { StaticfileError } from '../../errors.ts';
import { extensionOf } from '../install.ts';
import type { NunjucksEnvironment, NunjucksNode } from '../types.ts';
import type { Filters } from './filters.ts';

/** Parses the text of a template; throws Nunjucks' error where it is wrong. */
export type ParseTemplate = (text: string) => NunjucksNode;

interface EnvironmentInside extends NunjucksEnvironment {
  readonly opts: {
    readonly autoescape?: boolean;
    readonly tags?: Readonly<Record<string, string>>;
  };
  readonly loaders?: readonly { readonly searchPaths?: readonly string[] }[];
  readonly extensionsList?: readonly unknown[];
  renderString(text: string, context: object): unknown;
}

interface ParserInside {
  extensions: readonly unknown[];
  parseAsRoot(): NunjucksNode;
}

type ParserClass = new (tokens: unknown) => ParserInside;

/**
 * Returns the parser of an environment that has our tags.
 *
 * @throws `ERR_STATICFILE_TARGET` where `install` was not called for it.
 */
export function parserOf(environment: NunjucksEnvironment): ParseTemplate {
  const inside = environment as EnvironmentInside;
  const extension = extensionOf(environment);
  if (extension === undefined) throw notInstalled();
  const { blockStart, blockEnd } = syntaxOf(environment);
  const tag = (text: string) => `${blockStart} ${text} ${blockEnd}`;
  // a tag that is compiled, and never run, brings the parser that compiles it
  inside.renderString(`${tag('if false')}${tag('staticfile "x"')}${tag('endif')}`, {});
  const tools = extension.lastTools() as { parser: object; lexer: { lex: Lex } } | undefined;
  if (tools === undefined) throw notInstalled();
  const Parser = tools.parser.constructor as ParserClass;
  return (text) => {
    const parser = new Parser(tools.lexer.lex(text, inside.opts));
    parser.extensions = inside.extensionsList ?? [];
    return extension.apart(() => parser.parseAsRoot());
  };
}

/** How an environment reads templates. */
export interface TemplateSyntax {
  readonly blockStart: string;
  readonly blockEnd: string;
  readonly variableStart: string;
  readonly commentStart: string;
  readonly autoescape: boolean;
  /** Where its loaders look for templates. */
  readonly folders: readonly string[];
  readonly filters: Filters;
}

/** Reads from an environment how it reads templates; defaults are those of Nunjucks. */
export function syntaxOf(environment: NunjucksEnvironment): TemplateSyntax {
  const { opts, loaders = [] } = environment as EnvironmentInside;
  const tags = opts.tags ?? {};
  return {
    blockStart: tags['blockStart'] ?? '{%',
    blockEnd: tags['blockEnd'] ?? '%}',
    variableStart: tags['variableStart'] ?? '{{',
    commentStart: tags['commentStart'] ?? '{#',
    autoescape: opts.autoescape !== false,
    folders: loaders
      .flatMap(({ searchPaths = [] }) => searchPaths)
      .map((each) => path.resolve(each)),
    filters: filtersOf(environment),
  };
}

/** A filter that is not there is an error of Nunjucks. */
function filtersOf(environment: NunjucksEnvironment): Filters {
  const { getFilter } = environment as { getFilter?: (name: string) => unknown };
  return (name) => {
    const filter = attempt(() => getFilter?.call(environment, name));
    return typeof filter === 'function' ? (...values) => filter.apply({}, values) : undefined;
  };
}

type Lex = (text: string, options: object) => unknown;

function notInstalled(): StaticfileError {
  return new StaticfileError(
    'ERR_STATICFILE_TARGET',
    'The environment has no tags of ours. Call staticfiles.install(environment) before.',
  );
}
