// What statements of templates write, and what becomes of variables.
import { type HtmlPart, mayHoldMembers } from '../../core/html/parts.ts';
import { EXTENSION_NAME } from '../tags.ts';
import { choice, ONLY_A_RENDER } from './body-nodes.ts';
import { Frame } from './frame.ts';
import { loopParts } from './loops.ts';
import { tagReference } from './references.ts';
import { assign, eachBranch, type Scope } from './scope.ts';
import { extend, imported, included } from './template-names.ts';
import type { TreeNode } from './template-set.ts';
import { written } from './text-values.ts';
import { OURS, type Values } from './values.ts';
import type { Walk } from './walk.ts';

export function statement(node: TreeNode, scope: Scope, walk: Walk): HtmlPart[] {
  const { body, children = [] } = node;
  switch (node.typename) {
    case 'Output':
      return children.flatMap((each) => output(each, scope, walk));
    case 'If':
    case 'IfAsync':
      walk.values(node['cond'] as TreeNode, scope);
      return branches([body, node.else_], scope, walk);
    case 'For':
    case 'AsyncEach':
    case 'AsyncAll':
      return loopParts(node, scope, walk);
    case 'Switch':
      return choose(node, scope, walk);
    case 'Block':
      return block(node, scope, walk);
    case 'Include':
      return included(node, scope, walk);
    case 'CallExtension':
    case 'CallExtensionAsync':
      return tag(node, scope, walk);
    case 'Extends':
      extend(node, scope, walk);
      return [];
    case 'Import':
    case 'FromImport':
      imported(node, scope, walk);
      return [];
    case 'Macro':
    case 'Set':
      declare(node, scope, walk);
      return [];
    default:
      return children.flatMap((each) => walk.parts(each, scope));
  }
}

/** A macro is a variable of its template. */
function declare(node: TreeNode, scope: Scope, walk: Walk): void {
  const { typename, body, value } = node;
  const values: Values =
    typename === 'Macro' ? [macro(node, scope)] : walk.values((value ?? body) as TreeNode, scope);
  const targets = typename === 'Macro' ? [node.name] : (node['targets'] as readonly TreeNode[]);
  for (const target of targets) {
    const name = String(target?.value);
    assign(scope, name, values, walk.unset(name));
  }
}

function macro(node: TreeNode, { template, line, context }: Scope) {
  return { kind: 'macro', node, template, line, context } as const;
}

function branches(
  nodes: readonly (TreeNode | null | undefined)[],
  scope: Scope,
  walk: Walk,
): HtmlPart[] {
  const inside = { ...scope, isBranch: true };
  const made = nodes.map((node) => () => walk.parts(node, inside));
  return choice(...eachBranch(scope, made, walk.unset));
}

function choose(node: TreeNode, scope: Scope, walk: Walk): HtmlPart[] {
  const cases = node['cases'] as readonly TreeNode[];
  walk.values(node['expr'] as TreeNode, scope);
  for (const each of cases) walk.values(each['cond'] as TreeNode, scope);
  const bodies = cases.map(({ body }) => body);
  return branches([...bodies, node['default'] as TreeNode | undefined], scope, walk);
}

/** What a template says in its blocks is rendered in the place of its parents' blocks. */
function block({ name, body }: TreeNode, scope: Scope, walk: Walk): HtmlPart[] {
  const { parents } = scope;
  if (parents !== undefined && parents.found.length > 0 && !parents.isMaybe) return [];
  const [first, ...under] = walk.set.blocksOf(scope.line, String(name?.value));
  const { node, template } = first ?? { node: { body }, template: scope.template };
  if (node.body) walk.entered(node.body);
  const { parents: _, ...others } = scope;
  const frame = new Frame(scope.frame, { isIsolated: true });
  return walk.parts(node.body, { ...others, template, frame, block: { under } });
}

function output(node: TreeNode, scope: Scope, walk: Walk): HtmlPart[] {
  if (node.typename === 'TemplateData') return [String(node.value)];
  const made = walk.values(node, scope).map((value) => written(value, walk.autoescape));
  const known = made.filter((parts) => parts !== undefined);
  if (known.length === made.length) return choice(...known);
  walk.noticeInBody(node, scope, ONLY_A_RENDER.value);
  return choice(...known, [], [walk.hole(node)]);
}

function tag(node: TreeNode, scope: Scope, walk: Walk): HtmlPart[] {
  const values = (node.args?.children ?? []).map((each) => walk.values(each, scope));
  const content = (node['contentArgs'] ?? []) as readonly TreeNode[];
  if (node['extName'] !== EXTENSION_NAME) {
    for (const each of content) walk.parts(each, scope);
    walk.noticeInBody(node, scope, ONLY_A_RENDER.tag);
    return choice([], [walk.hole(node)]);
  }
  const reference = tagReference(node, values[3] ?? []);
  if (reference !== undefined) walk.refer(reference, scope);
  const prop = String(node['prop']);
  const [body] = content;
  if (prop.startsWith('runBlock')) return blockTag(node, body, scope, walk);
  return prop.startsWith('runContent') ? contentTag(node, body, scope, walk) : [OURS];
}

function contentTag(
  { args }: TreeNode,
  body: TreeNode | undefined,
  scope: Scope,
  walk: Walk,
): HtmlPart[] {
  const kind = args?.children?.[3]?.value;
  const parts = walk.parts(body, scope);
  return kind === 'html' || kind === 'xhtml' || !kind ? parts : [OURS];
}

function blockTag(
  node: TreeNode,
  body: TreeNode | undefined,
  scope: Scope,
  walk: Walk,
): HtmlPart[] {
  const [, line, column, option] = node.args?.children ?? [];
  const { made: parts, unknown } = walk.inBody(() => walk.parts(body, scope));
  walk.body({
    template: scope.template.label,
    line: Number(line?.value) + 1,
    column: Number(column?.value) + 1,
    isSlim: option?.value === true,
    parts,
    unknown,
  });
  if (mayHoldMembers(parts)) walk.noticeInBody(node, scope, ONLY_A_RENDER.within);
  return parts.length === 0 ? [] : [OURS];
}
