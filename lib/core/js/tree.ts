// Syntax trees of scripts, and walks over them without recursion.
import type * as Acorn from 'acorn';
import type { AnyNode, Pattern, Program } from 'acorn';
import { acorn, jsTokens } from '../packages.cjs';
import { isScriptTooDeep } from './depth.ts';
import { parseProgram } from './program.ts';

const CLASSIC: Acorn.Options = {
  ecmaVersion: 'latest',
  sourceType: 'script',
  allowHashBang: true,
};

/**
 * Returns the tree of a classic script, `undefined` where it is none or is nested too deeply.
 *
 * @throws Where the parser can't be loaded.
 */
export function parseClassicScript(text: string): Program | undefined {
  // what can't be loaded for a moment says nothing of the text
  jsTokens();
  acorn();
  try {
    return isScriptTooDeep(text) ? undefined : parseProgram(text, CLASSIC);
  } catch {
    return undefined;
  }
}

/** Lists the nodes right below a node, in the order of the source. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children;
}

/** Lists a node and all nodes below it, in the order of the source. */
export function* nodesIn(root: AnyNode): Generator<AnyNode> {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    pending.push(...childrenOf(node).reverse());
  }
}

/** Nothing inside a function or class is declared outside of it. */
const CLOSED = /Function|^Class/;

/** Lists the nodes outside of functions, where `var` and functions declare names of the script. */
export function* hoisting(program: Program): Generator<AnyNode> {
  const pending: AnyNode[] = [program];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    if (!CLOSED.test(node.type)) pending.push(...childrenOf(node));
  }
}

export function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** Lists the names that patterns bind: `a`, `b` and `c` of `{ a, x: [b, ...c] }`. */
export function boundNames(patterns: readonly (Pattern | null)[]): string[] {
  const names: string[] = [];
  const pending = [...patterns];
  for (let each = pending.pop(); each !== undefined; each = pending.pop()) {
    if (each?.type === 'Identifier') names.push(each.name);
    else if (each?.type === 'AssignmentPattern') pending.push(each.left);
    else if (each?.type === 'RestElement') pending.push(each.argument);
    else if (each?.type === 'ArrayPattern') pending.push(...each.elements);
    else if (each?.type === 'ObjectPattern') {
      pending.push(...each.properties.map((one) => (one.type === 'Property' ? one.value : one)));
    }
  }
  return names;
}
