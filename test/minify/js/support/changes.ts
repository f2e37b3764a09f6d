// What a faulty engine may do to a script: each change is another program, written as edits of its text.
import type { AnyNode } from 'acorn';

/** A change of a text between two offsets. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type Operator = (node: AnyNode, text: string) => Change | undefined;

/** Changes what stands between two offsets, where it holds a text. */
export function within(text: string, start: number, end: number, from: string, to: string) {
  const at = text.slice(start, end).indexOf(from);
  return at < 0 ? undefined : { start: start + at, end: start + at + from.length, text: to };
}

const SWAPPED: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '<': '<=',
  '>': '>=',
  '<=': '<',
  '>=': '>',
  '===': '==',
  '!==': '!=',
  '==': '!=',
  '!=': '==',
  '&': '|',
  '|': '&',
  '<<': '>>',
  '&&': '||',
  '||': '&&',
  '??': '||',
  '=': '+=',
  '+=': '=',
  '-=': '+=',
};

function swapOperator(node: AnyNode, text: string): Change | undefined {
  if (!('operator' in node && 'left' in node && 'right' in node)) return undefined;
  const to = SWAPPED[node.operator];
  if (to === undefined) return undefined;
  return within(text, node.left.end, node.right.start, node.operator, to);
}

function swapOperands(node: AnyNode, text: string): Change | undefined {
  if (node.type !== 'BinaryExpression') return undefined;
  const { left, right, start, end } = node;
  const [first, second] = [text.slice(left.start, left.end), text.slice(right.start, right.end)];
  if (first === second || text.slice(start, left.start) !== '') return undefined;
  return { start, end, text: `(${second})${text.slice(left.end, right.start)} (${first})` };
}

export const drop = (node: { start: number; end: number }, text = ''): Change => ({
  start: node.start,
  end: node.end,
  text,
});

/** Changes of expressions. */
export const EXPRESSION_CHANGES: Readonly<Record<string, Operator>> = {
  'another operator': swapOperator,
  'the operands in another order': swapOperands,
  'another number': (node) => {
    if (node.type !== 'Literal' || typeof node.value !== 'number') return undefined;
    return drop(node, String(node.value + 1));
  },
  'another string': (node) => {
    if (node.type !== 'Literal' || typeof node.value !== 'string') return undefined;
    return drop(node, JSON.stringify(`${node.value}x`));
  },
  'other flags of a regular expression': (node) => {
    if (node.type !== 'Literal' || !node.regex) return undefined;
    const { flags, pattern } = node.regex;
    const others = flags.includes('i') ? flags.replace('i', '') : `${flags}i`;
    return drop(node, `/${pattern}/${others}`);
  },
  'another regular expression': (node) => {
    if (node.type !== 'Literal' || !node.regex) return undefined;
    return drop(node, `/${node.regex.pattern}|x/${node.regex.flags}`);
  },
  'a statement left out': (node) => {
    return node.type === 'ExpressionStatement' && !('directive' in node && node.directive)
      ? drop(node, ';')
      : undefined;
  },
  'another kind of declaration': (node, text) => {
    if (node.type !== 'VariableDeclaration') return undefined;
    const to = node.kind === 'var' ? 'let' : node.kind === 'let' ? 'const' : 'let';
    return within(text, node.start, node.end, node.kind, to);
  },
  'no await': (node) => {
    return node.type === 'AwaitExpression'
      ? { start: node.start, end: node.argument.start, text: '' }
      : undefined;
  },
  'an argument left out': (node) => {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
    const last = node.arguments.at(-1);
    return last && { start: node.arguments.at(-2)?.end ?? last.start, end: last.end, text: '' };
  },
  'another unary operator': (node) => {
    if (node.type !== 'UnaryExpression') return undefined;
    const to = { '!': '~', '-': '+', typeof: 'void ', void: 'typeof ', delete: 'void ' };
    const text = to[node.operator as keyof typeof to];
    const end = node.start + node.operator.length;
    return text === undefined ? undefined : { start: node.start, end, text };
  },
  'one up for one down': (node, text) => {
    if (node.type !== 'UpdateExpression') return undefined;
    const to = node.operator === '++' ? '--' : '++';
    return within(text, node.start, node.end, node.operator, to);
  },
  'an update at the other side': (node, text) => {
    if (node.type !== 'UpdateExpression') return undefined;
    const target = text.slice(node.argument.start, node.argument.end);
    return drop(node, node.prefix ? `(${target}${node.operator})` : `(${node.operator}${target})`);
  },
  'another property': (node) => {
    if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return undefined;
    return node.computed ? undefined : drop(node.property, `${node.property.name}x`);
  },
  'another key': (node) => {
    if (node.type !== 'Property' || node.computed || node.shorthand) return undefined;
    if (node.key.type !== 'Identifier') return undefined;
    return drop(node.key, `${node.key.name}x`);
  },
  'no optional chain': (node, text) => {
    if (node.type !== 'MemberExpression' || !node.optional) return undefined;
    return within(text, node.object.end, node.end, '?.', node.computed ? '' : '.');
  },
  'no async': (node, text) => {
    return 'async' in node && node.async
      ? within(text, node.start, node.start + 6, 'async', '')
      : undefined;
  },
  'no generator': (node, text) => {
    const isGenerator = 'generator' in node && node.generator;
    return isGenerator && /^function/.test(text.slice(node.start, node.end))
      ? within(text, node.start, node.body?.start ?? node.end, '*', '')
      : undefined;
  },
  'no spread': (node) => {
    return node.type === 'SpreadElement'
      ? { start: node.start, end: node.argument.start, text: '' }
      : undefined;
  },
  'no default': (node) => {
    return node.type === 'AssignmentPattern'
      ? { start: node.left.end, end: node.right.end, text: '' }
      : undefined;
  },
};
