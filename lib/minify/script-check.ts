// What must be the same in a script before and after: directives, and the names others can see.
import { type AnyNode, type Options, type Program, parse } from 'acorn';
import { MinifyProblem } from './minifier.ts';

const OPTIONS: Options = { ecmaVersion: 'latest', sourceType: 'script', allowHashBang: true };

/** A script that was parsed. */
export interface ParsedScript {
  readonly isModule: boolean;
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
  return { isModule, outline: outlineOf(program) };
}

/** Lists directives in order, then names in alphabetical order. */
function outlineOf(program: Program): string[] {
  const directives: string[] = [];
  const names = new Set<string>();
  visit(program, 0, directives, names);
  return [...directives, ...[...names].sort()];
}

function visit(node: AnyNode, depth: number, directives: string[], names: Set<string>): void {
  if (node.type === 'ExpressionStatement' && node.directive !== undefined) {
    directives.push(`the directive "${node.directive}"`);
  }
  if (depth === 0) addNames(node, names);
  const isInner = /^(?:Function|ArrowFunction|Class|StaticBlock)/.test(node.type);
  for (const child of childrenOf(node)) {
    visit(child, isInner ? depth + 1 : depth, directives, names);
  }
}

function childrenOf(node: AnyNode): AnyNode[] {
  const values = Object.values(node) as unknown[];
  return values.flat().filter((value): value is AnyNode => {
    return typeof value === 'object' && value !== null && 'type' in value;
  });
}

/** Names of functions and variables that are not inside a function, imports and exports. */
function addNames(node: AnyNode, names: Set<string>): void {
  if (node.type === 'VariableDeclaration' && node.kind === 'var') {
    for (const { id } of node.declarations) addPattern(id, names);
  }
  if (node.type === 'FunctionDeclaration') names.add(`the function "${node.id?.name}"`);
  if (node.type === 'Program') for (const each of node.body) addLexical(each, names);
  if (node.type === 'ExportSpecifier') names.add(`the export "${nameOf(node.exported)}"`);
  if (node.type === 'ExportDefaultDeclaration') names.add('the export "default"');
  if ('source' in node && node.source?.type === 'Literal') {
    names.add(`the module "${String(node.source.value)}"`);
  }
}

function addLexical(node: AnyNode, names: Set<string>): void {
  const declared = 'declaration' in node && node.declaration ? node.declaration : node;
  const prefix = declared === node ? '' : 'exported ';
  if (declared.type === 'ClassDeclaration') names.add(`the ${prefix}class "${declared.id?.name}"`);
  if (declared.type === 'FunctionDeclaration' && prefix !== '') {
    names.add(`the exported function "${declared.id?.name}"`);
  }
  if (declared.type !== 'VariableDeclaration') return;
  for (const { id } of declared.declarations) addPattern(id, names);
}

function addPattern(pattern: AnyNode, names: Set<string>): void {
  if (pattern.type === 'Identifier') names.add(`the name "${pattern.name}"`);
  else if (pattern.type === 'AssignmentPattern') addPattern(pattern.left, names);
  else if (pattern.type === 'Property') addPattern(pattern.value, names);
  else for (const child of childrenOf(pattern)) addPattern(child, names);
}

function nameOf(node: AnyNode): string {
  return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';
}
