// The directives of a script and of its functions, in order.
import type { AnyNode, Program } from 'acorn';
import { isNode } from './script-names.ts';

/** Lists the directives; a text that holds none is not walked through. */
export function directivesOf(text: string, program: Program): string[] {
  const directives: string[] = [];
  if (/['"]use /.test(text)) visit(program, directives);
  return directives;
}

function visit(node: AnyNode, directives: string[]): void {
  if (node.type === 'ExpressionStatement' && node.directive !== undefined) {
    directives.push(`the directive "${node.directive}"`);
  }
  for (const value of Object.values(node) as unknown[]) {
    if (Array.isArray(value)) for (const each of value) visitValue(each, directives);
    else visitValue(value, directives);
  }
}

function visitValue(value: unknown, directives: string[]): void {
  if (isNode(value)) visit(value, directives);
}
