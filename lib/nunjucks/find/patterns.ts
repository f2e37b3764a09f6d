// What an expression of a template can be: texts that are known, or texts with a known shape.
import { splitCombination } from '../../core/paths.ts';
import type { NunjucksNode } from '../types.ts';

/** Stands for what only a render knows. */
export const UNKNOWN: unique symbol = Symbol('unknown');
export type Piece = string | typeof UNKNOWN;
/** One possible value, in pieces. */
export type Shape = readonly Piece[];
/** Variables whose value is known. */
export type Bound = ReadonlyMap<string, string>;

/** What an argument can be: paths, and globs of paths; empty where nothing is known. */
export interface Possible {
  readonly paths: readonly (string | readonly string[])[];
  /** Globs as picomatch reads them. */
  readonly globs: readonly string[];
  /** Some value is not among them. */
  readonly isOpen: boolean;
}

/** An expression can be so many things at most; more are taken for unknown. */
const MOST_SHAPES = 500;

/** Parts of nodes that are looked at; Nunjucks names the kind of a node in `typename`. */
interface AnyNode extends NunjucksNode {
  readonly typename?: string;
  readonly children?: readonly NunjucksNode[];
  readonly left?: NunjucksNode;
  readonly right?: NunjucksNode;
  readonly body?: NunjucksNode;
  readonly else_?: NunjucksNode;
}

/** Says what the argument of a tag or function can be. */
export function possibleValues(node: NunjucksNode): Possible {
  const { typename, children = [], body, else_ } = node as AnyNode;
  if (typename === 'Array') return possibleArrays(children);
  if (typename === 'InlineIf') return eitherOf(body, else_);
  if (typename === 'Group' && children.length === 1 && children[0]) {
    return possibleValues(children[0]);
  }
  const shapes = shapesOf(node);
  const isCombined = (shape: Shape) =>
    shape.some((piece) => piece !== UNKNOWN && piece.includes(';'));
  const known = shapes.filter((shape) => !shape.includes(UNKNOWN));
  const open = shapes.filter((shape) => shape.includes(UNKNOWN));
  const globs = open.filter((shape) => hasText(shape) && !isCombined(shape)).map(globOf);
  return { paths: known.map(textOf), globs, isOpen: globs.length < open.length };
}

/** Says what the argument of a tag can be, whose own text may name several files. */
export function possibleInTag(node: NunjucksNode): Possible {
  const possible = possibleValues(node);
  if ((node as AnyNode).typename !== 'Literal') return possible;
  const paths = possible.paths.map((text) => {
    const members = typeof text === 'string' ? splitCombination(text) : text;
    return members.length > 1 ? members : text;
  });
  return { ...possible, paths };
}

function eitherOf(...nodes: readonly (NunjucksNode | null | undefined)[]): Possible {
  const each = nodes.flatMap((node) => (node ? possibleValues(node) : []));
  return {
    paths: each.flatMap(({ paths }) => paths),
    globs: each.flatMap(({ globs }) => globs),
    isOpen: each.some(({ isOpen }) => isOpen),
  };
}

function possibleArrays(children: readonly NunjucksNode[]): Possible {
  const lists = combine(children.map((child) => shapesOf(child).map((shape) => [textOf(shape)])));
  const isKnown = children.every((child) =>
    shapesOf(child).every((shape) => !shape.includes(UNKNOWN)),
  );
  const paths = isKnown && lists !== undefined ? lists : [];
  return { paths, globs: [], isOpen: paths.length === 0 };
}

/** Lists what an expression can be. */
export function shapesOf(node: NunjucksNode, bound?: Bound): readonly Shape[] {
  const { typename, value, children = [], left, right, body, else_ } = node as AnyNode;
  const shapes = (each: NunjucksNode | undefined) => (each ? shapesOf(each, bound) : []);
  switch (typename) {
    case 'Literal':
      return [[typeof value === 'string' ? value : UNKNOWN]];
    case 'Symbol':
      return [[bound?.get(String(value)) ?? UNKNOWN]];
    case 'Group':
      return children.length === 1 && children[0] ? shapes(children[0]) : [[UNKNOWN]];
    case 'Add':
    case 'Concat':
      return combine([left, right].map(shapes)) ?? [[UNKNOWN]];
    case 'InlineIf':
      // without an "else" there may be nothing
      return [...shapes(body), ...(else_ || bound === undefined ? shapes(else_) : [['']])];
    case 'Or':
      return [...shapes(left), ...shapes(right)];
    default:
      return [[UNKNOWN]];
  }
}

/** Puts each of a list behind each of the one before. */
function combine<T>(
  lists: readonly (readonly (readonly T[])[])[],
): readonly (readonly T[])[] | undefined {
  let result: readonly (readonly T[])[] = [[]];
  for (const list of lists) {
    if (result.length * list.length > MOST_SHAPES) return undefined;
    result = result.flatMap((head) => list.map((tail) => [...head, ...tail]));
  }
  return result;
}

function textOf(shape: Shape): string {
  return shape.map(String).join('');
}

/** A shape without a letter would mean every file. */
export function hasText(shape: Shape): boolean {
  return shape.some((piece) => piece !== UNKNOWN && /\w/.test(piece));
}

/** What is unknown may lead into deeper folders only where it is whole parts of the path. */
export function globOf(shape: Shape): string {
  return shape
    .map((piece, at) => {
      if (piece !== UNKNOWN) return piece.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
      const before = shape[at - 1] ?? '/';
      const isPart = before !== UNKNOWN && before.endsWith('/') && at === shape.length - 1;
      return isPart ? '**/*' : '*';
    })
    .join('');
}
