// The list of spellings that are surely equal: each node as the fields that its meaning consists of.
import type {
  AnyNode,
  AssignmentExpression,
  AssignmentPattern,
  AssignmentProperty,
  BlockStatement,
  ExportNamedDeclaration,
  Expression,
  Node,
  Property,
  Statement,
} from 'acorn';
import { boundNames } from '../../core/js/tree.ts';
import { constantOf, isKey, keyOf, literalFields } from './constants.ts';
import { isAnonymousFunction } from './scopes.ts';

/** The fields that count, by name: nodes, lists of nodes, or plain values. */
export type Fields = Readonly<Record<string, unknown>>;

type Spelling<Type extends AnyNode['type']> = (node: Extract<AnyNode, { type: Type }>) => Fields;

/** Returns what counts of a node; of a node that the list lacks, all that the parser says of it. */
export function fieldsOf(node: AnyNode): Fields {
  const spelling = SPELLINGS.get(node.type) as ((node: AnyNode) => Fields) | undefined;
  return spelling === undefined ? (node as unknown as Fields) : spelling(node);
}

/** Returns the type of a node; what is a constant however it is written is a literal. */
export function typeOf(node: AnyNode): string {
  return constantOf(node) === undefined ? node.type : 'Literal';
}

const SPELLINGS: ReadonlyMap<string, unknown> = new Map<string, unknown>(
  Object.entries({
    // an empty statement does nothing, wherever it stands
    Program: ({ body, sourceType }) => ({ body: body.filter(isSomething), sourceType }),
    BlockStatement: ({ body }) => ({ body: body.filter(isSomething) }),
    StaticBlock: ({ body }) => ({ body: body.filter(isSomething) }),
    SwitchCase: ({ test, consequent }) => ({ test, consequent: consequent.filter(isSomething) }),
    // a block of one statement that declares nothing is that statement
    IfStatement: ({ test, consequent, alternate }) => ({
      test,
      consequent: alone(consequent),
      alternate: alternate ? somethingOrNothing(alone(alternate)) : null,
    }),
    ForStatement: ({ init, test, update, body }) => ({ init, test, update, body: alone(body) }),
    ForInStatement: ({ left, right, body }) => ({ left, right, body: alone(body) }),
    ForOfStatement: ({ await: isAwaited, left, right, body }) => {
      return { isAwaited, left, right, body: alone(body) };
    },
    WhileStatement: ({ test, body }) => ({ test, body: alone(body) }),
    DoWhileStatement: ({ test, body }) => ({ test, body: alone(body) }),
    WithStatement: ({ object, body }) => ({ object, body: alone(body) }),
    LabeledStatement: ({ label, body }) => ({ label, body: alone(body) }),
    // quotes and escapes of a directive count only where they decide whether it is one that is known
    ExpressionStatement: (node) => ({
      expression: node.expression,
      directive: 'directive' in node ? knownDirective(String(node.directive)) : 'none',
    }),
    Literal: literalFields,
    // between backquotes only a tag function sees how something is written
    TemplateLiteral: (node) => constant(node) ?? { quasis: node.quasis, parts: node.expressions },
    UnaryExpression: (node) => {
      return constant(node) ?? { operator: node.operator, argument: node.argument };
    },
    TemplateElement: ({ value }) => ({ value: value.cooked ?? value.raw }),
    TaggedTemplateExpression: ({ tag, quasi }) => ({
      tag,
      quasi,
      written: quasi.quasis.map(({ value }) => value.raw).join('\0'),
      parts: quasi.quasis.length,
    }),
    // `o["a"]` and `o.a`, `{ "a": b }` and `{ a: b }` name the same key
    MemberExpression: ({ object, property, computed, optional }) => {
      const isNamed = !computed || isKey(property);
      return { object, optional, key: isNamed ? keyOf(property) : property, isNamed };
    },
    Property: (node) => ({
      ...keyFields(node),
      kind: node.kind,
      method: node.method,
      value: node.value,
      isShorthand: isOwnProto(node),
    }),
    MethodDefinition: (node) => ({
      ...keyFields(node),
      kind: node.kind,
      static: node.static,
      value: node.value,
    }),
    PropertyDefinition: (node) => ({
      ...keyFields(node),
      static: node.static,
      value: node.value ?? null,
    }),
    // `(f) = function () {}` gives the function no name, `f = function () {}` does
    AssignmentExpression: (node) => ({ operator: node.operator, ...assigned(node) }),
    AssignmentPattern: assigned,
    // brackets around a part of `a, b, c`, or of `a && b && c`, change no order
    SequenceExpression: (node) => ({ expressions: inOrder(node) }),
    LogicalExpression: (node) => ({
      operator: node.operator,
      operands: operandsOf(node, node.operator),
    }),
    // `() => { return a }` is `() => a`
    ArrowFunctionExpression: ({ params, body, async }) => ({ params, body: answerOf(body), async }),
    // what is declared here is exported by its name
    ExportNamedDeclaration: (node) => ({ ...node, names: exportedNames(node.declaration) }),
    // a name may be written as a string
    ImportSpecifier: ({ imported, local }) => ({ imported: keyOf(imported), local }),
    ImportAttribute: ({ key, value }) => ({ key: keyOf(key), value }),
    ExportAllDeclaration: (node) => ({
      exported: node.exported ? keyOf(node.exported) : null,
      source: node.source,
      attributes: node.attributes,
    }),
    MetaProperty: ({ meta, property }) => ({ name: `${meta.name}.${property.name}` }),
  } satisfies { [Type in AnyNode['type']]?: Spelling<Type> }),
);

