// What must be the same in a script before and after: directives, and the names others can see.
import type { Options } from 'acorn';
import { isScript } from '../core/script-end.ts';
import { MinifyProblem } from './minifier.ts';
import { parseTree } from './script-directives.ts';
import { moduleNames, scriptNames } from './script-names.ts';
import { parseOutline } from './script-outline.ts';

const OPTIONS: Options = { ecmaVersion: 'latest', sourceType: 'script', allowHashBang: true };
const MODULE: Options = { ...OPTIONS, sourceType: 'module' };

/** A script that was parsed. */
export interface ParsedScript {
  readonly text: string;
  readonly isModule: boolean;
}

/**
 * Parses a script: as a module where its path says so, or where only that succeeds.
 *
 * @throws The parser's error where neither does.
 */
export function parseScript(text: string, mustBeModule: boolean): ParsedScript {
  if (!mustBeModule && isScript(text)) return { text, isModule: false };
  try {
    parseTree(text, mustBeModule ? MODULE : OPTIONS);
    return { text, isModule: mustBeModule };
  } catch (error) {
    if (mustBeModule || !isParsed(text)) throw error;
    return { text, isModule: true };
  }
}

function isParsed(text: string): boolean {
  try {
    parseTree(text, MODULE);
    return true;
  } catch {
    return false;
  }
}

/** Throws where a result is no script, or has another outline than its source. */
export function checkScript(result: string, { text, isModule }: ParsedScript): void {
  const isQuick = !isModule && isScript(result);
  const outlines = isQuick ? bothOutlines(text, result) : undefined;
  const [source, made] = outlines ?? [wholeOutline(text, isModule), wholeOutline(result, isModule)];
  const at = source.findIndex((line, index) => line !== made[index]);
  if (at < 0 && made.length === source.length) return;
  const from = at < 0 ? source.length : at;
  const [was, is] = [source[from] ?? 'nothing', made[from] ?? 'nothing'];
  throw new MinifyProblem(`the result has ${is} where the source has ${was}`);
}

/** `undefined` where only the whole parser reads one of the two. */
function bothOutlines(source: string, result: string): [string[], string[]] | undefined {
  try {
    return [quickOutline(source), quickOutline(result)];
  } catch {
    return undefined;
  }
}

/** Lists directives in order, then names in alphabetical order. */
function quickOutline(text: string): string[] {
  const { program, directives } = parseOutline(text, OPTIONS);
  return [...directives, ...[...scriptNames(program)].sort()];
}

function wholeOutline(text: string, isModule: boolean): string[] {
  const { program, directives } = parseTree(text, isModule ? MODULE : OPTIONS);
  const names = isModule ? moduleNames(program) : scriptNames(program);
  return [...directives, ...[...names].sort()];
}
