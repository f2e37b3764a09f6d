// Texts that are put together from values, and what values write into a page.
import { escapeHtml } from '../../core/html/escape.ts';
import { type HtmlPart, holeOf } from '../../core/html/parts.ts';
import {
  combinations,
  hasUnknown,
  knownText,
  plainValue,
  textValue,
  unknownValue,
  type Value,
  type Values,
} from './values.ts';

/**
 * @param isSum - Numbers are added.
 * @param hole - Makes the hole for texts that are not known.
 */
export function joined(lists: readonly Values[], isSum: boolean, hole: () => string): Values {
  const each = combinations<Value>(lists);
  if (each === undefined) return [unknownValue(hole())];
  return each.map((values) => joinedValue(values, isSum, hole));
}

function joinedValue(values: readonly Value[], isSum: boolean, hole: () => string): Value {
  const numbers = values.flatMap((each) => (each.kind === 'plain' ? Number(each.value) : []));
  if (isSum && numbers.length === values.length) {
    return plainValue(numbers.reduce((total, each) => total + each, 0));
  }
  if (isSum && values.every(({ kind }) => kind === 'unknown')) return unknownValue(hole());
  const parts = values.flatMap((value) => partsOf(value, hole));
  if (parts.every((part) => typeof part === 'string')) return textValue(parts.join(''));
  return { kind: 'markup', parts, isSafe: false };
}

function partsOf(value: Value, hole: () => string): readonly HtmlPart[] {
  switch (value.kind) {
    case 'text':
      return [value.text];
    case 'plain':
      return [String(value.value)];
    case 'markup':
      return value.parts;
    case 'unknown':
      return [value.hole];
    default:
      return [hole()];
  }
}

/** What a value writes; `undefined` where that may be markup that is not known. */
export function written(value: Value, autoescape: boolean): readonly HtmlPart[] | undefined {
  switch (value.kind) {
    case 'text':
      if (autoescape && !value.isSafe) return [escapeHtml(value.text)];
      return hasUnknown(value.text) ? undefined : [value.text];
    case 'plain':
      return [knownText(value) ?? ''];
    case 'markup':
      if (!autoescape || value.isSafe) return value.parts;
      return escaped(value.parts);
    case 'unknown':
      return autoescape && !value.isOpen ? maybe(value.hole) : undefined;
    default:
      return autoescape ? maybe(holeOf(value.kind)) : undefined;
  }
}

/** Something that is not markup, or nothing. */
function maybe(hole: string): HtmlPart[] {
  return [{ alternatives: [[], [hole]] }];
}

/** Escaped, what was markup is text. */
function escaped(parts: readonly HtmlPart[]): HtmlPart[] {
  return parts.map((part) =>
    typeof part === 'string'
      ? escapeHtml(part)
      : { alternatives: part.alternatives.map((each) => escaped(each)) },
  );
}
