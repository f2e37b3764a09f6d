// What the identifiers of a classic script stand for, and what stands around each node.
import type { AnyNode, CallExpression, Identifier, NewExpression, Pattern, Program } from 'acorn';
import type { Scope, ScopeManager, Variable } from 'eslint-scope';
import { eslintScope } from '../packages.cjs';
import { childrenOf } from './tree.ts';

/** A function in any form but a method's, which holds one. */
export type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

/** @throws `RangeError` where the script is nested too deeply. */
export function scopesOf(program: Program): ScopeManager {
  return eslintScope().analyze(program as never, {
    ecmaVersion: 2022,
    sourceType: program.sourceType,
  });
}

export class Bindings {
  readonly #parents = new Map<AnyNode, AnyNode>();
  readonly #variables = new Map<AnyNode, Variable>();
  readonly #references = new Map<Variable | string, Identifier[]>();
  readonly #writes = new Map<Variable, number>();
  readonly #scopes: ScopeManager;

  constructor(program: Program) {
    const pending: AnyNode[] = [program];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      for (const child of childrenOf(node)) {
        this.#parents.set(child, node);
        pending.push(child);
      }
    }
    this.#scopes = scopesOf(program);
    for (const scope of this.#scopes.scopes) this.#read(scope);
  }

  /** eslint-scope leaves it open whether a name of a script outside of functions is another script's. */
  #read({ references, variables }: Scope): void {
    for (const variable of variables) {
      for (const each of variable.identifiers) this.#variables.set(each as never, variable);
    }
    const outermost = this.#scopes.scopes[0] as Scope;
    for (const { identifier, resolved, writeExpr } of references) {
      const variable = resolved ?? outermost.set.get(identifier.name);
      const node = identifier as never as Identifier;
      if (variable) this.#variables.set(node, variable);
      if (variable && writeExpr) this.#writes.set(variable, this.writesOf(variable) + 1);
      const key = variable ?? identifier.name;
      const before = this.#references.get(key);
      if (before === undefined) this.#references.set(key, [node]);
      else before.push(node);
    }
  }

  /** Returns the node around another; that of the script has none. */
  around(node: AnyNode): AnyNode | undefined {
    return this.#parents.get(node);
  }

  /** Returns the variable of the script that an identifier means, `undefined` for one from outside. */
  variableOf(identifier: AnyNode): Variable | undefined {
    return this.#variables.get(identifier);
  }

  /** Lists where a variable, or a name from outside, is read or written. */
  referencesTo(meant: Variable | string): readonly Identifier[] {
    return this.#references.get(meant) ?? [];
  }

  writesOf(variable: Variable): number {
    return this.#writes.get(variable) ?? 0;
  }

  /** Checks whether other scripts see a variable. */
  isOutermost({ scope }: Variable): boolean {
    return scope === this.#scopes.scopes[0];
  }

  isStrict(node: FunctionNode): boolean {
    return this.#scopes.acquire(node as never, true)?.isStrict ?? true;
  }

  /** Checks whether a function takes what it is given also by `arguments`. */
  usesArguments(node: FunctionNode): boolean {
    const scope = this.#scopes.acquire(node as never, true);
    return (scope?.set.get('arguments')?.references.length ?? 0) > 0;
  }

  /**
   * Returns the one value that an expression surely has as far as it is written out: that of a variable
   * is what it is declared with, that of a parameter what the function, called where it stands, is given.
   */
  valueOf(expression: AnyNode): AnyNode {
    let node = expression;
    // variables may be declared by each other in a circle
    for (let steps = 0; steps < 10; steps += 1) {
      const value = node.type === 'Identifier' ? this.#initialOf(node) : node;
      if (value === undefined || value === node) return node;
      node = value;
    }
    return expression;
  }

  #initialOf(identifier: Identifier): AnyNode | undefined {
    const variable = this.variableOf(identifier);
    const [definition, second] = variable?.defs ?? [];
    if (variable === undefined || definition === undefined || second) return undefined;
    const node = definition.node as never as AnyNode;
    if (definition.type === 'FunctionName') return this.writesOf(variable) === 0 ? node : undefined;
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') {
      return this.writesOf(variable) === 1 ? (node.init ?? undefined) : undefined;
    }
    if (definition.type !== 'Parameter' || this.writesOf(variable) > 0) return undefined;
    return this.#argumentOf(node as FunctionNode, identifier.name);
  }

  #argumentOf(node: FunctionNode, name: string): AnyNode | undefined {
    const at = node.params.findIndex((each) => each.type === 'Identifier' && each.name === name);
    const call = this.callOf(node);
    if (at < 0 || call === undefined) return undefined;
    const given = call.callee === node ? call.arguments : call.arguments.slice(1);
    return given.slice(0, at + 1).some(({ type }) => type === 'SpreadElement')
      ? undefined
      : given[at];
  }

  /** Returns the call of a function that is called where it stands, also by `.call(…)`. */
  callOf(node: AnyNode): CallExpression | NewExpression | undefined {
    const parent = this.around(node);
    if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') {
      return parent.callee === node ? parent : undefined;
    }
    if (parent?.type !== 'MemberExpression' || parent.object !== node) return undefined;
    const call = this.around(parent);
    const isCalled = call?.type === 'CallExpression' && call.callee === parent;
    return isCalled && nameOf(parent) === 'call' ? call : undefined;
  }

  /** Checks whether an expression is a name that the script declares, but no parameter. */
  isDeclared(expression: AnyNode): boolean {
    const definition = this.variableOf(expression)?.defs[0];
    return definition !== undefined && definition.type !== 'Parameter';
  }

  functionOf(expression: AnyNode): FunctionNode | undefined {
    const value = this.valueOf(expression);
    return isFunction(value) ? value : undefined;
  }
}

export function isFunction(node: AnyNode | Pattern | undefined): node is FunctionNode {
  return node !== undefined && /^(?:Arrow)?Function(?:Declaration|Expression)$/.test(node.type);
}

/** Lists the `this` of a function or script, with those of the arrow functions in it. */
export function thisIn(root: FunctionNode | Program): readonly AnyNode[] {
  const found: AnyNode[] = [];
  const pending: AnyNode[] = childrenOf(root);
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === 'ThisExpression') found.push(node);
    const hasOwn = node.type === 'ClassBody' || (isFunction(node) && !isArrow(node));
    if (!hasOwn) pending.push(...childrenOf(node));
  }
  return found;
}

function isArrow({ type }: AnyNode): boolean {
  return type === 'ArrowFunctionExpression';
}

/** The last name of an expression: `(0, eval)` and `window.eval` are `eval`. */
export function nameOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ChainExpression') return nameOf(node.expression);
  if (node.type === 'SequenceExpression') return nameOf(node.expressions.at(-1) as AnyNode);
  if (node.type !== 'MemberExpression') return undefined;
  const { property, computed } = node;
  if (computed) return property.type === 'Literal' ? String(property.value) : undefined;
  return property.type === 'Identifier' ? property.name : undefined;
}
