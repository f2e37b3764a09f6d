// Texts that are written out in a script.
import type { AnyNode } from 'acorn';

/** Returns the text of an expression that is a constant, as a key it would be. */
export function textOf(node: AnyNode): string | undefined {
  if (node.type === 'Literal') {
    return typeof node.value === 'object' ? undefined : String(node.value);
  }
  if (node.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

/** Checks whether an expression makes a text of others. */
export function isMadeText(node: AnyNode): boolean {
  if (node.type === 'TemplateLiteral') return node.expressions.length > 0;
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return false;
  return [node.left, node.right].some((each) => isString(each) || isMadeText(each));
}

/** Returns what pieces of a text are together, `undefined` where one is only known at run time. */
export function madeText(node: AnyNode, meant: (node: AnyNode) => AnyNode): string | undefined {
  const value = meant(node);
  if (value.type !== 'BinaryExpression' || value.operator !== '+') return textOf(value);
  const [left, right] = [madeText(value.left, meant), madeText(value.right, meant)];
  return left === undefined || right === undefined ? undefined : left + right;
}

/** Returns what a text that is made of others begins with, as far as it is written out. */
export function startOf(node: AnyNode): string {
  if (node.type === 'BinaryExpression') return startOf(node.left);
  return node.type === 'TemplateLiteral'
    ? (node.quasis[0]?.value.cooked ?? '')
    : (textOf(node) ?? '');
}

export function isString(node: AnyNode): boolean {
  if (node.type === 'TemplateLiteral') return true;
  return node.type === 'Literal' && typeof node.value === 'string';
}
