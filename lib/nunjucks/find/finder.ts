// All that the templates of a site ask for: each is walked as it would be rendered, and nothing is left out.
import type { FoundBody, UnknownPart } from './body-nodes.ts';
import { Frame } from './frame.ts';
import type { TemplateReference } from './references.ts';
import { rootScope, type Scope } from './scope.ts';
import { nodesOf, type ParsedTemplate, type TreeNode } from './template-set.ts';
import { Holes, TemplateWalk, type WalkSettings } from './template-walk.ts';
import { unknownValue, type Values } from './values.ts';

/** Something that a template asks for. */
export type FoundReference = TemplateReference & { readonly template: string };

export interface Found {
  readonly references: readonly FoundReference[];
  readonly bodies: readonly FoundBody[];
  /** Paths that depend on runtime data, and templates that don't exist. */
  readonly notices: readonly UnknownPart[];
}

/** How templates are read that are walked. */
export type FindSettings = Pick<WalkSettings, 'set' | 'autoescape' | 'filters'>;

interface Walked {
  readonly template: ParsedTemplate;
  readonly scope: Scope;
  readonly walk: TemplateWalk;
}

/**
 * Finds all that templates ask for. A template that others include, import or extend is taken to be
 * rendered by those only: what its variables are is known from them.
 */
export function findAll(settings: FindSettings): Found {
  const whole = { ...settings, holes: new Holes() };
  const walked = settings.set.all.map((template): Walked => {
    const walk = new TemplateWalk(whole);
    return { template, walk, scope: walk.start(template) };
  });
  const rendered = renderedByThemselves(walked);
  const left = walkLeftOvers(walked, rendered, whole);
  const loud = [...rendered.map(({ walk }) => walk), ...left];
  const quiet = walked.filter((each) => !rendered.includes(each)).map(({ walk }) => walk);
  return merged(loud, quiet);
}

/** Those that nobody names, and one of each circle; all, where only a render knows what is named. */
function renderedByThemselves(walked: readonly Walked[]): Walked[] {
  const named = new Set<ParsedTemplate>();
  for (const { template, walk } of walked) {
    for (const each of walk.reached) if (each !== template) named.add(each);
  }
  const rendered = walked.filter(({ template }) => !named.has(template));
  const covered = new Set(rendered.flatMap(({ template, walk }) => [template, ...walk.reached]));
  for (const each of walked) {
    if (covered.has(each.template)) continue;
    rendered.push(each);
    for (const other of [each.template, ...each.walk.reached]) covered.add(other);
  }
  return rendered.some(({ walk }) => walk.hasOpenNames) ? [...walked] : rendered;
}

/** Macros that nobody calls, and blocks that nobody renders, may be for somebody who is not known. */
function walkLeftOvers(
  walked: readonly Walked[],
  rendered: readonly Walked[],
  settings: WalkSettings,
): TemplateWalk[] {
  const entered = new Set(rendered.flatMap(({ walk }) => [...walk.enteredBodies]));
  const left: TemplateWalk[] = [];
  for (const { template, scope } of walked) {
    // what is called stands before what calls it
    for (const node of nodesOf(template.root, ['Macro', 'Block', 'Caller']).reverse()) {
      if (!node.body || entered.has(node.body)) continue;
      const walk = new TemplateWalk(settings);
      walk.entered(node.body);
      walk.parts(node.body, leftScope(node, template, scope, walk));
      for (const body of walk.enteredBodies) entered.add(body);
      left.push(walk);
    }
  }
  return left;
}

/** What has a default is known; all else is for a caller that is not. */
function leftScope(
  node: TreeNode,
  template: ParsedTemplate,
  { context }: Scope,
  walk: TemplateWalk,
): Scope {
  const frame = new Frame<Values>(undefined, { isIsolated: true });
  const scope = { ...rootScope(template), frame, context, open: [template, node] };
  for (const { typename, value: name, children = [] } of node.args?.children ?? []) {
    if (typename === 'Symbol') frame.own(String(name), [unknownValue(walk.hole(name))]);
    for (const { key, value } of children) {
      frame.own(String((key as TreeNode).value), walk.values(value as TreeNode, scope));
    }
  }
  return scope;
}

function merged(loud: readonly TemplateWalk[], quiet: readonly TemplateWalk[]): Found {
  const references = new Map<string, FoundReference>();
  const bodies = new Map<string, FoundBody>();
  const notices = new Map<string, UnknownPart>();
  for (const [walk, isQuiet] of [...loud.map(both(false)), ...quiet.map(both(true))]) {
    for (const { template, reference } of walk.references) {
      const isOpen = 'isOpen' in reference && { isOpen: reference.isOpen && !isQuiet };
      const found = { ...reference, ...isOpen, template };
      references.set(JSON.stringify(found), found);
    }
    for (const each of walk.bodies) {
      const body = isQuiet ? { ...each, unknown: [], isQuiet } : each;
      bodies.set(JSON.stringify(body), body);
    }
    if (isQuiet) continue;
    for (const notice of walk.notices) notices.set(JSON.stringify(notice), notice);
  }
  return {
    references: [...references.values()].sort(inOrder),
    bodies: [...bodies.values()],
    notices: [...notices.values()],
  };
}

function both(isQuiet: boolean) {
  return (walk: TemplateWalk) => [walk, isQuiet] as const;
}

function inOrder(one: FoundReference, other: FoundReference): number {
  if (one.template !== other.template) return one.template < other.template ? -1 : 1;
  return one.line - other.line || one.column - other.column;
}
