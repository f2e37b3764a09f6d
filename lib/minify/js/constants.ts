// What is written out in a script: the values of literals, and the keys of properties.
import type { AnyNode, Literal } from 'acorn';

/** A template without expressions is a string, `!0` and `!1` are truth values. */
export function constantOf(node: AnyNode): string | boolean | undefined {
  if (node.type === 'TemplateLiteral') {
    const [only, second] = node.quasis;
    return second === undefined ? (only?.value.cooked ?? only?.value.raw) : undefined;
  }
  if (node.type !== 'UnaryExpression' || node.operator !== '!') return undefined;
  const { argument } = node;
  if (argument.type !== 'Literal') return undefined;
  return argument.value === 0 ? true : argument.value === 1 ? false : undefined;
}

/** Numbers, strings and big integers are their values, regular expressions their text and flags. */
export function literalFields({
  value,
  regex,
  bigint,
}: Literal): Readonly<Record<string, unknown>> {
  if (regex) return { pattern: regex.pattern, flags: [...regex.flags].sort().join('') };
  if (bigint != null) return { bigint: String(BigInt(bigint)) };
  return { value };
}

/** Checks whether an expression in brackets names a fixed key. */
export function isKey(node: AnyNode): boolean {
  if (node.type === 'TemplateLiteral') return constantOf(node) !== undefined;
  return node.type === 'Literal' && ['string', 'number'].includes(typeof node.value);
}

/** A private name stays a node, because it may be renamed. */
export function keyOf(node: AnyNode): AnyNode | string {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'TemplateLiteral') return String(constantOf(node));
  if (node.type !== 'Literal') return node;
  return node.bigint != null ? String(BigInt(node.bigint)) : String(node.value);
}
