// The string literals of a tag: only there, and not in values, does a `;` separate paths.
import { splitCombination } from '../core/paths.ts';
import type { ParseTools } from './parse.ts';
import type { NunjucksNode } from './types.ts';

/**
 * Returns arrays of the combinations in the branches of an inline `if`: there a text would be a value.
 *
 * @param visit - Is called with each string literal that the path can be.
 */
export function withCombinations(
  tools: ParseTools,
  path: NunjucksNode,
  visit: (text: string) => void,
): NunjucksNode {
  if (!(path instanceof tools.nodes.Literal)) return withArrays(tools, path, visit);
  if (typeof path.value === 'string') visit(path.value);
  return path;
}

function withArrays(
  tools: ParseTools,
  node: NunjucksNode,
  visit: (text: string) => void,
): NunjucksNode {
  const { nodes } = tools;
  if (node instanceof nodes.InlineIf) {
    node.body = withArrays(tools, node.body, visit);
    if (node.else_) node.else_ = withArrays(tools, node.else_, visit);
  } else if (node instanceof nodes.Group && node.children.length === 1) {
    node.children = node.children.map((each) => withArrays(tools, each, visit));
  } else if (node instanceof nodes.Literal) return withArray(tools, node, visit);
  return node;
}

/** Returns an array of a combination: a text that is handed on as a value would be one path. */
export function asValue(tools: ParseTools, node: NunjucksNode): NunjucksNode {
  return node instanceof tools.nodes.Literal ? withArray(tools, node, () => {}) : node;
}

function withArray(
  { nodes }: ParseTools,
  node: NunjucksNode,
  visit: (text: string) => void,
): NunjucksNode {
  const { value, lineno, colno } = node;
  if (typeof value !== 'string') return node;
  visit(value);
  const members = splitCombination(value);
  if (members.length < 2) return node;
  const literals = members.map((member) => new nodes.Literal(lineno, colno, member));
  return new nodes.Array(lineno, colno, literals);
}
