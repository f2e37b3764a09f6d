// What an expression of a template can be: a bounded list of values, each known, known in part, or of a render only.
import { type HtmlPart, holeOf, splitAtHoles } from '../../core/html/parts.ts';
import type { Frame } from './frame.ts';
import type { Lineage, ParsedTemplate, TreeNode } from './template-set.ts';

/** One possible value. */
export type Value =
  /** Holes stand in it for what only a render knows. */
  | { readonly kind: 'text'; readonly text: string; readonly isSafe: boolean }
  /** What a macro, a block or a capture writes. */
  | { readonly kind: 'markup'; readonly parts: readonly HtmlPart[]; readonly isSafe: boolean }
  | { readonly kind: 'plain'; readonly value: number | boolean | null | undefined }
  | { readonly kind: 'list'; readonly items: readonly Values[]; readonly changes: Changes }
  | {
      readonly kind: 'record';
      readonly entries: ReadonlyMap<string, Values>;
      readonly changes: Changes;
    }
  /** `staticfile` or `slimfile`. */
  | { readonly kind: 'function'; readonly isSlim: boolean }
  | MacroValue
  | {
      readonly kind: 'unknown';
      /** The same for the same value. */
      readonly hole: string;
      /** It may hold markup, or be a function. */
      readonly isOpen: boolean;
    };

/** All that an expression can be; never empty. */
export type Values = readonly Value[];

/** A macro, or the body of a `call`, and where it stands. */
export interface MacroValue {
  readonly kind: 'macro';
  readonly node: TreeNode;
  readonly template: ParsedTemplate;
  readonly line: Lineage;
  /** The variables of its template. */
  readonly context: Frame<Values>;
  /** The variables around the body of a `call`. */
  readonly around?: Frame<Values> | undefined;
  /** What was being rendered around it. */
  readonly open?: readonly unknown[];
}

/** A method that changes a list changes it for all who hold it. */
export interface Changes {
  isChanged: boolean;
}

/** So many values of one expression are told apart. */
export const MOST_VALUES = 64;

/** A URL of ours: it is known to be there, and of no interest. */
export const OURS: string = holeOf('');

export function textValue(text: string, isSafe = false): Value {
  return { kind: 'text', text, isSafe };
}

export function plainValue(value: number | boolean | null | undefined): Value {
  return { kind: 'plain', value };
}

/** Returns a value that only a render knows. */
export function unknownValue(hole: string, isOpen = false): Value {
  return { kind: 'unknown', hole, isOpen };
}

export function listValue(items: readonly Values[]): Value {
  return { kind: 'list', items, changes: { isChanged: false } };
}

export function recordValue(entries: ReadonlyMap<string, Values>): Value {
  return { kind: 'record', entries, changes: { isChanged: false } };
}

/** Takes several lists of values together; too many become one that is not known. */
export function unite(...lists: readonly Values[]): Values {
  const all = new Map<unknown, Value>();
  for (const value of lists.flat()) all.set(identityOf(value), value);
  const values = [...all.values()];
  if (values.length <= MOST_VALUES) return values;
  return [unknownValue(holeOf(`${values.length} values`), values.some(mayBeMarkup))];
}

export function areSame(some: Values, others: Values): boolean {
  const known = new Set(others.map(identityOf));
  return some.length === others.length && some.every((value) => known.has(identityOf(value)));
}

function identityOf(value: Value): unknown {
  switch (value.kind) {
    case 'text':
      return `text ${value.isSafe} ${value.text}`;
    case 'markup':
      return `markup ${value.isSafe} ${JSON.stringify(value.parts)}`;
    case 'plain':
      return `plain ${value.value}`;
    case 'unknown':
      return `unknown ${value.isOpen} ${value.hole}`;
    case 'function':
      return `function ${value.isSlim}`;
    case 'list':
      return identityOfAll('list', value.items) ?? value;
    case 'record':
      return (
        identityOfAll(`record ${[...value.entries.keys()]}`, [...value.entries.values()]) ?? value
      );
    default:
      return value;
  }
}

function identityOfAll(kind: string, items: readonly Values[]): string | undefined {
  const identities = items.map((values) => values.map(identityOf));
  const isText = identities.flat().every((identity) => typeof identity === 'string');
  return isText ? kind + JSON.stringify(identities) : undefined;
}

/** Checks whether what a value writes may be markup, or it may be called. */
export function mayBeMarkup(value: Value): boolean {
  if (value.kind === 'unknown') return value.isOpen;
  if (value.kind === 'text') return value.isSafe;
  return value.kind !== 'plain';
}

export function holdsFunction(value: Value): boolean {
  if (value.kind === 'list') return value.items.flat().some(holdsFunction);
  if (value.kind === 'record') return [...value.entries.values()].flat().some(holdsFunction);
  return value.kind === 'function' || value.kind === 'macro';
}

/** Returns the text of a value that is known as a whole. */
export function knownText(value: Value): string | undefined {
  if (value.kind === 'plain') return String(value.value ?? '');
  if (value.kind === 'markup') {
    const isText = value.parts.every((part) => typeof part === 'string');
    return isText ? knownText(textValue(value.parts.join(''))) : undefined;
  }
  return value.kind === 'text' && !hasUnknown(value.text) ? value.text : undefined;
}

/** Checks whether a text holds more than URLs of ours that only a render knows. */
export function hasUnknown(text: string): boolean {
  return splitAtHoles(text).some((piece, at) => at % 2 === 1 && piece !== '');
}

/** Returns every list that takes one value of each of several. */
export function combinations<Item>(lists: readonly (readonly Item[])[]): Item[][] | undefined {
  let made: Item[][] = [[]];
  for (const list of lists) {
    if (made.length * list.length > MOST_VALUES) return undefined;
    made = made.flatMap((head) => list.map((item) => [...head, item]));
  }
  return made;
}
