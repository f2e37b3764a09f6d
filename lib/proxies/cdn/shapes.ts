// What options of a CDN proxy, and of its methods, must be; what is said of those that are not.
import { attempt } from '../../core/attempt.ts';
import { didYouMean } from '../../core/closest.ts';
import { errorText, printable, quote, StaticfileError } from '../../errors.ts';

export type Check = (value: unknown) => boolean;
/** The words for a message, the check, and the options within, where it is an object of them. */
export type Shape = readonly [words: string, check: Check, within?: Shapes];
export interface Shapes {
  readonly [name: string]: Shape;
}

export const isBoolean: Check = (value) => typeof value === 'boolean';
export const isObject: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isTime: Check = (value) => typeof value === 'number' && value >= 0 && value < 1e9;
export const isCount: Check = (value) => Number.isInteger(value) && Number(value) >= 1;
const isNatural: Check = (value) => Number.isInteger(value) && Number(value) >= 0;

const SETUP: Shapes = { dryRun: ['true or false', isBoolean] };

export const PRUNE: Shapes = {
  ...SETUP,
  keep: ['a number of releases from 1 up', isCount],
  olderThanSeconds: ['a number of seconds', isTime],
  maxDelete: ['a number from 0 up', isNatural],
};

/**
 * Returns the options of a method; `null` are none.
 *
 * @throws `ERR_STATICFILE_OPTION` with the closest right name.
 */
export function methodOptions<O extends object>(method: 'prune' | 'setup', options: O | null): O {
  const given = options ?? ({} as O);
  checkShapes(`${method}()`, given, method === 'prune' ? PRUNE : SETUP);
  return given;
}

/**
 * Checks names and types.
 *
 * @param who - Whose options they are, for messages.
 * @throws `ERR_STATICFILE_OPTION` with the closest right name.
 */
export function checkShapes(who: string, values: unknown, shapes: Shapes): void {
  if (!isObject(values)) throw wrongOption(who, 'it needs an object of options.');
  checkEach(who, '', { ...(values as object) }, shapes);
}

export function wrongOption(who: string, message: string): StaticfileError {
  return new StaticfileError('ERR_STATICFILE_OPTION', `${who}: ${message}`);
}

function checkEach(
  who: string,
  path: string,
  values: Readonly<Record<string, unknown>>,
  shapes: Shapes,
): void {
  for (const [name, value] of Object.entries(values)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape === undefined) {
      const meant = didYouMean(name, Object.keys(shapes));
      throw wrongOption(who, `Unknown option ${quote(path + name)}. ${meant}`);
    }
    if (value === undefined) continue;
    const [words, check, within] = shape;
    const inner = `${path}${name}`;
    if (within !== undefined && isObject(value))
      checkEach(who, `${inner}.`, { ...(value as object) }, within);
    if (!check(value)) {
      throw wrongOption(who, `${quote(inner)} must be ${words}, not ${describe(value)}.`);
    }
  }
}

function describe(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'string') return quote(value);
  // JSON writes NaN and Infinity as null, and no circles
  const text = typeof value === 'number' ? undefined : attempt(() => JSON.stringify(value));
  return printable(typeof text === 'string' ? text : errorText(value));
}
