// Proves that a minified script does what its source does; knows nothing of the engine that made it.
import { attempt } from '../../core/attempt.ts';
import { nodesIn } from '../../core/js/tree.ts';
import { MinifyProblem } from '../minifier.ts';
import { type NameRule, RenamedVariables, sameNames } from './names.ts';
import { outline } from './outline.ts';
import { type ParsedResult, type ParsedScript, parseResult } from './parse.ts';
import { firstDifference } from './same-tree.ts';
import { Scopes } from './scopes.ts';

/** How far a result may differ: not in its names, in names that nobody sees, or in all but its outline. */
export type Freedom = 'none' | 'names' | 'outline';

/**
 * Throws where a result is not proven to mean the same as its source.
 *
 * @param scopes - Of the source; asked for where names may differ.
 */
export function proveScript(
  result: string,
  source: ParsedScript,
  freedom: Freedom,
  scopes: () => Scopes,
): void {
  // what is written into a file must be read from it again
  if (!result.isWellFormed()) throw new MinifyProblem('the result is not valid Unicode');
  const made = parseResult(result, source.isModule);
  // a page may load as a module what only looks like a script
  if (!source.isModule && mayBeScriptOnly(made, freedom) && !isModuleToo(result, source)) {
    throw new MinifyProblem("the source can be parsed as a module, and the result can't");
  }
  if (freedom === 'outline') compareOutlines(source, made);
  else compareTrees(source, made, freedom === 'none' ? sameNames : renamed(scopes(), made));
}

function compareTrees(source: ParsedScript, made: ParsedResult, names: NameRule): void {
  const difference = firstDifference(source.program, made.program, names);
  if (difference === undefined) return;
  const line = source.text.slice(0, difference.offset).split('\n').length;
  throw new MinifyProblem(
    `the result differs from line ${line} of the source (${difference.what})`,
  );
}

function renamed(source: Scopes, made: ParsedResult): NameRule {
  return new RenamedVariables(source, new Scopes(made.program));
}

function compareOutlines(source: ParsedScript, made: ParsedResult): void {
  const [was, is] = [outline(source), outline(made)];
  const at = was.findIndex((line, index) => line !== is[index]);
  if (at < 0 && was.length === is.length) return;
  const from = at < 0 ? was.length : at;
  const [wanted, got] = [was[from] ?? 'nothing', is[from] ?? 'nothing'];
  throw new MinifyProblem(`the result has ${got} where the source has ${wanted}`);
}

/** Marks of comments that only scripts know (ECMA-262, B.1.1). */
const HTML_COMMENT = /<!--|(?:^[^\S\n\r\u2028\u2029]*|\*\/\s*)-->/m;
/** Octal numbers, and octal escapes in strings; regular expressions have the like everywhere. */
const OCTAL = /\\[1-9]|\\0\d|(?<![\w$.])0\d/;

/** Of two equal trees only spellings can tell a script; new names are looked at one by one. */
function mayBeScriptOnly({ text, program }: ParsedResult, freedom: Freedom): boolean {
  if (freedom === 'outline' || HTML_COMMENT.test(text)) return true;
  if (!OCTAL.test(text)) return false;
  for (const node of nodesIn(program)) {
    if (node.type === 'Literal' && !node.regex && OCTAL.test(node.raw ?? '')) return true;
  }
  return false;
}

function isModuleToo(result: string, source: ParsedScript): boolean {
  return isParsed(result) || !isParsed(source.text);
}

function isParsed(text: string): boolean {
  return !(attempt(() => parseResult(text, true)) instanceof Error);
}
