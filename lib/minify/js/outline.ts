// What of a script others can see, and what it says to the engine that runs it.
import type { AnyNode } from 'acorn';
import { childrenOf } from '../../core/js/tree.ts';
import { moduleNames, scriptNames } from './outward-names.ts';
import type { ParsedScript } from './parse.ts';

/** Lists directives in order, then what others can see in alphabetical order. */
export function outline({ program, isModule }: ParsedScript): string[] {
  const names = isModule ? moduleNames(program) : scriptNames(program);
  return [...directives(program), ...[...names].sort()];
}

function directives(program: AnyNode): string[] {
  const found: string[] = [];
  const pending = [program];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === 'ExpressionStatement' && 'directive' in node && node.directive) {
      found.push(`the directive "${node.directive}"`);
    }
    pending.push(...childrenOf(node).reverse());
  }
  return found;
}
