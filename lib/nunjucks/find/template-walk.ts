// A walk through a template as renders would take it: blocks, includes, macros, branches and loops followed.
import { type HtmlPart, holeOf } from '../../core/html/parts.ts';
import { choice, type FoundBody, ONLY_A_RENDER, type UnknownPart } from './body-nodes.ts';
import { evaluate } from './evaluate.ts';
import type { Filters } from './filters.ts';
import type { TemplateReference } from './references.ts';
import { eachBranch, rootScope, type Scope, UNDEFINED } from './scope.ts';
import { statement } from './statements.ts';
import type { ParsedTemplate, TemplateSet, TreeNode } from './template-set.ts';
import { unknownValue, type Values } from './values.ts';
import type { Walk } from './walk.ts';

/** So many nodes of one walk are rendered. */
const MOST_NODES = 100_000;
const MOST_DEEP = 600;

export interface WalkSettings extends Pick<Walk, 'set' | 'autoescape' | 'filters'> {
  readonly holes: Holes;
}

export class TemplateWalk implements Walk {
  readonly set: TemplateSet;
  readonly autoescape: boolean;
  readonly filters: Filters;
  readonly bodies: FoundBody[] = [];
  readonly references: { readonly template: string; readonly reference: TemplateReference }[] = [];
  readonly notices: UnknownPart[] = [];
  /** Templates that were named. */
  readonly reached: Set<ParsedTemplate> = new Set();
  /** Some names depend on runtime data. */
  hasOpenNames = false;
  readonly enteredBodies: Set<TreeNode> = new Set();
  readonly #holes: Holes;
  readonly #exports = new Map<ParsedTemplate, Values>();
  #unknown: UnknownPart[] | undefined;
  #count = 0;
  #deep = 0;

  constructor({ set, autoescape, filters, holes }: WalkSettings) {
    this.set = set;
    this.autoescape = autoescape;
    this.filters = filters;
    this.#holes = holes;
  }

  /** Walks a template that is rendered by itself. */
  start(template: ParsedTemplate): Scope {
    const scope = rootScope(template);
    this.template(scope);
    return scope;
  }

  template(scope: Scope): HtmlPart[] {
    const parents = { found: [] as readonly ParsedTemplate[], isMaybe: false };
    const own = this.parts(scope.template.root, { ...scope, parents });
    const extended = parents.found.map((template) => () => {
      const open = [...scope.open, template];
      return this.template({ ...scope, template, line: [...scope.line, template], open });
    });
    if (extended.length === 0) return own;
    const made = eachBranch(scope, extended, this.unset);
    return choice(...(parents.isMaybe ? [own] : []), ...made);
  }

  parts(node: TreeNode | null | undefined, scope: Scope): HtmlPart[] {
    if (!node || !this.#mayGoOn(node, scope)) return [];
    this.#deep += 1;
    const parts = statement(node, scope, this);
    this.#deep -= 1;
    return parts;
  }

  values(node: TreeNode | null | undefined, scope: Scope): Values {
    if (!node) return UNDEFINED;
    if (!this.#mayGoOn(node, scope)) return [unknownValue(this.hole(node), true)];
    this.#deep += 1;
    const values = evaluate(node, scope, this);
    this.#deep -= 1;
    return values.length > 0 ? values : UNDEFINED;
  }

  hole(of: unknown): string {
    return this.#holes.of(of);
  }

  refer(reference: TemplateReference, { template }: Scope): void {
    this.references.push({ template: template.label, reference });
  }

  body(body: FoundBody): void {
    this.bodies.push(body);
  }

  notice(node: TreeNode, scope: Scope, message: string): void {
    (this.#unknown ?? this.notices).push(placed(node, scope, message));
  }

  noticeInBody(node: TreeNode, scope: Scope, message: string): void {
    this.#unknown?.push(placed(node, scope, message));
  }

  named(template: ParsedTemplate | undefined): void {
    if (template === undefined) this.hasOpenNames = true;
    else this.reached.add(template);
  }

  entered(body: TreeNode): void {
    this.enteredBodies.add(body);
  }

  inBody<Made>(render: () => Made): { made: Made; unknown: UnknownPart[] } {
    const outer = this.#unknown;
    const unknown: UnknownPart[] = [];
    this.#unknown = unknown;
    const made = render();
    this.#unknown = outer;
    return { made, unknown };
  }

  exportsOf(template: ParsedTemplate, make: () => Values): Values {
    const known = this.#exports.get(template) ?? make();
    this.#exports.set(template, known);
    return known;
  }

  readonly unset = (name: string): Values => [unknownValue(this.hole(name))];

  #mayGoOn(node: TreeNode, scope: Scope): boolean {
    this.#count += 1;
    if (this.#count <= MOST_NODES && this.#deep < MOST_DEEP) return true;
    if (this.#count === MOST_NODES + 1 || this.#deep === MOST_DEEP) {
      this.notices.push(placed(node, scope, ONLY_A_RENDER.much));
    }
    return false;
  }
}

function placed({ lineno, colno }: TreeNode, { template }: Scope, message: string): UnknownPart {
  return { template: template.label, line: lineno + 1, column: colno + 1, message };
}

const POSITION: ReadonlySet<string> = new Set(['lineno', 'colno', 'parent']);

export class Holes {
  readonly #known = new Map<string, string>();

  /** @param of - A node, whose place makes no difference, or anything else that JSON can hold. */
  of(of: unknown): string {
    const key = JSON.stringify(of, (field, value) => (POSITION.has(field) ? undefined : value));
    const hole = this.#known.get(key) ?? holeOf(String(this.#known.size + 1));
    this.#known.set(key, hole);
    return hole;
  }
}