function isSomething({ type }: Node): boolean {
  return type !== 'EmptyStatement';
}

function somethingOrNothing(statement: Statement): Statement | null {
  return isSomething(statement) ? statement : null;
}

const DECLARATIONS = new Set(['FunctionDeclaration', 'ClassDeclaration', 'LabeledStatement']);

/** A label is left in its block, because it may stand before a function. */
function alone(statement: Statement): Statement {
  let only = statement;
  while (only.type === 'BlockStatement') {
    const [first, second] = only.body.filter(isSomething);
    if (second !== undefined) return only;
    if (first === undefined) return { ...only, type: 'EmptyStatement' } as never;
    if (DECLARATIONS.has(first.type)) return only;
    if (first.type === 'VariableDeclaration' && first.kind !== 'var') return only;
    only = first;
  }
  return only;
}

function answerOf(body: BlockStatement | Expression): Node {
  if (body.type !== 'BlockStatement') return body;
  const [first, second] = body.body.filter(isSomething);
  if (second !== undefined || first?.type !== 'ReturnStatement') return body;
  return first.argument ?? body;
}

/** Others mean nothing today; that they stand there at all is compared with their place. */
function knownDirective(text: string): string {
  return text === 'use strict' || text === 'use asm' ? text : 'other';
}

function constant(node: AnyNode): Fields | undefined {
  const value = constantOf(node);
  return value === undefined ? undefined : { value };
}

function inOrder(expression: AnyNode): AnyNode[] {
  return expression.type === 'SequenceExpression'
    ? expression.expressions.flatMap(inOrder)
    : [expression];
}

function operandsOf(expression: AnyNode, operator: string): AnyNode[] {
  if (expression.type !== 'LogicalExpression' || expression.operator !== operator) {
    return [expression];
  }
  const { left, right } = expression;
  return [...operandsOf(left, operator), ...operandsOf(right, operator)];
}

interface Keyed {
  readonly key: AnyNode;
  readonly computed: boolean;
}

function keyFields({ key, computed }: Keyed): Fields {
  if (computed || key.type === 'PrivateIdentifier') return { key, computed };
  return { key: keyOf(key), computed };
}

function exportedNames(declaration: ExportNamedDeclaration['declaration']): string[] {
  if (declaration?.type !== 'VariableDeclaration') return [];
  return boundNames(declaration.declarations.map(({ id }) => id));
}

function assigned({ left, right, start }: AssignmentExpression | AssignmentPattern): Fields {
  const isName = left.type === 'Identifier' && left.start === start && isAnonymousFunction(right);
  return { left, right, isName };
}

/** `{ __proto__ }` makes a property, `{ __proto__: x }` sets the prototype (ECMA-262, B.3.1). */
function isOwnProto({ key, computed, shorthand }: Property | AssignmentProperty): boolean {
  return shorthand && !computed && keyOf(key) === '__proto__';
}
