// What the identifiers of a script stand for, as eslint-scope resolves them.
import type { Node, Program } from 'acorn';
import type { Reference, Scope, Variable } from 'eslint-scope';
import { scopesOf } from '../../core/js/bindings.ts';

/** A variable of the script itself, or `null` for a name that is looked up while it runs. */
export type Meaning = Variable | null;

/** A variable, and all places where it is named. */
export interface NamedVariable {
  readonly name: string;
  readonly identifiers: readonly Node[];
}

export class Scopes {
  readonly #meanings = new Map<Node, Meaning[]>();
  readonly #isInWith = new Set<Node>();
  readonly #variables: Variable[] = [];
  /** What `eval` may reach: the scopes around it, up to the outermost. */
  readonly #reached = new Set<Scope>();
  /**
   * The names of functions in blocks of sloppy code: each is also a variable of the function around
   * the block (ECMA-262, B.3.2), which eslint-scope does not know.
   */
  readonly hoistedNames: ReadonlySet<string>;

  /** @throws `RangeError` where the script is nested too deeply. */
  constructor(program: Program) {
    const manager = scopesOf(program);
    for (const { variables } of manager.scopes) for (const each of variables) this.#declare(each);
    for (const { references } of manager.scopes) for (const each of references) this.#refer(each);
    this.hoistedNames = new Set(this.#variables.filter(isHoisted).map(({ name }) => name));
  }

  /** Checks whether the script calls `eval`, or names it. */
  get hasEval(): boolean {
    return this.#reached.size > 0;
  }

  /**
   * Checks whether a program can see the name of a variable: names of functions and classes, also
   * inferred ones, what `eval` reaches, and parameters with `$` that injectors read from the source.
   */
  isKept({ name, scope, defs, references }: Variable): boolean {
    if ((scope as { dynamic?: boolean }).dynamic || this.#reached.has(scope)) return true;
    if (name === 'arguments' || this.hoistedNames.has(name)) return true;
    if (defs.some(({ type }) => type === 'FunctionName' || type === 'ClassName')) return true;
    if (name.startsWith('$') && defs.some(({ type }) => type === 'Parameter')) return true;
    return references.some(givesName);
  }

  /** Returns what an identifier declares, then what it refers to; empty for a mere name. */
  meaningsOf(identifier: Node): readonly Meaning[] {
    return this.#meanings.get(identifier) ?? [];
  }

  /** Checks whether an identifier may mean a property of an object that is only known at run time. */
  isInWith(identifier: Node): boolean {
    return this.#isInWith.has(identifier);
  }

  /** Returns the names that programs can see or look up, sorted. */
  keptNames(): string[] {
    const kept = this.#variables.filter((each) => each.identifiers.length > 0 && this.isKept(each));
    return [...new Set(kept.map(({ name }) => name))].sort();
  }

  /** Lists the variables that no program can see, but whose names are those of some that one can. */
  *variablesLikeKept(): Generator<NamedVariable> {
    const kept = new Set(this.keptNames());
    const free = this.#variables.filter((each) => kept.has(each.name) && !this.isKept(each));
    const named = new Map<Meaning, Node[]>(free.map((each) => [each, []]));
    const shared = new Set<Meaning>();
    for (const [identifier, meanings] of this.#meanings) {
      const isShared = this.isInWith(identifier) || new Set(meanings).size > 1;
      for (const each of meanings) {
        if (isShared) shared.add(each);
        const before = named.get(each);
        if (before !== undefined && before.at(-1) !== identifier) before.push(identifier);
      }
    }
    for (const each of free) {
      if (!shared.has(each)) yield { name: each.name, identifiers: named.get(each) ?? [] };
    }
  }

  #declare(variable: Variable): void {
    this.#variables.push(variable);
    for (const identifier of variable.identifiers) this.#add(identifier as never, variable);
  }

  #refer(reference: Reference): void {
    const identifier = reference.identifier as never as Node;
    this.#add(identifier, reference.resolved);
    if ((reference as { tainted?: boolean }).tainted) this.#isInWith.add(identifier);
    if (reference.identifier.name !== 'eval') return;
    for (let scope: Scope | null = reference.from; scope !== null; scope = scope.upper) {
      this.#reached.add(scope);
    }
  }

  #add(identifier: Node, meaning: Meaning): void {
    const meanings = this.#meanings.get(identifier);
    if (meanings === undefined) this.#meanings.set(identifier, [meaning]);
    else meanings.push(meaning);
  }
}

/** ECMA-262, 13.15.2 and 14.3: a function without a name takes that of what it is assigned to. */
function givesName({ writeExpr, partial }: Reference & { partial?: boolean }): boolean {
  return !partial && writeExpr != null && isAnonymousFunction(writeExpr as never);
}

/** Checks whether an expression is a function or class that takes its name from where it stands. */
export function isAnonymousFunction(node: Node & { id?: unknown }): boolean {
  if (node.type === 'ArrowFunctionExpression') return true;
  return (node.type === 'FunctionExpression' || node.type === 'ClassExpression') && !node.id;
}

function isHoisted({ scope, defs }: Variable): boolean {
  if (scope.isStrict || scope === scope.variableScope) return false;
  return (
    defs.some(({ type }) => type === 'FunctionName') && scope.type !== 'function-expression-name'
  );
}
