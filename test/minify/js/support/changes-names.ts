// What a faulty engine may do with names: bindings that are captured, mixed up, or split.
import type { Identifier, Node } from 'acorn';
import { analyze, type Scope, type Variable } from 'eslint-scope';
import type { ParsedScript } from '../../../../lib/minify/js/parse.ts';
import type { Change } from './changes.ts';

function scopesOf({ program }: ParsedScript): Scope[] {
  const { sourceType } = program;
  return analyze(program as never, { ecmaVersion: 2022, sourceType }).scopes;
}

const placeOf = (identifier: unknown): Node => identifier as Node;

function renamed(variable: Variable, name: string): Change[] {
  const places = new Map<number, Node>();
  for (const each of variable.identifiers) places.set(placeOf(each).start, placeOf(each));
  for (const { identifier } of variable.references) {
    places.set(placeOf(identifier).start, placeOf(identifier));
  }
  return [...places.values()].map(({ start, end }) => ({ start, end, text: name }));
}

function isLocal({ scope, identifiers }: Variable): boolean {
  return identifiers.length > 0 && scope.type !== 'global' && scope.type !== 'module';
}

/** A variable gets the name of another one that is used where it is in force. */
export function* captures(script: ParsedScript): Generator<Change[]> {
  for (const scope of scopesOf(script)) {
    const outer = new Set(scope.through.map(({ identifier }) => (identifier as Identifier).name));
    const variable = scope.variables.find((each) => isLocal(each) && each.references.length > 0);
    const [name] = [...outer].filter((each) => !scope.set.has(each));
    if (variable !== undefined && name !== undefined) yield renamed(variable, name);
  }
}

/** One use of a variable means another variable of the same scope. */
export function* mixUps(script: ParsedScript): Generator<Change[]> {
  for (const { variables } of scopesOf(script)) {
    const [first, second] = variables.filter((each) => isLocal(each) && each.references.length > 0);
    const use = first?.references.at(-1)?.identifier;
    if (use === undefined || second === undefined) continue;
    yield [{ start: placeOf(use).start, end: placeOf(use).end, text: second.name }];
  }
}

/** A declaration gets another name than its uses. */
export function* splits(script: ParsedScript): Generator<Change[]> {
  for (const { variables } of scopesOf(script)) {
    const first = variables.find((each) => isLocal(each) && each.references.length > 1);
    const [declared] = first?.identifiers ?? [];
    if (declared === undefined) continue;
    yield [{ start: placeOf(declared).start, end: placeOf(declared).end, text: 'unheardOf' }];
  }
}

/** What programs see: names of functions and classes, inferred ones, and parameters with `$`. */
export function* visibleNames(script: ParsedScript): Generator<Change[]> {
  for (const { variables } of scopesOf(script)) {
    for (const each of variables) {
      const isFunction = each.defs.some(({ type }) => /^(Function|Class)Name$/.test(type));
      if (isLocal(each) && isFunction) yield renamed(each, `${each.name}Other`);
    }
  }
}
