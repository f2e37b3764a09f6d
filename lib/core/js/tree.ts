// Syntax trees of scripts, and walks over them without recursion.
import type * as Acorn from 'acorn';
import type { AnyNode, Program } from 'acorn';
import { acorn } from '../packages.cjs';
import { isScriptTooDeep } from '../script-depth.ts';

const CLASSIC: Acorn.Options = { ecmaVersion: 'latest', sourceType: 'script', allowHashBang: true };

/** Returns the tree of a classic script, `undefined` where it is none or is nested too deeply. */
export function parseClassicScript(text: string): Program | undefined {
  try {
    return isScriptTooDeep(text) ? undefined : acorn().parse(text, CLASSIC);
  } catch {
    return undefined;
  }
}

/** Lists the nodes right below a node, in the order of the source. */
export function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node).flat().filter(isNode);
}

/** Checks whether a value of a tree is a node. */
export function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}
