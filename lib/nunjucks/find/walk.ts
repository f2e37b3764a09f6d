// What the parts of a walk through templates need of each other.
import type { HtmlPart } from '../../core/html/parts.ts';
import type { FoundBody } from './body-nodes.ts';
import type { Filters } from './filters.ts';
import type { TemplateReference } from './references.ts';
import type { Scope } from './scope.ts';
import type { ParsedTemplate, TemplateSet, TreeNode } from './template-set.ts';
import type { Values } from './values.ts';

export interface Walk {
  readonly set: TemplateSet;
  readonly autoescape: boolean;
  readonly filters: Filters;
  /** Renders statements: what they write. */
  parts(node: TreeNode | null | undefined, scope: Scope): HtmlPart[];
  /** Renders an expression: what it can be. */
  values(node: TreeNode | null | undefined, scope: Scope): Values;
  /** Renders the text of a template with all that it extends. */
  template(scope: Scope): HtmlPart[];
  /** Returns the same hole for the same thing. */
  hole(of: unknown): string;
  /** Lists what a variable can be that no template sets. */
  unset(name: string): Values;
  /** Notes what a template asks for. */
  refer(reference: TemplateReference, scope: Scope): void;
  body(body: FoundBody): void;
  /** Notes what only a render knows. */
  notice(node: TreeNode, scope: Scope, message: string): void;
  /** The same of what matters only within a body. */
  noticeInBody(node: TreeNode, scope: Scope, message: string): void;
  /** Notes that a template names another; `undefined` is one that is not known. */
  named(template: ParsedTemplate | undefined): void;
  /** Notes that a body is rendered by somebody. */
  entered(body: TreeNode): void;
  /** Gathers what is noted of a body. */
  inBody<Made>(render: () => Made): { made: Made; unknown: FoundBody['unknown'] };
  /** Returns the exports of a template that is imported, which are made once. */
  exportsOf(template: ParsedTemplate, make: () => Values): Values;
}
