// Code that a script makes of texts while it runs: by `eval`, `Function`, and timers.
import type { AnyNode, CallExpression, NewExpression } from 'acorn';
import { type Bindings, isFunction, nameOf } from './bindings.ts';
import { isMadeText, isString, textOf } from './constant-text.ts';
import { GLOBAL_NAMES } from './global-object.ts';
import { ValueFlow } from './value-flow.ts';

export interface MadeCode {
  /** What makes code of a text that isn't written out. */
  readonly unknown?: string;
  /** The code that is written out. */
  readonly texts: readonly string[];
  /** Calls that may answer the global object. */
  readonly answers: readonly AnyNode[];
}

type Call = CallExpression | NewExpression;

export function madeCode(bindings: Bindings, all: readonly AnyNode[]): MadeCode {
  const calls = [...callsOfMakers(bindings, all)];
  const found = { texts: [] as string[], answers: [] as AnyNode[] };
  for (const { by, maker } of calls) {
    if (by === undefined) return { ...found, unknown: maker };
    const code = maker === 'Function' ? by.arguments : by.arguments.slice(0, 1);
    const values = code.map((each) => bindings.valueOf(each));
    const isTimer = maker === 'setTimeout' || maker === 'setInterval';
    if (isTimer && !values.some((each) => isMadeText(each) || isString(each))) continue;
    const texts = values.map((each) => textOf(each));
    if (texts.every((each) => each !== undefined)) {
      found.texts.push(texts.at(-1) ?? '');
      if (!isTimer) found.answers.push(...answersOf(by, maker, bindings));
    } else if (maker !== 'Function' || !isLater(by, bindings)) {
      return { ...found, unknown: `${maker}()` };
    }
  }
  return found;
}

/** `Function("return this")()`, and what `eval` gives for `"this"`. */
function answersOf(by: Call, maker: string, bindings: Bindings): AnyNode[] {
  if (maker === 'eval') return [by];
  const call = bindings.callOf(by);
  return call === undefined ? [] : [call];
}

/** Inside of a function, unless that is called where it stands, all scripts are mostly there. */
function isLater(node: AnyNode, bindings: Bindings): boolean {
  let around = bindings.around(node);
  while (around !== undefined) {
    if (isFunction(around) && bindings.callOf(around) === undefined) return true;
    around = bindings.around(around);
  }
  return false;
}

interface MakerCall {
  readonly maker: string;
  /** `undefined` where it is handed on to what is not known. */
  readonly by: Call | undefined;
}

function* callsOfMakers(bindings: Bindings, all: readonly AnyNode[]): Generator<MakerCall> {
  const makers = new Map<string, ValueFlow>();
  for (const node of all) {
    const name = makerName(node, bindings);
    if (name === undefined) continue;
    const flow = makers.get(name) ?? new ValueFlow(bindings);
    makers.set(name, flow);
    flow.add(node);
  }
  for (const [maker, flow] of makers) {
    for (const step of flow.steps()) {
      if (!('by' in step)) continue;
      const { value, by } = step;
      const isCall = by.type === 'CallExpression' || by.type === 'NewExpression';
      if (isCall && by.callee === value) yield { maker, by };
      else if (maker === 'eval' && !/^(?:Unary|Binary|Member)Expression$/.test(by.type))
        yield { maker, by: undefined };
    }
  }
}

const MAKER = /^(?:eval|Function|setTimeout|setInterval)$/;

function makerName(node: AnyNode, bindings: Bindings): string | undefined {
  if (node.type === 'Identifier') {
    const isMaker = MAKER.test(node.name) && bindings.referencesTo(node.name).includes(node);
    return isMaker ? node.name : undefined;
  }
  if (node.type !== 'MemberExpression') return undefined;
  const name = nameOf(node) ?? '';
  if (name === 'constructor') return isOfFunction(node.object, bindings) ? 'Function' : undefined;
  if (name === 'Function') return name;
  return MAKER.test(name) && (name === 'eval' || isGlobal(node.object)) ? name : undefined;
}

function isGlobal(node: AnyNode): boolean {
  return node.type === 'ThisExpression' || GLOBAL_NAMES.has(nameOf(node) ?? '');
}

/** `(() => {}).constructor`, `x.constructor.constructor`, `Object.getPrototypeOf(async () => {}).constructor`. */
function isOfFunction(object: AnyNode, bindings: Bindings): boolean {
  // a constructor's, or a method's: `[].map.constructor`
  if (object.type === 'MemberExpression') return true;
  if (bindings.functionOf(object) !== undefined) return true;
  if (object.type !== 'CallExpression' || nameOf(object.callee) !== 'getPrototypeOf') return false;
  const [given] = object.arguments;
  return given !== undefined && bindings.functionOf(given) !== undefined;
}
