// The names and types of options, of everything that takes options, and what is said of one that is wrong.
import { quote, StaticfileError } from '../errors.ts';
import { attempt } from './attempt.ts';
import { didYouMean } from './closest.ts';

export type Check = (value: unknown) => boolean;

/** The rule for an option: its words in a message, its check, and the options within, if it has some. */
export type Shape = readonly [words: string, check: Check, within?: Shapes];

export interface Shapes {
  readonly [name: string]: Shape;
}

export const isText: Check = (value) => typeof value === 'string' && value !== '';
export const isBoolean: Check = (value) => typeof value === 'boolean';
export const isFunction: Check = (value) => typeof value === 'function';
export const isObject: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isCount: Check = (value) => Number.isInteger(value) && Number(value) >= 1;

/**
 * @param speaker - What messages begin with: nothing, or `cloudFrontProxy: `.
 * @param path - The option that they are within, with a dot.
 * @throws `ERR_STATICFILE_OPTION` with the closest right name.
 */
export function checkShapes(values: object, shapes: Shapes, speaker = '', path = ''): void {
  for (const [name, value] of Object.entries(values)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape === undefined) throw unknownOption(path + name, Object.keys(shapes), { speaker });
    if (value !== undefined) checkShape(`${path}${name}`, value, shape, speaker);
  }
}

function checkShape(path: string, value: unknown, shape: Shape, speaker: string): void {
  const [words, check, within] = shape;
  if (within !== undefined) {
    const objects = [value].flat().filter(isObject) as object[];
    for (const each of objects) checkShapes(each, within, speaker, `${path}.`);
  }
  if (check(value)) return;
  throw optionError(`${speaker}The option ${quote(path)} must be ${words}, not ${inWords(value)}.`);
}

/**
 * Returns the options of a function, which have no other keys than those; `null` are none.
 *
 * @throws `ERR_STATICFILE_OPTION` with the closest right name.
 */
export function knownKeys<O>(owner: string, options: O, known: readonly string[]): O {
  if (options === null) return undefined as O;
  // options of others may throw when they are read
  const keys = attempt(() => Object.keys(Object(options)));
  const unknown = keys instanceof Error ? undefined : keys.find((key) => !known.includes(key));
  if (unknown === undefined || typeof options !== 'object') return options;
  throw unknownOption(unknown, known, { of: ` of ${owner}` });
}

function unknownOption(
  path: string,
  known: readonly string[],
  { speaker = '', of = '' }: { readonly speaker?: string; readonly of?: string },
): StaticfileError {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return optionError(`${speaker}Unknown option ${quote(path)}${of}. ${didYouMean(name, known)}`);
}

/** Returns a value as a message shows it: objects hold what no message should. */
export function inWords(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return `[${value.slice(0, 5).map(inItem).join(', ')}]`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function inItem(value: unknown): string {
  return Array.isArray(value) ? 'a list' : inWords(value);
}

export function optionError(message: string): StaticfileError {
  return new StaticfileError('ERR_STATICFILE_OPTION', message);
}
