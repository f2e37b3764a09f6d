// The bodies of block tags as renders would make them: blocks, includes, macros and loops followed.
import { type HtmlPart, mayHoldMembers } from '../../core/html-parts.ts';
import { EXTENSION_NAME } from '../tags.ts';
import {
  blockTagsIn,
  choice,
  type FoundBody,
  itemsOf,
  ONLY_A_RENDER,
  type TagNode,
  type UnknownPart,
} from './body-nodes.ts';
import {
  bind,
  blockTarget,
  includeTargets,
  macroTarget,
  NOTHING,
  type Scope,
  unbind,
} from './body-scope.ts';
import { Holes, OURS, valueParts } from './body-values.ts';
import type { ParsedTemplate, Placed, TemplateSet, TreeNode } from './template-set.ts';

const MOST_PARTS = 20_000;

export class BodyFinder {
  readonly #set: TemplateSet;
  readonly #autoescape: boolean;
  readonly #bodies: FoundBody[] = [];
  readonly #holes = new Holes();
  #unknown: UnknownPart[] | undefined;
  #count = 0;

  constructor(set: TemplateSet, autoescape: boolean) {
    this.#set = set;
    this.#autoescape = autoescape;
  }

  /** Lists the bodies that are rendered with a template. */
  bodiesOf(template: ParsedTemplate): readonly FoundBody[] {
    this.#bodies.length = 0;
    this.#count = 0;
    const lines = this.#set.lineagesOf(template);
    for (const line of lines.length > 0 ? lines : [[template]]) {
      const base = line.at(-1);
      if (base === undefined) continue;
      this.#parts(base.root, { template: base, line, bound: NOTHING, open: [base] });
    }
    return [...this.#bodies];
  }

  #parts(node: TreeNode | null | undefined, scope: Scope): HtmlPart[] {
    if (!node || this.#count > MOST_PARTS) return [];
    this.#count += 1;
    const { body } = node;
    switch (node.typename) {
      case 'Output':
        return (node.children ?? []).flatMap((each) => this.#output(each, scope));
      case 'If':
      case 'IfAsync':
        return [choice(this.#parts(body, scope), this.#parts(node.else_, scope))];
      case 'For':
      case 'AsyncEach':
      case 'AsyncAll':
        return this.#loop(node, scope);
      case 'Switch':
        return [this.#switch(node, scope)];
      case 'Block':
        return this.#block(node, scope);
      case 'Include':
        return this.#include(node, scope);
      case 'CallExtension':
      case 'CallExtensionAsync':
        return this.#tag(node, scope);
      case 'Macro':
      case 'Set':
        this.#aside(node, scope);
        return [];
      default:
        return (node.children ?? []).flatMap((each) => this.#parts(each, scope));
    }
  }

  /** What is rendered elsewhere may hold bodies of its own. */
  #aside(value: unknown, scope: Scope): void {
    const [last, count] = [this.#unknown, this.#count];
    this.#unknown = undefined;
    for (const tag of blockTagsIn(value)) this.#tag(tag, scope);
    this.#unknown = last;
    this.#count = count;
  }

  #loop(node: TreeNode, scope: Scope): HtmlPart[] {
    const { body, name } = node;
    const items = itemsOf(node['arr'] as TreeNode | undefined);
    if (items !== undefined && name?.typename === 'Symbol') {
      return items.flatMap((item) => this.#parts(body, bind(scope, String(name.value), item)));
    }
    const names = [name, ...(name?.children ?? [])].map((each) => String(each?.value));
    const once = this.#parts(body, unbind(scope, names));
    if (mayHoldMembers(once)) this.#note(node, scope, ONLY_A_RENDER.loop);
    return [choice(this.#parts(node.else_, scope), once, [...once, ...once])];
  }

  #switch(node: TreeNode, scope: Scope): HtmlPart {
    const cases = (node['cases'] as readonly TreeNode[]).map(({ body }) =>
      this.#parts(body, scope),
    );
    return choice(...cases, this.#parts(node['default'] as TreeNode | undefined, scope));
  }

  #block({ name, body }: TreeNode, scope: Scope): HtmlPart[] {
    const placed = this.#set.blocksOf(scope.line, String(name?.value));
    if (placed.length === 0) return this.#parts(body, scope);
    return this.#placedBlock(placed, scope);
  }

  #placedBlock(placed: readonly Placed[], scope: Scope): HtmlPart[] {
    const target = blockTarget(placed, scope);
    return target === undefined ? [] : this.#parts(target.node, target.scope);
  }

  #include(node: TreeNode, scope: Scope): HtmlPart[] {
    const targets = includeTargets(this.#set, node, scope);
    if (typeof targets === 'string') return this.#unknownPart(node, scope, targets);
    const rendered = targets.map((target) => this.#parts(target.node, target.scope));
    return rendered.length < 2 ? (rendered[0] ?? []) : [choice(...rendered)];
  }

  #tag(node: TreeNode, scope: Scope): HtmlPart[] {
    const { args, prop, contentArgs } = node as TagNode;
    if (node['extName'] !== EXTENSION_NAME) {
      this.#aside(contentArgs, scope);
      return this.#unknownPart(node, scope, ONLY_A_RENDER.tag);
    }
    const [, line, column, option] = args?.children ?? [];
    const body = contentArgs?.[0];
    if (prop === 'runContent') {
      const isMarkup = option?.value === 'html' || option?.value === 'xhtml' || !option?.value;
      const parts = this.#parts(body, scope);
      return isMarkup ? parts : [OURS];
    }
    if (prop !== 'runBlock') return [OURS];
    const outer = this.#unknown;
    const unknown: UnknownPart[] = [];
    this.#unknown = unknown;
    const parts = this.#parts(body, scope);
    this.#unknown = outer;
    const place = { line: Number(line?.value) + 1, column: Number(column?.value) + 1 };
    const { label } = scope.template;
    this.#bodies.push({
      template: label,
      ...place,
      isSlim: option?.value === true,
      parts,
      unknown,
    });
    if (mayHoldMembers(parts)) this.#note(node, scope, ONLY_A_RENDER.within);
    return parts.length === 0 ? [] : [OURS];
  }

  #output(node: TreeNode, scope: Scope): HtmlPart[] {
    if (node.typename === 'FunCall') return this.#call(node, scope);
    const inner = node.typename === 'Filter' ? node.args?.children?.[0] : undefined;
    if (inner?.typename === 'FunCall' && node.name?.value === 'safe')
      return this.#call(inner, scope);
    if (node.typename === 'Filter') this.#aside(node.args, scope);
    const { bound } = scope;
    return (
      valueParts(node, { bound, autoescape: this.#autoescape, holes: this.#holes }) ??
      this.#unknownPart(node, scope, ONLY_A_RENDER.value)
    );
  }

  #call(node: TreeNode, scope: Scope): HtmlPart[] {
    const name = node.name?.typename === 'Symbol' ? String(node.name.value) : '';
    const given = node.args?.children ?? [];
    if (name === 'super') return this.#placedBlock(scope.block?.under ?? [], scope);
    if (name === 'caller' && scope.caller !== undefined) {
      return this.#parts(scope.caller.node, scope.caller.scope);
    }
    this.#aside(given, scope);
    if (name === 'staticfile' || name === 'slimfile') return [OURS];
    const target = macroTarget(this.#set, node, scope);
    if (target === undefined) return this.#unknownPart(node, scope, ONLY_A_RENDER.value);
    return this.#parts(target.node, target.scope);
  }

  #unknownPart(node: TreeNode, scope: Scope, message: string): HtmlPart[] {
    this.#note(node, scope, message);
    return [choice([], [this.#holes.of(node)])];
  }

  #note({ lineno, colno }: TreeNode, { template }: Scope, message: string): void {
    const place = { template: template.label, line: lineno + 1, column: colno + 1 };
    this.#unknown?.push({ ...place, message });
  }
}
