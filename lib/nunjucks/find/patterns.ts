// What an argument of ours can be: paths, and globs of paths where a part of the text is not known.
import { splitAtHoles } from '../../core/html/parts.ts';
import { splitCombination } from '../../core/paths.ts';
import type { TreeNode } from './template-set.ts';
import { combinations, knownText, OURS, type Value, type Values } from './values.ts';

/** Stands for what only a render knows. */
export const UNKNOWN: unique symbol = Symbol('unknown');
export type Piece = string | typeof UNKNOWN;
/** One possible value, in pieces. */
export type Shape = readonly Piece[];

/** What an argument can be: paths, and globs of paths; empty where nothing is known. */
export interface Possible {
  readonly paths: readonly (string | readonly string[])[];
  /** Globs as picomatch reads them. */
  readonly globs: readonly string[];
  /** Some value is not among them. */
  readonly isOpen: boolean;
}

export function possibleValues(values: Values): Possible {
  const each = values.map(possibleValue);
  return {
    paths: each.flatMap(({ paths }) => paths),
    globs: each.flatMap(({ globs }) => globs),
    isOpen: each.some(({ isOpen }) => isOpen),
  };
}

/** Returns what the argument of a tag can be, whose own text may name several files. */
export function possibleInTag(node: TreeNode, values: Values): Possible {
  const possible = possibleValues(values);
  if (node.typename !== 'Literal') return possible;
  const paths = possible.paths.map((text) => {
    const members = typeof text === 'string' ? splitCombination(text) : text;
    return members.length > 1 ? members : text;
  });
  return { ...possible, paths };
}

const NOTHING: Possible = { paths: [], globs: [], isOpen: false };
const OPEN: Possible = { ...NOTHING, isOpen: true };

function possibleValue(value: Value): Possible {
  if (value.kind === 'list') return possibleLists(value);
  // what is not there is nothing's name
  if (value.kind === 'plain') return value.value ? OPEN : NOTHING;
  const text = knownText(value);
  if (text === '') return NOTHING;
  if (text !== undefined && !text.includes(OURS)) return { ...NOTHING, paths: [text] };
  if (value.kind !== 'text' || value.text.includes(OURS)) return OPEN;
  const shape = shapeOf(value.text);
  const isCombined = shape.some((piece) => piece !== UNKNOWN && piece.includes(';'));
  return hasText(shape) && !isCombined ? { ...NOTHING, globs: [globOf(shape)] } : OPEN;
}

function possibleLists({ items, changes }: Value & { kind: 'list' }): Possible {
  if (items.length === 0) return NOTHING;
  const texts = items.map((values) => values.map(knownText));
  const isKnown = texts.flat().every((text) => text !== undefined && !text.includes(OURS));
  const lists = isKnown && !changes.isChanged ? combinations(texts as string[][]) : undefined;
  return lists === undefined ? OPEN : { ...NOTHING, paths: lists };
}

export function shapeOf(text: string): Shape {
  return splitAtHoles(text).map((piece, at) => (at % 2 === 1 ? UNKNOWN : piece));
}

/** A shape without a letter would mean every file. */
export function hasText(shape: Shape): boolean {
  return shape.some((piece) => piece !== UNKNOWN && /\w/.test(piece));
}

/** What is unknown may lead into deeper folders only where it is whole parts of the path. */
export function globOf(given: Shape): string {
  const shape = given
    .filter((piece) => piece !== '')
    .filter((piece, at, all) => piece !== UNKNOWN || all[at - 1] !== UNKNOWN);
  return shape
    .map((piece, at) => {
      if (piece !== UNKNOWN) return piece.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
      const before = shape[at - 1] ?? '/';
      const isPart = before !== UNKNOWN && before.endsWith('/') && at === shape.length - 1;
      return isPart ? '**/*' : '*';
    })
    .join('');
}
