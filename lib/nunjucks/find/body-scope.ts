// What is rendered in the place of a block, an include or a call, and what is known there.
import { quote } from '../../errors.ts';
import { argumentsOf, callerIn } from './body-nodes.ts';
import type { Bound } from './patterns.ts';
import type { Lineage, ParsedTemplate, Placed, TemplateSet, TreeNode } from './template-set.ts';

/** Where a walk stands. */
export interface Scope {
  readonly template: ParsedTemplate;
  readonly line: Lineage;
  readonly bound: Bound;
  /** The block that is being rendered, and what it stands over. */
  readonly block?: { readonly under: readonly Placed[] } | undefined;
  /** What `caller()` renders. */
  readonly caller?: { readonly node: TreeNode; readonly scope: Scope } | undefined;
  /** Templates and macros that are being rendered. */
  readonly open: readonly unknown[];
}

/** Something to be rendered. */
export interface Target {
  readonly node: TreeNode | null | undefined;
  readonly scope: Scope;
}

export const NOTHING: Bound = new Map();
const MOST_OPEN = 60;

/** Adds a variable whose value is known. */
export function bind(scope: Scope, name: string, value: string): Scope {
  return { ...scope, bound: new Map([...scope.bound, [name, value]]) };
}

/** Takes variables out whose values are not known any more. */
export function unbind(scope: Scope, names: readonly string[]): Scope {
  return { ...scope, bound: new Map([...scope.bound].filter(([name]) => !names.includes(name))) };
}

/** Returns the first of blocks of one name; `super()` renders the next. */
export function blockTarget(
  [first, ...under]: readonly Placed[],
  scope: Scope,
): Target | undefined {
  if (first === undefined || scope.open.length > MOST_OPEN) return undefined;
  const { template, node } = first;
  const open = [...scope.open, node];
  return { node: node.body, scope: { ...scope, template, block: { under }, bound: NOTHING, open } };
}

/** Lists what an include can render; a text says why that is not known. */
export function includeTargets(set: TemplateSet, node: TreeNode, scope: Scope): Target[] | string {
  const names = set.namesOf(node.template) ?? [];
  const found = names.flatMap((name) => set.find(name, scope.template) ?? []);
  // what is ignored where it is missing may be nothing
  if (names.length > 0 && found.length === 0 && node['ignoreMissing'] === true) return [];
  if (names.length === 0) return 'Only a render knows what is included here.';
  if (found.length < names.length) return `No template is named ${names.map(quote).join(' or ')}.`;
  if (found.some((each) => scope.open.includes(each))) return 'This template includes itself.';
  if (scope.open.length > MOST_OPEN) return 'Templates include each other too deeply.';
  return found.flatMap((template) =>
    set.lineagesOf(template).map((line) => {
      const base = line.at(-1) ?? template;
      const open = [...scope.open, template];
      return { node: base.root, scope: { template: base, line, bound: scope.bound, open } };
    }),
  );
}

/** Returns the macro that is called, with what is known of its arguments. */
export function macroTarget(set: TemplateSet, call: TreeNode, scope: Scope): Target | undefined {
  const given = call.args?.children ?? [];
  const macro = set.macroOf(scope.template, call.name);
  if (macro === undefined || scope.open.includes(macro.node)) return undefined;
  const caller = callerIn(given);
  const inside: Scope = {
    template: macro.template,
    line: [macro.template],
    bound: argumentsOf(macro.node, given),
    caller: caller && { node: caller, scope },
    open: [...scope.open, macro.node],
  };
  return { node: macro.node.body, scope: inside };
}
