// What of a script others can see, and what it says to the engine that runs it.
import type { AnyNode, Program } from 'acorn';
import { boundNames, hoisting, nodesIn } from '../../core/js/tree.ts';
import type { ParsedResult } from './parse.ts';

/** Lists directives in order, then what others can see in alphabetical order. */
export function outline({ program, isModule }: ParsedResult): string[] {
  const names = isModule ? moduleNames(program) : scriptNames(program);
  return [...directives(program), ...[...names].sort()];
}

function directives(program: AnyNode): string[] {
  const found: string[] = [];
  for (const node of nodesIn(program)) {
    if (node.type === 'ExpressionStatement' && 'directive' in node && node.directive) {
      found.push(`the directive "${node.directive}"`);
    }
  }
  return found;
}

/** Lists what a classic script declares outside of functions: other scripts see it. */
function scriptNames(program: Program): Set<string> {
  const names = new Set<string>();
  for (const node of program.body) {
    if (node.type === 'ClassDeclaration') names.add(`the class "${node.id.name}"`);
    if (node.type === 'VariableDeclaration') addVariables(node, names);
  }
  // a `var`, or a function in a block, is a name of the whole script
  for (const node of hoisting(program)) {
    if (node.type === 'VariableDeclaration' && node.kind === 'var') addVariables(node, names);
    if (node.type === 'FunctionDeclaration') names.add(`the function "${node.id?.name}"`);
  }
  return names;
}

function moduleNames(program: Program): Set<string> {
  const names = new Set<string>();
  for (const node of program.body) {
    if ('source' in node && node.source) names.add(`the module "${String(node.source.value)}"`);
    if (node.type === 'ImportDeclaration') addImported(node, names);
    if (node.type === 'ExportDefaultDeclaration') names.add('the export "default"');
    if (node.type === 'ExportAllDeclaration') {
      names.add(
        node.exported ? `the export "${nameOf(node.exported)}"` : 'all exports of a module',
      );
    }
    if (node.type === 'ExportNamedDeclaration') addExported(node, names);
  }
  return names;
}

function addImported(node: Extract<AnyNode, { type: 'ImportDeclaration' }>, names: Set<string>) {
  for (const specifier of node.specifiers) {
    names.add(`the import "${importedBy(specifier)}" of "${String(node.source.value)}"`);
  }
  for (const { key, value } of node.attributes) {
    names.add(`the import attribute "${nameOf(key)}: ${String(value.value)}"`);
  }
}

function importedBy(
  specifier: Extract<AnyNode, { type: 'ImportDeclaration' }>['specifiers'][number],
): string {
  if (specifier.type === 'ImportSpecifier') return nameOf(specifier.imported);
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
}

function addExported(
  node: Extract<AnyNode, { type: 'ExportNamedDeclaration' }>,
  names: Set<string>,
) {
  for (const { exported } of node.specifiers) names.add(`the export "${nameOf(exported)}"`);
  const { declaration } = node;
  const add = (name: string) => names.add(`the export "${name}"`);
  if (declaration?.type === 'VariableDeclaration') {
    for (const name of boundNames(declaration.declarations.map(({ id }) => id))) add(name);
  } else if (declaration) add(declaration.id.name);
}

function addVariables(
  { declarations, kind }: Extract<AnyNode, { type: 'VariableDeclaration' }>,
  names: Set<string>,
): void {
  for (const name of boundNames(declarations.map(({ id }) => id)))
    names.add(`the ${kind} "${name}"`);
}

function nameOf(node: AnyNode): string {
  return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';
}
