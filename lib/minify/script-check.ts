// What must be the same in a script before and after: directives, and the names others can see.
import type { Options } from 'acorn';
import { attempt } from '../core/attempt.ts';
import { MinifyProblem } from './minifier.ts';
import { parseTree } from './script-directives.ts';
import { moduleNames, scriptNames } from './script-names.ts';

const OPTIONS: Options = { ecmaVersion: 'latest', sourceType: 'script', allowHashBang: true };
const MODULE: Options = { ...OPTIONS, sourceType: 'module' };

/** A script that was parsed. */
export interface ParsedScript {
  readonly isModule: boolean;
  /** Directives in order, then names in alphabetical order. */
  readonly outline: readonly string[];
}

/**
 * Parses a script: as a module where its path says so, or where only that succeeds.
 *
 * @throws The parser's error where neither does.
 */
export function parseScript(text: string, mustBeModule: boolean): ParsedScript {
  const first = attempt(() => parsedAs(text, mustBeModule));
  if (!(first instanceof Error)) return first as ParsedScript;
  const second = mustBeModule ? first : attempt(() => parsedAs(text, true));
  if (second instanceof Error) throw first;
  return second as ParsedScript;
}

/** Throws where a result is no script, or has another outline than its source. */
export function checkScript(result: string, { isModule, outline }: ParsedScript): void {
  const made = parsedAs(result, isModule).outline;
  const at = outline.findIndex((line, index) => line !== made[index]);
  if (at < 0 && made.length === outline.length) return;
  const from = at < 0 ? outline.length : at;
  const [was, is] = [outline[from] ?? 'nothing', made[from] ?? 'nothing'];
  throw new MinifyProblem(`the result has ${is} where the source has ${was}`);
}

function parsedAs(text: string, isModule: boolean): ParsedScript {
  const { program, directives } = parseTree(text, isModule ? MODULE : OPTIONS);
  const names = isModule ? moduleNames(program) : scriptNames(program);
  return { isModule, outline: [...directives, ...[...names].sort()] };
}
