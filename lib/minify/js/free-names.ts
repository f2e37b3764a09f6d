// Names that engines may shorten, although others like them may not: engines are told words, not variables.
import type { AnyNode, ExportNamedDeclaration, Node, Program } from 'acorn';
import { applyEdits } from '../../core/edits.ts';
import { nodesIn } from '../../core/js/tree.ts';
import type { EngineMap } from '../../core/mappings.ts';
import type { ParsedScript } from './parse.ts';
import type { Scopes } from './scopes.ts';

/** A script as an engine gets it; all that isn't renamed stands where it stood. */
export interface FreedNames {
  readonly text: string;
  /** Returns a map of a result with the names that were written. */
  readonly mapOf: (map: EngineMap) => EngineMap;
}

/**
 * Renames variables that programs can't see, and that share their name with one that they can, names of
 * their own, each as long as the one that was written.
 */
export function freeNames({ text, program }: ParsedScript, scopes: Scopes): FreedNames {
  const fixed = fixedNames(program);
  const fresh = new FreshNames(text);
  const written = new Map<string, string>();
  const edits = [...scopes.variablesLikeKept()].flatMap(({ name, identifiers }) => {
    const isWritten = (each: Node) => text.slice(each.start, each.end) === name && !fixed.has(each);
    const other = identifiers.every(isWritten) ? fresh.next(name.length) : undefined;
    if (other === undefined) return [];
    written.set(other, name);
    return identifiers.map(({ start, end }) => ({ start, end, text: other }));
  });
  const mapOf = (map: EngineMap) => ({
    ...map,
    names: map.names.map((name) => written.get(name) ?? name),
  });
  return { text: applyEdits(text, edits), mapOf };
}

/** `{ a }`, `import { a }`, `export { a }` and `export const a` name a key, too. */
function fixedNames(program: Program): Set<Node> {
  const fixed = new Set<Node>();
  for (const node of nodesIn(program)) {
    if (node.type === 'Property' && node.shorthand) fixed.add(patternOf(node.value));
    else if (node.type === 'ImportSpecifier' || node.type === 'ExportSpecifier') {
      fixed.add(node.local);
    } else if (node.type === 'ExportNamedDeclaration') {
      for (const each of exportedBy(node)) fixed.add(each);
    }
  }
  return fixed;
}

/** The patterns of variables that are exported where they are declared, with all in them. */
function exportedBy({ declaration }: ExportNamedDeclaration): Node[] {
  if (declaration?.type !== 'VariableDeclaration') return [];
  return declaration.declarations.flatMap(({ id }) => [...nodesIn(id)]);
}

function patternOf(value: AnyNode): AnyNode {
  return value.type === 'AssignmentPattern' ? value.left : value;
}

/** No keyword begins so. */
const FIRST = '_ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const OTHERS = `${FIRST}abcdefghijklmnopqrstuvwxyz0123456789`;
/** A longer number makes no other name. */
const MOST_DIGITS = 4;

/** Names that a text does not have, of every length but one letter: that is as short as can be. */
class FreshNames {
  readonly #taken: ReadonlySet<string>;
  readonly #counts = new Map<number, number>();

  constructor(text: string) {
    this.#taken = new Set(text.match(/[\w$]+/g));
  }

  next(length: number): string | undefined {
    const most = length < 2 ? 0 : FIRST.length * OTHERS.length ** Math.min(length - 1, MOST_DIGITS);
    for (let count = this.#counts.get(length) ?? 0; count < most; count += 1) {
      const name = nameOf(count, length);
      if (this.#taken.has(name)) continue;
      this.#counts.set(length, count + 1);
      return name;
    }
    this.#counts.set(length, most);
    return undefined;
  }
}

function nameOf(count: number, length: number): string {
  let name = FIRST[count % FIRST.length] ?? '';
  let rest = Math.floor(count / FIRST.length);
  while (name.length < length) {
    name += OTHERS[rest % OTHERS.length];
    rest = Math.floor(rest / OTHERS.length);
  }
  return name;
}
