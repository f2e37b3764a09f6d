// The tags in Liquid, which 11ty reads Markdown and HTML with unless it is told otherwise.
import { fileOptions, KEYWORD_NAMES, type TagFunctions } from '../nunjucks/functions.ts';
import type { Place } from '../resolve/argument.ts';
import type {
  EleventyConfig,
  LiquidContext,
  LiquidEngine,
  LiquidTag,
  LiquidToken,
} from './config.ts';

const KEYWORD = /^(\w+)[=:](true|false)$/;
const LITERAL = /^"[^"]*"$|^'[^']*'$/;

const FILES = ['staticfile', 'slimfile', 'inlinefile'];
const BLOCKS = ['staticall', 'slimall', 'slimcontent'];

interface FileTag {
  readonly expression: string;
  readonly keywords: Readonly<Record<string, boolean>>;
  readonly isLiteral: boolean;
  readonly target: string | undefined;
}

/** Adds them; bodies of block tags may hold anything, asynchronous tags as well. */
export function addLiquidTags(config: EleventyConfig, functions: TagFunctions): void {
  for (const name of FILES) config.addLiquidTag(name, (engine) => fileTag(engine, functions, name));
  for (const name of BLOCKS)
    config.addLiquidTag(name, (engine) => blockTag(engine, functions, name));
}

function fileTag(engine: LiquidEngine, functions: TagFunctions, name: string): LiquidTag {
  // Liquid makes an object of each tag in a template, with this one as its prototype
  return {
    parse(this: { tag: FileTag; token: LiquidToken }, token) {
      this.token = token;
      this.tag = parseArguments(token.args);
    },
    *render(this: { tag: FileTag; token: LiquidToken }, context) {
      const { expression, target } = this.tag;
      const path = yield engine.evalValue(expression, context);
      const result = resultOf(functions, name, path, this.tag, placeOf(context, this.token));
      if (target === undefined) return String(result);
      context.bottom()[target] = result;
      return '';
    },
  } as LiquidTag;
}

function resultOf(
  functions: TagFunctions,
  name: string,
  path: unknown,
  { keywords, isLiteral }: FileTag,
  place: Place,
): unknown {
  const origin = isLiteral ? 'tag' : 'value';
  if (name === 'inlinefile') {
    return functions.inline(path, { isSlim: keywords['slim'] ?? true, origin }, place);
  }
  const options = { ...fileOptions(keywords), isSlim: name === 'slimfile', origin } as const;
  return functions.file(path, options, place);
}

/** Reads them from the end: what stands before is the expression, whatever it holds. */
function parseArguments(text: string): FileTag {
  let rest = text.trim();
  const [beforeName, name] = lastWord(rest);
  const [beforeAs, as] = lastWord(beforeName);
  const target = as === 'as' && beforeAs !== '' ? name : undefined;
  if (target !== undefined) rest = beforeAs;
  const keywords: Record<string, boolean> = {};
  for (let found = lastKeyword(rest); found !== undefined; found = lastKeyword(rest)) {
    keywords[found.name] = found.value;
    rest = found.before;
  }
  return { expression: rest, keywords, isLiteral: LITERAL.test(rest), target };
}

/** `integrity=true`, or as Liquid writes it: `integrity: true`. */
function lastKeyword(text: string): { before: string; name: string; value: boolean } | undefined {
  const [before, last] = lastWord(text);
  const isApart = last === 'true' || last === 'false';
  const [start, first] = isApart ? lastWord(before) : [before, ''];
  const [, name, value] = KEYWORD.exec(first + last) ?? [];
  if (name === undefined || !KEYWORD_NAMES.has(name)) return undefined;
  return { before: start, name, value: value === 'true' };
}

function lastWord(text: string): [before: string, word: string] {
  const at = Math.max(...[' ', '\n', '\t'].map((blank) => text.lastIndexOf(blank))) + 1;
  return [text.slice(0, at).trimEnd(), text.slice(at)];
}

function blockTag(engine: LiquidEngine, functions: TagFunctions, name: string): LiquidTag {
  return {
    parse(this: { templates: unknown[]; token?: LiquidToken }, token, rest) {
      this.token = token;
      this.templates = [];
      const stream = engine.parser
        .parseStream(rest)
        .on('template', (template) => this.templates.push(template))
        .on(`tag:end${name}`, () => stream.stop())
        .on('end', () => {
          throw new Error(`${name}: missing "end${name}"`);
        });
      stream.start();
    },
    *render(this: { templates: unknown[]; token?: LiquidToken }, context) {
      const place = placeOf(context, this.token);
      const body = String(yield engine.renderer.renderTemplates(this.templates, context));
      if (name !== 'slimcontent') return functions.all(body, name === 'slimall', place);
      const args = this.token?.args.trim() ?? '';
      const kind = args === '' ? undefined : yield engine.evalValue(args, context);
      return functions.slimcontent(body, kind, place);
    },
  } as LiquidTag;
}

/** 11ty gives Liquid the text behind the front matter only: the line is that of the text. */
function placeOf(context: LiquidContext, token: LiquidToken | undefined): Place {
  const page = context.getSync(['page', 'inputPath']);
  const [line, column] = token?.getPosition?.() ?? [];
  const template = token?.file ?? (typeof page === 'string' ? page : undefined);
  return { template, line, column };
}
