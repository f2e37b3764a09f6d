// Where `this` is the global object: outside of functions, and in sloppy ones that are called without a receiver.
import type { AnyNode, CallExpression } from 'acorn';
import { type Bindings, type FunctionNode, isFunction, nameOf, thisIn } from './bindings.ts';
import { ValueFlow } from './value-flow.ts';

export interface Receivers {
  /** Each `this` that is the global object. */
  readonly sure: readonly AnyNode[];
  /** Each `this` that may be it, as nobody knows who calls the function; targets of events, and views. */
  readonly possible: readonly AnyNode[];
}

/** Lists each `this` in a script, apart from those of methods and constructors. */
export function receivers(bindings: Bindings, all: readonly AnyNode[]): Receivers {
  const [sure, possible]: [AnyNode[], AnyNode[]] = [[], []];
  for (const node of all) {
    if (node.type === 'MemberExpression' && nameOf(node) === 'defaultView') possible.push(node);
    if (node.type === 'CallExpression') possible.push(...targetsFor(node, bindings));
    if (node.type === 'Program') sure.push(...thisIn(node));
    if (!isFunction(node) || node.type === 'ArrowFunctionExpression' || bindings.isStrict(node)) {
      continue;
    }
    const called = callsOf(node, bindings);
    if (called === 'plainly') sure.push(...thisIn(node));
    if (called === 'by others') possible.push(...thisIn(node));
  }
  return { sure, possible };
}

const TARGET = /^(?:target|currentTarget|srcElement|view)$/;

/** What is the object that a listener is added to, in the listener: its `this`, and targets of the event. */
function targetsFor({ callee, arguments: given }: CallExpression, bindings: Bindings): AnyNode[] {
  if (nameOf(callee) !== 'addEventListener') return [];
  const listener = given[1] && bindings.functionOf(given[1]);
  if (listener === undefined) return [];
  const found = listener.type === 'ArrowFunctionExpression' ? [] : [...thisIn(listener)];
  const event = new ValueFlow(bindings);
  if (listener.params[0]) event.bind(listener.params[0]);
  for (const step of event.steps()) {
    if ('by' in step) {
      if (step.by.type === 'MemberExpression' && TARGET.test(nameOf(step.by) ?? ''))
        found.push(step.by);
      continue;
    }
    for (const property of step.pattern.properties) {
      if (property.type !== 'Property' || !TARGET.test(nameOf(property.key) ?? '')) continue;
      const variable = bindings.variableOf(property.value);
      if (variable) found.push(...bindings.referencesTo(variable));
    }
  }
  return found;
}

/** How a function is called, as far as its script shows. */
type Called = 'plainly' | 'by others' | 'with a receiver';

function callsOf(node: FunctionNode, bindings: Bindings): Called {
  const parent = bindings.around(node);
  const call = bindings.callOf(node);
  if (call !== undefined) {
    if (call.type === 'NewExpression') return 'with a receiver';
    const [receiver] = call.callee === node ? [] : call.arguments;
    return receiver === undefined || isNothing(receiver) ? 'plainly' : 'with a receiver';
  }
  if (node.type === 'FunctionDeclaration') return byName(node.id, bindings);
  if (parent?.type === 'VariableDeclarator') return byName(parent.id, bindings);
  const isMethod =
    parent?.type === 'Property' ||
    parent?.type === 'MethodDefinition' ||
    (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression');
  return isMethod ? 'with a receiver' : 'by others';
}

/** A sloppy function gets the global object for nothing (ECMA-262, 10.2.1.2). */
function isNothing(node: AnyNode): boolean {
  if (node.type === 'Literal') return node.raw === 'null';
  return node.type === 'Identifier' && node.name === 'undefined';
}

/** A constructor may be called in both ways. */
function byName(name: AnyNode | null, bindings: Bindings): Called {
  const variable = name ? bindings.variableOf(name) : undefined;
  if (variable === undefined) return 'by others';
  const around = bindings
    .referencesTo(variable)
    .map((each) => [each, bindings.around(each)] as const);
  const isConstructor = around.some(([each, by]) => {
    if (by?.type === 'NewExpression') return by.callee === each;
    return by?.type === 'MemberExpression' && by.object === each && isPrototype(by.property);
  });
  const calls = around.filter(([each, by]) => by?.type === 'CallExpression' && by.callee === each);
  if (isConstructor) return calls.length > 0 ? 'by others' : 'with a receiver';
  const names = around.filter(([each]) => each !== name).length;
  return calls.length > 0 && calls.length === names ? 'plainly' : 'by others';
}

function isPrototype(property: AnyNode): boolean {
  return property.type === 'Identifier' && property.name === 'prototype';
}
