// What a script does with the global object: which names others declare it might see, or miss.
import type { AnyNode, CallExpression, NewExpression } from 'acorn';
import { type Bindings, nameOf } from './bindings.ts';
import { textOf } from './constant-text.ts';
import { receivers } from './receivers.ts';
import { type Taken, type Use, ValueFlow } from './value-flow.ts';

/** How a script may see names that it does not say. */
export interface Look {
  /** It looks by names that are made at run time, or at all of them. */
  readonly looksAt?: string;
  /** It hands the global object to what is not known, which may look. */
  readonly passesOn?: string;
}

/** Names of the global object that browsers give it (HTML, 7.2.2); in a frame some are another's. */
export const GLOBAL_NAMES: ReadonlySet<string> = new Set(
  'window self globalThis top parent frames'.split(' '),
);

/** @param others - Expressions that are it, besides names and `this`. */
export function lookOf(
  bindings: Bindings,
  all: readonly AnyNode[],
  others: readonly AnyNode[],
): Look {
  const { sure, possible } = receivers(bindings, all);
  const named = new ValueFlow(bindings);
  const flow = new ValueFlow(bindings, (given) => named.give(given));
  for (const each of [...sure, ...others]) flow.add(each);
  for (const each of all) if (isGlobalName(each, bindings)) flow.add(each);
  const { looksAt, passesOn } = followed(bindings, flow);
  if (looksAt !== undefined) return { looksAt };
  // which of its values a function is called with at which time nobody follows
  const inNamed = followed(bindings, named);
  const maybe = new ValueFlow(bindings);
  for (const each of possible) maybe.add(each);
  // whether these are the global object nobody knows: only a look itself counts
  const soft = passesOn ?? inNamed.looksAt ?? inNamed.passesOn ?? followed(bindings, maybe).looksAt;
  return soft === undefined ? {} : { passesOn: soft };
}

function isGlobalName(node: AnyNode, bindings: Bindings): boolean {
  if (node.type === 'MemberExpression') {
    return nameOf(node) === 'defaultView' && nameOf(node.object) === 'document';
  }
  if (node.type !== 'Identifier' || !GLOBAL_NAMES.has(node.name)) return false;
  const variable = bindings.variableOf(node);
  if (variable !== undefined) return bindings.isOutermost(variable);
  return bindings.referencesTo(node.name).includes(node);
}

function followed(bindings: Bindings, flow: ValueFlow): Look {
  let passesOn: string | undefined;
  for (const step of flow.steps()) {
    const look =
      'pattern' in step ? taken(step.pattern, flow, bindings) : used(step, flow, bindings);
    if (look.looksAt !== undefined) return look;
    passesOn ??= look.passesOn;
  }
  return passesOn === undefined ? {} : { passesOn };
}

const FINE: Look = {};
const PASSED_ON: Look = { passesOn: 'the global object where it is not known what becomes of it' };

function looksAt(what: string): Look {
  return { looksAt: what };
}

/** Places where an object is only compared, told apart from nothing, or written as text. */
const HARMLESS: ReadonlySet<string> = new Set(
  'UnaryExpression ExpressionStatement IfStatement WhileStatement DoWhileStatement ForStatement ConditionalExpression LogicalExpression SequenceExpression SwitchStatement SwitchCase TemplateLiteral UpdateExpression ForOfStatement'.split(
    ' ',
  ),
);

function used({ value, by }: Use, flow: ValueFlow, bindings: Bindings): Look {
  if (HARMLESS.has(by.type)) return FINE;
  if (by.type === 'MemberExpression') return memberLook(value, by, flow, bindings);
  if (by.type === 'ForInStatement') return looksAt('for (… in window)');
  if (by.type === 'SpreadElement') return looksAt('…window');
  if (by.type === 'BinaryExpression') {
    const isAsked = by.operator === 'in' && by.right === value;
    return isAsked && !isText(by.left, bindings) ? looksAt('… in window') : FINE;
  }
  if (by.type === 'CallExpression' || by.type === 'NewExpression')
    return callLook(value, by, bindings);
  return PASSED_ON;
}

function memberLook(
  value: AnyNode,
  by: Extract<AnyNode, { type: 'MemberExpression' }>,
  flow: ValueFlow,
  bindings: Bindings,
): Look {
  if (by.object !== value) return FINE;
  if (by.computed && !isText(by.property, bindings)) return looksAt('window[…]');
  const name = by.computed ? textOf(bindings.valueOf(by.property)) : nameOf(by);
  if (name !== undefined && GLOBAL_NAMES.has(name)) flow.add(by);
  if (name === undefined || !ASKED_BY.test(name)) return FINE;
  const call = bindings.callOf(by);
  const [first] = call?.arguments ?? [];
  return first !== undefined && isText(first, bindings) ? FINE : looksAt('the names of window');
}

const ASKED_BY = /^(?:hasOwnProperty|propertyIsEnumerable|__(?:lookup|define)[GS]etter__)$/;

/** `const { [name]: value } = window`, `const { a, ...others } = window`. */
function taken({ properties }: Taken['pattern'], flow: ValueFlow, bindings: Bindings): Look {
  for (const property of properties) {
    if (property.type !== 'Property') return looksAt('…window');
    const { key, computed, value } = property;
    if (computed && !isText(key, bindings)) return looksAt('window[…]');
    const name = computed || key.type !== 'Identifier' ? textOf(bindings.valueOf(key)) : key.name;
    if (name !== undefined && GLOBAL_NAMES.has(name)) flow.bind(value);
  }
  return FINE;
}

/** A function that is not of the script gets the global object. */
function callLook(value: AnyNode, by: CallExpression | NewExpression, bindings: Bindings): Look {
  const { callee } = by;
  if (callee === value) return FINE;
  const at = by.arguments.indexOf(value as never);
  const next = by.arguments[at + 1];
  const isNamed = next !== undefined && isText(next, bindings);
  const asked = callee.type === 'MemberExpression' ? nameOf(callee.object) : undefined;
  if (asked !== undefined && (ASKED_BY.test(asked) || asked === 'Object' || asked === 'Reflect')) {
    return at === 0 && isNamed ? FINE : looksAt('the names of window');
  }
  const isReceiver = at === 0 && /^(?:call|bind)$/.test(memberNameOf(callee) ?? '');
  // to any function that is called without a receiver the global object is given, too
  if (isReceiver && (next === undefined || isNamed || isNoKey(next))) return FINE;
  return isWrapped(by, bindings) ? FINE : PASSED_ON;
}

function memberNameOf(callee: AnyNode): string | undefined {
  return callee.type === 'MemberExpression' ? nameOf(callee) : undefined;
}

function isNoKey({ type }: AnyNode): boolean {
  return /Function|^(?:Object|Array)Expression$/.test(type);
}

/** `$(window).on(…)`: what jQuery does with the global object needs no other names. */
function isWrapped(by: CallExpression | NewExpression, bindings: Bindings): boolean {
  const { callee } = by;
  if (callee.type !== 'Identifier' || !/^(?:\$|jQuery)$/.test(callee.name)) return false;
  const member = bindings.around(by);
  if (member?.type !== 'MemberExpression' || member.object !== by) return true;
  return !member.computed && !/^(?:attr|each|get|map|prop|toArray)$/.test(nameOf(member) ?? '');
}

/** A text that is written out is among the words of the script. */
function isText(node: AnyNode, bindings: Bindings): boolean {
  return textOf(bindings.valueOf(node)) !== undefined;
}
