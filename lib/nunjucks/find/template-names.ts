// Templates that others name: what they include, import and extend.
import type { HtmlPart } from '../../core/html/parts.ts';
import { quote } from '../../errors.ts';
import { choice, ONLY_A_RENDER } from './body-nodes.ts';
import { Frame } from './frame.ts';
import { assign, MOST_OPEN, rootScope, type Scope, UNDEFINED } from './scope.ts';
import type { ParsedTemplate, TreeNode } from './template-set.ts';
import { knownText, recordValue, unite, unknownValue, type Value, type Values } from './values.ts';
import type { Walk } from './walk.ts';

interface Named {
  readonly found: readonly ParsedTemplate[];
  /** There may be others, or none. */
  readonly isOpen: boolean;
}

/** Finds the templates that an expression can name, and notices what is not known or not there. */
function namedIn(node: TreeNode, scope: Scope, walk: Walk, message: string): Named {
  const names = walk.values(node.template, scope).map(knownText);
  const known = names.flatMap((name) => name || []);
  const each = known.map((name) => ({ name, template: walk.set.find(name, scope.template) }));
  for (const { template } of each) if (template !== undefined) walk.named(template);
  const isUnknown = known.length < names.length;
  if (isUnknown) {
    walk.named(undefined);
    walk.notice(node, scope, message);
  }
  const lost = each.filter(({ template }) => template === undefined);
  const isLost = lost.length > 0 && node['ignoreMissing'] !== true;
  if (isLost) {
    const wanted = lost.map(({ name }) => quote(name)).join(' or ');
    walk.notice(node, scope, `No template is named ${wanted}. ${walk.set.whereLooked()}`);
  }
  return {
    found: each.flatMap(({ template }) => template ?? []),
    isOpen: isUnknown || isLost || lost.length > 0,
  };
}

export function included(node: TreeNode, scope: Scope, walk: Walk): HtmlPart[] {
  const { found, isOpen } = namedIn(node, scope, walk, ONLY_A_RENDER.include);
  const circle = circleOf(found, scope);
  if (circle !== undefined) walk.notice(node, scope, circle);
  const { frame, context } = scope;
  const rendered = found
    .filter((template) => !scope.open.includes(template) && scope.open.length <= MOST_OPEN)
    .map((template) =>
      walk.template({
        template,
        line: [template],
        frame: new Frame(frame, { isIsolated: true, isTop: true }),
        context: new Frame<Values>(undefined, {}, context.variables),
        open: [...scope.open, template],
      }),
    );
  const isMissing = node['ignoreMissing'] === true && isOpen;
  const isUnknown = (isOpen && !isMissing) || circle !== undefined;
  const others = isUnknown ? [[], [walk.hole(node)]] : isMissing ? [[]] : [];
  return choice(...rendered, ...others);
}

function circleOf(found: readonly ParsedTemplate[], { open }: Scope): string | undefined {
  if (found.some((template) => open.includes(template))) return 'This template includes itself.';
  return open.length > MOST_OPEN ? 'Templates include each other too deeply.' : undefined;
}

export function extend(node: TreeNode, scope: Scope, walk: Walk): void {
  const { found, isOpen } = namedIn(node, scope, walk, ONLY_A_RENDER.extends);
  const free = found.filter((template) => !scope.line.includes(template));
  if (free.length < found.length) walk.notice(node, scope, 'This template extends itself.');
  const { parents } = scope;
  if (parents === undefined) return;
  parents.found = [...parents.found, ...free];
  parents.isMaybe ||= isOpen || free.length === 0 || scope.isBranch === true;
}

/** Binds what is imported: `import … as name`, or some names of it. */
export function imported(node: TreeNode, scope: Scope, walk: Walk): void {
  const { found, isOpen } = namedIn(node, scope, walk, ONLY_A_RENDER.import);
  const known = found.flatMap((template) => moduleOf(template, node, scope, walk));
  const modules = isOpen ? unite(known, [unknownValue(walk.hole(node), true)]) : known;
  const bind = (name: unknown, values: Values) =>
    assign(scope, String(name), values, walk.unset(String(name)));
  if (node.typename === 'Import') bind((node['target'] as TreeNode).value, modules);
  const names = (node['names'] as TreeNode | undefined)?.children ?? [];
  for (const each of names) {
    const { key = each, value } = each as { key?: TreeNode; value?: unknown };
    const local = each.typename === 'Pair' ? (value as TreeNode).value : each.value;
    bind(local, unite(...modules.map((module) => exportOf(module, String(key.value)))));
  }
}

function exportOf(module: Value, name: string): Values {
  return module.kind === 'record' ? (module.entries.get(name) ?? UNDEFINED) : [module];
}

/** The exports of a template: its macros, and the variables that it sets. */
function moduleOf(template: ParsedTemplate, node: TreeNode, scope: Scope, walk: Walk): Values {
  if (scope.open.includes(template)) {
    walk.notice(node, scope, 'This template imports itself.');
    return [unknownValue(walk.hole(node), true)];
  }
  const make = (): Values => {
    const { frame, context } = rootScope(template);
    if (node['withContext'] === true) context.variables = scope.context.variables;
    walk.template({ template, line: [template], frame, context, open: [...scope.open, template] });
    return [recordValue(context.variables)];
  };
  return node['withContext'] === true ? make() : walk.exportsOf(template, make);
}
