// What must be known of a classic script to tell whether it may be joined with others.
import type { AnyNode, Program } from 'acorn';
import { type Dependence, dependenceOf } from './dependence.ts';
import { isStrict } from './strictness.ts';
import { boundNames, hoisting, nodesIn, parseClassicScript } from './tree.ts';

/** A script, as others beside it see it; survives JSON. */
export interface ScriptRecord extends Dependence {
  readonly isStrict: boolean;
  /** Names of functions and `var`s, which become properties of the global object. */
  readonly vars: readonly string[];
  /** Of these the functions: they are there before the first statement runs. */
  readonly functions: readonly string[];
  /** Names that only functions in blocks declare: browsers leave one inside where it is taken. */
  readonly inBlocks: readonly string[];
  /** Names of `let`, `const` and `class`, of which there can be only one. */
  readonly lexical: readonly string[];
  /** All words of the script: names, keys, and words in strings. */
  readonly words: readonly string[];
}

/** Returns the record of a script, `undefined` of a text that is no classic script. */
export function scriptRecord(text: string): ScriptRecord | undefined {
  const program = parseClassicScript(text);
  if (program === undefined) return undefined;
  const names = declaredNames(program);
  const refused = MARKED.test(text) ? 'letters behind a byte-order mark' : refusedName(names);
  return {
    isStrict: isStrict(text),
    ...names,
    words: wordsOf(program),
    ...(refused === undefined ? dependenceOf(program, text) : { dependsOn: refused }),
  };
}

/** Alone such a script is in UTF-8; what stands behind another one has the encoding of its page. */
const MARKED = /^\ufeff.*[\u0080-\uffff]/s;

/** What a script declares for the whole page. */
export type DeclaredBy = Pick<ScriptRecord, 'vars' | 'functions' | 'inBlocks' | 'lexical'>;

/** Returns what a script declares, `undefined` of a text that is no classic script. */
export function declarationsOf(text: string): DeclaredBy | undefined {
  const program = parseClassicScript(text);
  return program && declaredNames(program);
}

/** Browsers run nothing of a script that declares one of these again (HTML, `LegacyUnforgeable`). */
const FIXED_NAMES: ReadonlySet<string> = new Set(
  'document Infinity location NaN top undefined window'.split(' '),
);

function refusedName({ functions, lexical }: DeclaredBy): string | undefined {
  return [...functions, ...lexical].find((name) => FIXED_NAMES.has(name));
}

function declaredNames(program: Program): DeclaredBy {
  const [vars, functions, lexical] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const outside = new Set<string>();
  for (const node of program.body.map(withoutLabels)) {
    if (node.type === 'FunctionDeclaration') outside.add(node.id.name);
    if (node.type === 'ClassDeclaration') lexical.add(node.id.name);
    if (node.type === 'VariableDeclaration' && node.kind !== 'var') addNames(node, lexical);
  }
  for (const node of hoisting(program)) {
    if (node.type === 'VariableDeclaration' && node.kind === 'var') addNames(node, vars);
    if (node.type === 'FunctionDeclaration' && node.id) functions.add(node.id.name);
  }
  const inBlocks = [...functions].filter((name) => !outside.has(name) && !vars.has(name));
  const all = new Set([...vars, ...functions]);
  return { vars: [...all], functions: [...functions], inBlocks, lexical: [...lexical] };
}

function withoutLabels(statement: Program['body'][number]) {
  let node = statement;
  while (node.type === 'LabeledStatement') node = node.body;
  return node;
}

function addNames(
  { declarations }: Extract<AnyNode, { type: 'VariableDeclaration' }>,
  names: Set<string>,
): void {
  for (const name of boundNames(declarations.map(({ id }) => id))) names.add(name);
}

/** Longer ones are mostly data. */
export const LONGEST_WORD = 100;
export const WORD: RegExp = /[\w$\u0080-\uffff]+/g;

function wordsOf(program: Program): string[] {
  const words = new Set<string>();
  for (const node of nodesIn(program)) {
    for (const [word] of textOf(node).matchAll(WORD)) {
      if (word.length <= LONGEST_WORD) words.add(word);
    }
  }
  return [...words].sort();
}

function textOf(node: AnyNode): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'TemplateElement') return node.value.cooked ?? node.value.raw;
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : '';
}
