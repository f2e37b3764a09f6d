// What must be the same in a script before and after: directives, and the names others can see.
import { type Options, parse } from 'acorn';
import { MinifyProblem } from './minifier.ts';
import { directivesOf } from './script-directives.ts';
import { moduleNames, scriptNames } from './script-names.ts';

const OPTIONS: Options = { ecmaVersion: 'latest', sourceType: 'script', allowHashBang: true };

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
  if (mustBeModule) return parsed(text, true);
  try {
    return parsed(text, false);
  } catch (error) {
    try {
      return parsed(text, true);
    } catch {
      throw error;
    }
  }
}

/** Throws where a result is no script, or has another outline than its source. */
export function checkScript(result: string, source: ParsedScript): void {
  const { outline } = parsed(result, source.isModule);
  const at = source.outline.findIndex((line, index) => line !== outline[index]);
  if (at < 0 && outline.length === source.outline.length) return;
  const from = at < 0 ? source.outline.length : at;
  const [was, is] = [source.outline[from] ?? 'nothing', outline[from] ?? 'nothing'];
  throw new MinifyProblem(`the result has ${is} where the source has ${was}`);
}

function parsed(text: string, isModule: boolean): ParsedScript {
  const program = parse(text, { ...OPTIONS, sourceType: isModule ? 'module' : 'script' });
  const names = isModule ? moduleNames(program) : scriptNames(program);
  return { isModule, outline: [...directivesOf(text, program), ...[...names].sort()] };
}
