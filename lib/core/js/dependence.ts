// What a script does that would show whether it stands in a file of its own.
import type { AnyNode, Program } from 'acorn';
import { childrenOf } from './tree.ts';

/** A node, and whether `this` is the global object there. */
interface Visit {
  readonly node: AnyNode;
  readonly isThisGlobal: boolean;
}

/** Returns what shows a script where it stands, `undefined` where nothing does. */
export function dependenceOf(program: Program, text: string): string | undefined {
  const pending: Visit[] = [{ node: program, isThisGlobal: true }];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    const found = dependence(visit, text);
    if (found !== undefined) return found;
    const isThisGlobal = visit.isThisGlobal && !HAS_OWN_THIS.has(visit.node.type);
    for (const node of childrenOf(visit.node)) pending.push({ node, isThisGlobal });
  }
  return undefined;
}

const HAS_OWN_THIS: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ClassBody',
]);

function dependence(visit: Visit, text: string): string | undefined {
  const { node } = visit;
  if (node.type === 'WithStatement') return 'with';
  if (node.type === 'Identifier' || node.type === 'Literal') return placeDependence(node);
  if (node.type === 'ImportExpression') {
    // written in any other way its file is not found, and stays relative to another folder
    const isPlain = /^import\s*\(\s*["']/.test(text.slice(node.start, node.source.start + 1));
    return isPlain && isText(node.source) ? undefined : 'import()';
  }
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    return callDependence(node, visit.isThisGlobal);
  }
  if (node.type === 'MemberExpression' && isDocument(node.object)) {
    const name = nameOf(node);
    if (name !== undefined && DOCUMENT_ORDER.has(name)) return `document.${name}`;
  }
  return globalDependence(visit);
}

function placeDependence(node: Extract<AnyNode, { type: 'Identifier' | 'Literal' }>) {
  const text = node.type === 'Identifier' ? node.name : node.value;
  return text === 'currentScript' ? text : undefined;
}

/** What writes behind the script that runs, or finds it as the last one. */
const DOCUMENT_ORDER: ReadonlySet<string> = new Set(['write', 'writeln', 'scripts']);

/** Most scripts that call it otherwise say `d` or `doc`. */
function isDocument(node: AnyNode): boolean {
  if (node.type === 'Identifier') return /^(?:d|doc|document)$/i.test(node.name);
  return (
    node.type === 'MemberExpression' && /^(?:content|owner)?document$/i.test(nameOf(node) ?? '')
  );
}

function callDependence(
  node: Extract<AnyNode, { type: 'CallExpression' | 'NewExpression' }>,
  isOutside: boolean,
): string | undefined {
  const names = namesDependence(node.callee, node.arguments, isOutside);
  if (names !== undefined) return names;
  const name = nameOf(node.callee);
  const [first] = node.arguments;
  // inside of a function a constructor is mostly called when all scripts are there
  const isCode = name === 'eval' || (name === 'Function' && isOutside);
  if (isCode && node.arguments.some((each) => !isText(each))) return `${name}()`;
  const isLater = isCode || name === 'setTimeout' || name === 'setInterval';
  if (isLater && first?.type === 'Literal' && /\bimport\b/.test(String(first.value)))
    return 'import()';
  const findsScripts = name !== undefined && /^(?:getElementsByTagName|querySelector)/.test(name);
  const isScript = first?.type === 'Literal' && /\bscript\b/i.test(String(first.value));
  return findsScripts && isScript ? `${name}("script")` : undefined;
}

/** What is called, by its last name: `(0, eval)` and `window.eval` are `eval`. */
function nameOf(callee: AnyNode): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'SequenceExpression') return nameOf(callee.expressions.at(-1) as AnyNode);
  if (callee.type !== 'MemberExpression') return undefined;
  const { property, computed } = callee;
  if (computed) return property.type === 'Literal' ? String(property.value) : undefined;
  return property.type === 'Identifier' ? property.name : undefined;
}

/** `self`, `top` and `parent` are mostly variables of the script. */
const GLOBAL_OBJECTS: ReadonlySet<string> = new Set(['window', 'globalThis']);

function isGlobal(node: AnyNode | undefined, isThisGlobal: boolean): boolean {
  if (node?.type === 'ThisExpression') return isThisGlobal;
  return node?.type === 'Identifier' && GLOBAL_OBJECTS.has(node.name);
}

/** A name that is made at run time, or one of all, may be one that a later script declares. */
function globalDependence({ node, isThisGlobal }: Visit): string | undefined {
  if (node.type === 'MemberExpression' && node.computed && !isText(node.property)) {
    return isGlobal(node.object, isThisGlobal) ? 'window[…]' : undefined;
  }
  if (node.type === 'ForInStatement') {
    return isGlobal(node.right, isThisGlobal) ? 'for (… in window)' : undefined;
  }
  if (node.type === 'SpreadElement') {
    return isGlobal(node.argument, isThisGlobal) ? '…window' : undefined;
  }
  if (node.type !== 'BinaryExpression' || node.operator !== 'in') return undefined;
  return isGlobal(node.right, isThisGlobal) && !isText(node.left) ? '… in window' : undefined;
}

/** `Object.keys(window)`, `Reflect.has(window, name)`, `{}.hasOwnProperty.call(window, name)`. */
function namesDependence(
  callee: AnyNode,
  [object, name]: readonly AnyNode[],
  isThisGlobal: boolean,
): string | undefined {
  if (callee.type !== 'MemberExpression') return undefined;
  const asks = callee.object;
  const [asked, by] = /^(?:hasOwnProperty|propertyIsEnumerable)$/.test(nameOf(callee) ?? '')
    ? [asks, object]
    : [object, name];
  const isAsking = asked === asks || ASKING.test(nameOf(asks) ?? '');
  if (!isAsking || !isGlobal(asked, isThisGlobal)) return undefined;
  return by !== undefined && isText(by) ? undefined : 'the names of window';
}

const ASKING = /^(?:Object|Reflect|hasOwnProperty|propertyIsEnumerable)$/;

function isText(node: AnyNode): boolean {
  if (node.type === 'TemplateLiteral') return node.expressions.length === 0;
  return node.type === 'Literal' && typeof node.value !== 'object';
}
