// The tags in Liquid, which 11ty reads Markdown and HTML with unless it is told otherwise.
import type { FilterKeywords, TagFunctions } from '../nunjucks/extension.ts';
import type { Place } from '../resolver/argument.ts';
import type {
  EleventyConfig,
  LiquidContext,
  LiquidEngine,
  LiquidTag,
  LiquidToken,
} from './config.ts';

/** `"/a.css" integrity=true as sheet`: the expression, and what stands behind it. */
const ARGUMENTS = /^(.*?)(?:\s+integrity\s*[=:]\s*(true|false))?(?:\s+as\s+([\w-]+))?$/s;
const LITERAL = /^"[^"]*"$|^'[^']*'$/;

const BLOCKS = ['staticall', 'slimall', 'slimcontent'];

interface FileTag {
  readonly expression: string;
  readonly keywords: FilterKeywords;
  readonly target: string | undefined;
}

/** Adds them; bodies of block tags may hold anything, asynchronous tags as well. */
export function addLiquidTags(config: EleventyConfig, functions: TagFunctions): void {
  for (const [name, slim] of Object.entries({ staticfile: false, slimfile: true })) {
    config.addLiquidTag(name, (engine) => fileTag(engine, functions, slim));
  }
  for (const name of BLOCKS)
    config.addLiquidTag(name, (engine) => blockTag(engine, functions, name));
}

function fileTag(engine: LiquidEngine, functions: TagFunctions, isSlim: boolean): LiquidTag {
  // Liquid makes an object of each tag in a template, with this one as its prototype
  return {
    parse(this: { tag?: FileTag; token?: LiquidToken }, token) {
      this.token = token;
      this.tag = parseArguments(token.args);
    },
    *render(this: { tag?: FileTag; token?: LiquidToken }, context) {
      const { expression = '', keywords = {}, target } = this.tag ?? {};
      const path = yield engine.evalValue(expression, context);
      const url = functions.file(
        path,
        {
          integrity: Boolean(keywords.integrity),
          isSlim,
          origin: keywords.literal ? 'tag' : 'value',
        },
        placeOf(context, this.token),
      );
      if (target === undefined) return String(url);
      context.bottom()[target] = url;
      return '';
    },
  } as LiquidTag;
}

function parseArguments(text: string): FileTag {
  const [, expression = '', integrity, target] = ARGUMENTS.exec(text.trim()) ?? [];
  const keywords = { integrity: integrity === 'true', literal: LITERAL.test(expression) };
  return { expression, keywords, target };
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
