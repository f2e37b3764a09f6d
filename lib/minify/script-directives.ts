// Parses scripts, and collects the directives of the script and its functions on the way.
import type * as Acorn from 'acorn';
import type { Options, Program, Statement } from 'acorn';
import { lazily, once } from '../core/load-package.ts';
import { isScriptTooDeep } from '../core/script-depth.ts';
import { MinifyProblem } from './minifier.ts';

const acorn = lazily<typeof Acorn>('acorn');

/** What acorn's own methods do is open to plugins, and not in its types. */
type ParserInside = new (
  options: Options,
  text: string,
) => { adaptDirectivePrologue(statements: readonly Statement[]): void; parse(): Program };

/** A parsed script with its directives, those of functions first. */
export interface ScriptTree {
  readonly program: Program;
  readonly directives: readonly string[];
}

/** Made when acorn is loaded, whose parser it extends. */
const directiveParser = once(() => directiveParserOf(acorn().Parser as unknown as ParserInside));

function directiveParserOf(Base: ParserInside) {
  return class extends Base {
    readonly directives: string[] = [];

    /** Called by acorn once for each body whose first statements may be directives. */
    override adaptDirectivePrologue(statements: readonly Statement[]): void {
      super.adaptDirectivePrologue(statements);
      for (const statement of statements) {
        if (statement.type !== 'ExpressionStatement' || statement.directive === undefined) break;
        this.directives.push(`the directive "${statement.directive}"`);
      }
    }
  };
}

/** @throws The parser's error, or a `MinifyProblem` where the text is nested too deeply for it. */
export function parseTree(text: string, options: Options): ScriptTree {
  if (isScriptTooDeep(text)) throw new MinifyProblem('it is nested too deeply');
  const parser = new (directiveParser())(options, text);
  return { program: parser.parse(), directives: parser.directives };
}
