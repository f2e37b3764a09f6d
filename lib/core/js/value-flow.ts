// Where a value of a script goes: through variables, functions that are called where they stand, and their answers.
import type { AnyNode, Pattern } from 'acorn';
import type { Variable } from 'eslint-scope';
import { type Bindings, type FunctionNode, isFunction, nameOf, thisIn } from './bindings.ts';

/** An expression that has the value, and what does something with it. */
export interface Use {
  readonly value: AnyNode;
  readonly by: AnyNode;
}

/** A pattern that takes the value apart. */
export interface Taken {
  readonly pattern: Extract<Pattern, { type: 'ObjectPattern' }>;
}

export type Step = Use | Taken;

/** What a function is called with: `this` where `at` is -1, else the argument at that place. */
export interface Given {
  readonly to: FunctionNode;
  readonly at: number;
  /** It is not called where it stands only. */
  readonly isNamed: boolean;
}

export class ValueFlow {
  readonly #bindings: Bindings;
  readonly #seen = new Set<AnyNode | Variable | string>();
  readonly #pending: AnyNode[] = [];
  readonly #taken: Taken[] = [];
  readonly #onNamed: ((given: Given) => void) | undefined;

  /** @param onNamed - Is told of functions that are called by their names; without it these are followed. */
  constructor(bindings: Bindings, onNamed?: (given: Given) => void) {
    this.#bindings = bindings;
    this.#onNamed = onNamed;
  }

  add(expression: AnyNode): void {
    if (this.#seen.has(expression)) return;
    this.#seen.add(expression);
    this.#pending.push(expression);
  }

  /** Returns the value to what is declared or assigned; a property of an object is a use. */
  bind(pattern: AnyNode): void {
    if (pattern.type === 'AssignmentPattern') this.bind(pattern.left);
    if (pattern.type === 'ObjectPattern') this.#taken.push({ pattern });
    if (pattern.type !== 'Identifier') return;
    const key = this.#bindings.variableOf(pattern) ?? pattern.name;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    for (const each of this.#bindings.referencesTo(key)) this.add(each);
  }

  /** Lists what is done with the value, apart from handing it on to where it is followed. */
  *steps(): Generator<Step> {
    for (;;) {
      const taken = this.#taken.pop();
      if (taken !== undefined) yield taken;
      const value = this.#pending.pop();
      if (value === undefined && taken === undefined) return;
      const by = value && this.#bindings.around(value);
      if (value !== undefined && by !== undefined && !this.#follow(value, by)) yield { value, by };
    }
  }

  /** Follows the value one step, where it goes to a place that is known. */
  #follow(value: AnyNode, by: AnyNode): boolean {
    if (isHandedUp(value, by)) this.add(by);
    else if (by.type === 'AssignmentExpression' && by.right === value && isPlainSet(by.operator)) {
      this.add(by);
      if (by.left.type === 'MemberExpression') return false;
      this.bind(by.left);
      return !this.#isSeenByOthers(by.left);
    } else if (by.type === 'AssignmentPattern' && by.right === value) this.bind(by.left);
    else if (by.type === 'VariableDeclarator' && by.init === value) {
      this.bind(by.id);
      return !this.#isSeenByOthers(by.id);
    } else if (by.type === 'ReturnStatement' || by.type === 'ArrowFunctionExpression') {
      return this.#isAnswered(value, by);
    } else {
      const given = this.#givenTo(value, by);
      if (given === undefined) return isDeclared(value, by);
      if (this.#onNamed && given.isNamed) this.#onNamed(given);
      else this.give(given);
      return !(given.at >= 0 && this.#bindings.usesArguments(given.to));
    }
    return true;
  }

  #isSeenByOthers(pattern: AnyNode): boolean {
    if (pattern.type !== 'Identifier') return false;
    const variable = this.#bindings.variableOf(pattern);
    return variable === undefined || this.#bindings.isOutermost(variable);
  }

  /** Returns the value to a function that is called with it. */
  give({ to, at }: Given): void {
    if (at < 0) for (const each of thisIn(to)) this.add(each);
    const parameter = to.params[at];
    if (parameter) this.bind(parameter);
  }

  /** Returns the function that is known to get a value in a call. */
  #givenTo(value: AnyNode, by: AnyNode): Given | undefined {
    if (by.type !== 'CallExpression' && by.type !== 'NewExpression') return undefined;
    const at = by.arguments.indexOf(value as never);
    const isSpread = by.arguments.slice(0, at).some(({ type }) => type === 'SpreadElement');
    if (at < 0 || isSpread) return undefined;
    const { callee } = by;
    const isByMethod = callee.type === 'MemberExpression' && GIVING.test(nameOf(callee) ?? '');
    const [called, place] = isByMethod ? [callee.object, at - 1] : [callee, at];
    const to = this.#bindings.functionOf(called);
    const isRest = to?.params.slice(0, place + 1).some(({ type }) => type === 'RestElement');
    if (to === undefined || isRest) return undefined;
    return { to, at: place, isNamed: this.#bindings.isDeclared(called) };
  }

  /** Follows what a function answers to where it is called, if all its calls are known. */
  #isAnswered(value: AnyNode, by: AnyNode): boolean {
    const to = by.type === 'ArrowFunctionExpression' ? by : this.#functionAround(by);
    if (by.type === 'ArrowFunctionExpression' && by.body !== value) return false;
    if (to === undefined || to.async || to.generator) return false;
    const calls = this.#callsOf(to);
    for (const each of calls ?? []) this.add(each);
    return calls !== undefined;
  }

  #functionAround(node: AnyNode): FunctionNode | undefined {
    let around: AnyNode | undefined = node;
    while (around !== undefined && !isFunction(around)) around = this.#bindings.around(around);
    return around;
  }

