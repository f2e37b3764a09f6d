// What of a script others can see, and what it says to the engine that runs it.
import type { AnyNode } from 'acorn';
import { nodesIn } from '../../core/js/tree.ts';
import { moduleNames, scriptNames } from './outward-names.ts';
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
