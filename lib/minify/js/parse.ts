// Parses scripts for the proof: the tree, and the tokens that it was read from.
import type { Options, Program, Token } from 'acorn';
import { attempt } from '../../core/attempt.ts';
import { isScriptTooDeep } from '../../core/js/depth.ts';
import { parseProgram } from '../../core/js/program.ts';
import { MinifyProblem } from '../minifier.ts';

export interface ParsedResult {
  readonly text: string;
  readonly isModule: boolean;
  readonly program: Program;
}

export interface ParsedScript extends ParsedResult {
  /** Reads its tokens, which most proofs do without; the last one stands for the end. */
  readonly tokens: () => readonly Token[];
}

/**
 * Parses a script: as a module where its path says so, or where only that succeeds.
 *
 * @throws The parser's error where neither does, or a `MinifyProblem` where it is nested too deeply.
 */
export function parseScript(text: string, mustBeModule: boolean): ParsedScript {
  if (isScriptTooDeep(text)) throw new MinifyProblem('it is nested too deeply');
  const first = attempt(() => parseAs(text, mustBeModule));
  if (!(first instanceof Error)) return first as ParsedScript;
  const second = mustBeModule ? first : attempt(() => parseAs(text, true));
  if (second instanceof Error) throw first;
  return second as ParsedScript;
}

/** @throws The parser's error, or a `MinifyProblem` where the text is nested too deeply. */
export function parseResult(text: string, isModule: boolean): ParsedResult {
  if (isScriptTooDeep(text)) throw new MinifyProblem('the result is nested too deeply');
  return { text, isModule, program: programOf(text, isModule) };
}

function parseAs(text: string, isModule: boolean): ParsedScript {
  const tokens = () => {
    const all: Token[] = [];
    programOf(text, isModule, all);
    return all;
  };
  return { text, isModule, program: programOf(text, isModule), tokens };
}

function programOf(text: string, isModule: boolean, onToken?: Token[]): Program {
  const options: Options = {
    ecmaVersion: 'latest',
    sourceType: isModule ? 'module' : 'script',
    allowHashBang: true,
    ...(onToken && { onToken }),
  };
  return parseProgram(text, options);
}
