// What a tag or function is given as a path → the members that it names.
import { attempt } from '../core/attempt.ts';
import { ownText } from '../core/bounded-memory.ts';
import { splitCombination } from '../core/paths.ts';
import { quote } from '../errors.ts';

/** Where something was asked for, to be named in a message. */
export interface Place {
  readonly template?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** A path as it was asked for: one member, or several to be combined. */
export interface AskedPath {
  /** The same text for the same members. */
  readonly key: string;
  readonly members: readonly string[];
  /** It stands in a template as it is: such combinations are not counted. */
  readonly isLiteral?: boolean;
}

/**
 * How a text is read: what stands in a tag, and what code gives a function, names several files with
 * a `;` between them. A value may come from a visitor: it is one path.
 */
export type TextOrigin = 'tag' | 'code' | 'value';

/** Reads a value as a path; `undefined` when it is none. */
export function readPath(value: unknown, origin: TextOrigin): AskedPath | undefined {
  try {
    return readAnyPath(value, origin);
  } catch {
    // some values throw when they are looked at: a revoked proxy, a getter
    return undefined;
  }
}

function readAnyPath(value: unknown, origin: TextOrigin): AskedPath | undefined {
  if (Array.isArray(value)) return readMembers(value);
  const text = readText(value);
  if (text === undefined) return undefined;
  if (origin === 'value' || !text.includes(';')) return readOne(text);
  return { key: text, members: splitCombination(text), isLiteral: origin === 'tag' };
}

/** Checks whether a value is the key of the path that it names. */
export function isOwnKey(value: unknown, origin: TextOrigin): value is string {
  if (typeof value !== 'string') return false;
  if (origin === 'tag') return true;
  return !(origin === 'value' && value.includes(';')) && !value.includes('\0');
}

function readMembers(values: readonly unknown[]): AskedPath | undefined {
  const texts = values.map(readText);
  const members = texts.flatMap((text) => (text === undefined ? [] : [text.trim()]));
  if (members.length === 0 || members.length < texts.length) return undefined;
  const [first = ''] = members;
  return members.length === 1 ? readOne(first) : { key: `\0${members.join('\0')}`, members };
}

/** Where a `;` does not separate, the same text with a `;` that does has another key. */
function readOne(text: string): AskedPath {
  const member = text.trim();
  return { key: text.includes(';') ? `\0;${text}` : text, members: member === '' ? [] : [member] };
}

/** Nunjucks' SafeString, and what `integrity` gives, are String objects. */
function readText(value: unknown): string | undefined {
  const text = value instanceof String ? value.valueOf() : value;
  // a NUL joins the members of a key; in a path it names nothing
  return typeof text === 'string' ? ownText(text.replaceAll('\0', '%00')) : undefined;
}

/** Shows a path as a template would write it. */
export function showPath({ members }: AskedPath): string {
  return members.join('; ');
}

/** Returns where something was asked for: ` (in "page.njk", line 3, column 7)`. */
export function placeText(place: Place | undefined): string {
  const template = place?.template === undefined ? '' : quote(place.template);
  if (place?.line === undefined) return template && ` (in ${template})`;
  const before = template && `${template}, `;
  return ` (in ${before}line ${place.line}, column ${place.column})`;
}

/** Returns in words what kind of value was given instead of a path. */
export function kindOfValue(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (attempt(() => Array.isArray(value)) === true) return 'an array that does not hold paths only';
  const type = typeof value;
  return type === 'object' ? 'an object' : `a ${type}, ${quote(plainText(value))}`;
}

/** Writes a value that is no path into a page; what has no plain text of its own is left out. */
export function plainText(value: unknown): string {
  return ['number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : '';
}
