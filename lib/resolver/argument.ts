// What a tag or function is given as a path → the members that it names.
import { splitCombination } from '../core/paths.ts';

/** Where something was asked for, to be named in a message. */
export interface Place {
  readonly template?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** Reads a value as one text, the same for the same paths; `undefined` when it is no path. */
export function readPath(value: unknown): string | undefined {
  // a NUL joins the members of an array below; in a path it names nothing
  if (typeof value === 'string') return value.includes('\0') ? encodeNul(value) : value;
  // Nunjucks' SafeString, and what `integrity` gives, are String objects
  if (value instanceof String) return readPath(value.toString());
  if (!Array.isArray(value)) return undefined;
  const members = value.map(readPath);
  if (members.length === 0 || members.some((member) => member === undefined)) return undefined;
  return members.join('\0');
}

/** Splits what {@link readPath} gave into its members. */
export function membersOf(text: string): string[] {
  return text.includes('\0')
    ? text.split('\0').map((member) => member.trim())
    : splitCombination(text);
}

function encodeNul(text: string): string {
  return text.replaceAll('\0', '%00');
}

/** Says where something was asked for: ` (in "page.njk", line 3, column 7)`. */
export function placeText(place: Place | undefined): string {
  if (place?.line === undefined) return '';
  const template = place.template === undefined ? '' : `"${place.template}", `;
  return ` (in ${template}line ${place.line}, column ${place.column})`;
}

/** Says in words what kind of value was given instead of a path. */
export function kindOfValue(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'an array that does not hold paths only';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}, "${String(value)}"`;
}
