// How deeply a script is nested, read off its tokens: parsers would recurse, and may end the process.
import type { Token } from 'js-tokens';
import { jsTokens } from '../packages.cjs';
import { BLANK } from './module-text.ts';

/**
 * In steps of a parser: a bracket takes four, an operator one. Node's stack holds about 2,800, and
 * the deepest of the popular libraries needs a tenth of that.
 */
const MOST_STEPS = 1000;
const BRACKET_STEPS = 4;

const OPENING: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSING: ReadonlySet<string> = new Set([')', ']', '}']);
/** Each makes what follows a part of itself. */
const STATEMENTS: ReadonlySet<string> = new Set('if else for while do with'.split(' '));
const PREFIXES: ReadonlySet<string> = new Set(
  'async await delete extends class in instanceof new typeof void yield'.split(' '),
);
const NO_OPERANDS: ReadonlySet<string> = new Set(
  'break case catch class const continue debugger default export finally function import let return static throw try var'.split(
    ' ',
  ),
);

/** Checks whether a script is nested more deeply than parsers can be trusted with. */
export function isScriptTooDeep(text: string): boolean {
  const meter = new ScriptMeter();
  for (const token of jsTokens()(text)) {
    if (BLANK.test(token.type)) continue;
    meter.take(token);
    if (meter.steps > MOST_STEPS) return true;
  }
  return false;
}

/** What is open in one pair of brackets. */
interface Frame {
  readonly base: number;
  statement: number;
  expression: number;
}

/** Counts steps token by token; syntax errors may make it count too many, never too few. */
class ScriptMeter {
  readonly #frames: Frame[] = [];
  #top: Frame = { base: 0, statement: 0, expression: 0 };
  #isOperandBefore = false;
  /** Before this token a statement may have ended. */
  #mayHaveEnded = false;
  #isBehindSemicolon = false;
  #inRegularExpression = 0;

  get steps(): number {
    const { base, statement, expression } = this.#top;
    return base + statement + expression + this.#inRegularExpression;
  }

  take({ type, value }: Token): void {
    this.#inRegularExpression = 0;
    if (this.#isBehindSemicolon && value !== 'else') this.#endStatement();
    this.#isBehindSemicolon = value === ';';
    if (type === 'Punctuator') this.#punctuator(value);
    else if (type === 'TemplateHead') this.#open(BRACKET_STEPS);
    else if (type === 'TemplateTail') this.#close();
    else if (type === 'IdentifierName') this.#word(value);
    else if (type !== 'TemplateMiddle') this.#operand();
    if (type === 'RegularExpressionLiteral') this.#inRegularExpression = groupSteps(value);
  }

  #punctuator(value: string): void {
    // behind a block or a semicolon a block of its own begins
    if (value === '{') this.#endStatement();
    if (OPENING.has(value)) this.#open(BRACKET_STEPS);
    else if (CLOSING.has(value)) this.#close();
    else if (value === ';') this.#mayHaveEnded = true;
    else if (value === ',') this.#top.expression = 0;
    else this.#top.expression += value === '=>' ? BRACKET_STEPS : 1;
    if (value === '}') this.#mayHaveEnded = true;
    else if (value !== ';') this.#mayHaveEnded = false;
    this.#isOperandBefore = value === ')' || value === ']';
  }

  #word(value: string): void {
    if (STATEMENTS.has(value)) {
      if (value !== 'else') this.#endStatement();
      this.#top.statement += 1;
      this.#mayHaveEnded = false;
    } else if (PREFIXES.has(value)) {
      this.#endStatement();
      this.#top.expression += value === 'extends' ? BRACKET_STEPS : 1;
    } else if (NO_OPERANDS.has(value)) this.#clause(value);
    else this.#operand();
    this.#isOperandBefore = !isNoOperand(value);
  }

  /** The clauses of a `switch` stand beside each other. */
  #clause(value: string): void {
    this.#endStatement();
    if (value !== 'case' && value !== 'default') return;
    this.#top.statement = 0;
    this.#top.expression = 0;
  }

  /** Two operands without an operator between them belong to two expressions. */
  #operand(): void {
    this.#endStatement();
    if (this.#isOperandBefore) this.#top.expression = 0;
    this.#isOperandBefore = true;
  }

  #endStatement(): void {
    if (!this.#mayHaveEnded) return;
    this.#top.statement = 0;
    this.#top.expression = 0;
    this.#mayHaveEnded = false;
  }

  #open(steps: number): void {
    const base = this.steps + steps;
    this.#frames.push(this.#top);
    this.#top = { base, statement: 0, expression: 0 };
    this.#mayHaveEnded = false;
    this.#isOperandBefore = false;
  }

  #close(): void {
    this.#top = this.#frames.pop() ?? this.#top;
    // `a()()()` is a tree as deep as `a+b+c`
    this.#top.expression += 1;
    this.#isOperandBefore = true;
  }
}

function isNoOperand(word: string): boolean {
  return STATEMENTS.has(word) || PREFIXES.has(word) || NO_OPERANDS.has(word);
}

/** Groups and classes that are open at once. */
function groupSteps(regularExpression: string): number {
  let [open, most] = [0, 0];
  for (const each of regularExpression) {
    if (each === '(' || each === '[') open += 1;
    else if (open > 0 && (each === ')' || each === ']')) open -= 1;
    most = Math.max(most, open);
  }
  return most * BRACKET_STEPS;
}