  #callsOf(to: FunctionNode): readonly AnyNode[] | undefined {
    const call = this.#bindings.callOf(to);
    if (call !== undefined) return [call];
    const parent = this.#bindings.around(to);
    const name = to.type === 'FunctionDeclaration' ? to.id : declaredBy(parent, to);
    const variable = name && this.#bindings.variableOf(name);
    if (!variable || this.#bindings.isOutermost(variable)) return undefined;
    const references = this.#bindings.referencesTo(variable).filter((each) => each !== name);
    const calls = references.map((each) => this.#bindings.callOf(each));
    return calls.every((each) => each !== undefined) ? calls : undefined;
  }
}

function declaredBy(parent: AnyNode | undefined, to: FunctionNode): AnyNode | undefined {
  return parent?.type === 'VariableDeclarator' && parent.init === to ? parent.id : undefined;
}

/** Methods of functions whose first argument becomes `this`. */
const GIVING = /^(?:call|apply|bind)$/;

function isPlainSet(operator: string): boolean {
  return operator === '=' || operator === '||=' || operator === '??=' || operator === '&&=';
}

/** Checks whether an expression may have the value of one that it consists of. */
function isHandedUp(value: AnyNode, by: AnyNode): boolean {
  if (by.type === 'ChainExpression' || by.type === 'ParenthesizedExpression') return true;
  if (by.type === 'SequenceExpression') return by.expressions.at(-1) === value;
  if (by.type === 'ConditionalExpression') return by.test !== value;
  return by.type === 'LogicalExpression' && !(by.operator === '&&' && by.left === value);
}

/** A name that is declared, or set to something else, is no use of its value. */
function isDeclared(value: AnyNode, by: AnyNode): boolean {
  if (by.type === 'VariableDeclarator') return by.id === value;
  if (by.type === 'AssignmentExpression') return by.left === value;
  if (by.type === 'ForInStatement' || by.type === 'ForOfStatement') return by.left === value;
  if (isFunction(by)) return by.params.includes(value as never);
  return by.type === 'AssignmentPattern' && by.left === value;
}
