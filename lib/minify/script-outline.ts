// Reads a script up to the bodies of its functions, which are skipped token by token.
import type * as Acorn from 'acorn';
import type { Options, Program, TokenType } from 'acorn';
import { lazily, once } from '../core/load-package.ts';

const acorn = lazily<typeof Acorn>('acorn');

/** The parts of acorn's parser that plugins may use, and that its types leave out. */
interface ParserInside {
  type: TokenType;
  value: unknown;
  readonly start: number;
  readonly end: number;
  readonly context: unknown[];
  next(): void;
  unexpected(): never;
  exitScope(): void;
  parse(): Program;
  parseFunctionBody(node: FunctionNode, ...flags: unknown[]): void;
}

interface FunctionNode {
  expression: boolean;
  body: object;
}

type ParserClass<Parser extends ParserInside> = new (options: Options, text: string) => Parser;

/** A script without the inside of its functions, and the directives that are in them. */
export interface ScriptOutline {
  readonly program: Program;
  readonly directives: readonly string[];
}

/** Made when acorn is loaded, whose parser it extends. */
const outlineParser = once(() => {
  const { Parser, tokTypes } = acorn();
  return outlineParserOf(Parser as unknown as ParserClass<ParserInside>, tokTypes);
});

function outlineParserOf(
  Base: ParserClass<ParserInside>,
  tokTypes: typeof Acorn.tokTypes,
): ParserClass<ParserInside & { readonly directives: string[] }> {
  return class extends Base {
    readonly directives: string[] = [];

    /** Called by acorn where the body of a function begins. */
    override parseFunctionBody(node: FunctionNode, ...flags: unknown[]): void {
      if (this.type !== tokTypes.braceL) {
        super.parseFunctionBody(node, ...flags);
        return;
      }
      const { start } = this;
      this.#skipBody();
      node.expression = false;
      node.body = { type: 'BlockStatement', body: [], start, end: this.start };
      this.exitScope();
    }

    #skipBody(): void {
      let depth = 0;
      do {
        const { type } = this;
        if (type === tokTypes.braceL || type === tokTypes.dollarBraceL) depth += 1;
        else if (type === tokTypes.braceR) depth -= 1;
        else if (type === tokTypes.eof) this.unexpected();
        this.next();
        if (type === tokTypes.braceL && this.type === tokTypes.string) this.#addDirective();
        // a key that is a keyword begins no function
        const isKeyword = type === tokTypes._function || type === tokTypes._class;
        if (isKeyword && this.type === tokTypes.colon) this.context.pop();
      } while (depth > 0);
    }

    #addDirective(): void {
      if (/^use (?:strict|asm)$/.test(String(this.value))) {
        this.directives.push(directiveText(String(this.value)));
      }
    }
  };
}

/** Says what a directive is, for lists of them. */
export function directiveText(directive: string): string {
  return `the directive "${directive}"`;
}

/** @throws The parser's error, also for some scripts that have none. */
export function parseOutline(text: string, options: Options): ScriptOutline {
  const parser = new (outlineParser())(options, text);
  const program = parser.parse();
  const prologue = program.body.flatMap((node) =>
    node.type === 'ExpressionStatement' && node.directive ? directiveText(node.directive) : [],
  );
  return { program, directives: [...prologue, ...parser.directives] };
}
