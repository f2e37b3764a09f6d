// What a faulty engine may do to statements, functions, classes and modules.
import { drop, type Operator, within } from './changes.ts';

export const STATEMENT_CHANGES: Readonly<Record<string, Operator>> = {
  'another text in a template': (node) => {
    if (node.type !== 'TemplateElement') return undefined;
    return { start: node.end, end: node.end, text: 'x' };
  },
  'branches of a condition swapped': (node, text) => {
    if (node.type !== 'ConditionalExpression') return undefined;
    const [yes, no] = [node.consequent, node.alternate].map((each) =>
      text.slice(each.start, each.end),
    );
    if (yes === no) return undefined;
    return { start: node.test.end, end: node.end, text: `?(${no}):(${yes})` };
  },
  'a test turned round': (node, text) => {
    if (node.type !== 'IfStatement') return undefined;
    return drop(node.test, `!(${text.slice(node.test.start, node.test.end)})`);
  },
  'nothing returned': (node) => {
    if (node.type !== 'ReturnStatement' || !node.argument) return undefined;
    return drop(node, 'return;');
  },
  'no new': (node, text) => {
    return node.type === 'NewExpression'
      ? within(text, node.start, node.callee.start, 'new', '')
      : undefined;
  },
  'the other loop over an object': (node, text) => {
    if (node.type === 'ForInStatement')
      return within(text, node.left.end, node.right.start, 'in', 'of');
    if (node.type !== 'ForOfStatement' || node.await) return undefined;
    return within(text, node.left.end, node.right.start, 'of', ' in ');
  },
  'an order of commas changed': (node, text) => {
    if (node.type !== 'SequenceExpression') return undefined;
    const [first, second] = node.expressions.map((each) => text.slice(each.start, each.end));
    if (first === second) return undefined;
    const end = node.expressions[1]?.end ?? node.end;
    return { start: node.start, end, text: `${second},${first}` };
  },
  'a class that extends nothing': (node) => {
    if (!('superClass' in node) || !node.superClass) return undefined;
    const start = node.id?.end ?? node.start + 'class'.length;
    return { start, end: node.superClass.end, text: ' ' };
  },
  'no static': (node, text) => {
    const isStatic = 'static' in node && node.static;
    return isStatic ? within(text, node.start, node.start + 8, 'static', '') : undefined;
  },
  'a method instead of a getter': (node, text) => {
    if (!('kind' in node) || node.kind !== 'get') return undefined;
    return within(text, node.start, node.start + 12, 'get ', '');
  },
  'no cleaning up': (node) => {
    if (node.type !== 'TryStatement' || !node.finalizer || !node.handler) return undefined;
    return { start: node.handler.end, end: node.end, text: '' };
  },
  'no directive': (node) => {
    const isDirective =
      node.type === 'ExpressionStatement' && 'directive' in node && node.directive;
    return isDirective ? drop(node) : undefined;
  },
  'a function with another name': (node) => {
    const named = node.type === 'FunctionExpression' || node.type === 'ClassExpression';
    return named && node.id ? drop(node.id, `${node.id.name}x`) : undefined;
  },
  'a function without its name': (node, text) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return undefined;
    const { init } = node;
    if (init?.type !== 'FunctionExpression' || init.id) return undefined;
    return drop(init, `(0,${text.slice(init.start, init.end)})`);
  },
  'a break for a continue': (node) => {
    if (node.type === 'BreakStatement')
      return { ...drop(node, 'continue;'), end: node.start + 5, text: 'continue' };
    return node.type === 'ContinueStatement'
      ? { start: node.start, end: node.start + 8, text: 'break' }
      : undefined;
  },
  'a binding of an import left out': (node) => {
    if (node.type !== 'ImportDeclaration' || node.specifiers.length === 0) return undefined;
    return { start: node.start + 'import'.length, end: node.source.start, text: '' };
  },
  'an attribute of an import left out': (node) => {
    if (node.type !== 'ImportDeclaration' || node.attributes.length === 0) return undefined;
    return { start: node.source.end, end: node.end, text: ';' };
  },
};
