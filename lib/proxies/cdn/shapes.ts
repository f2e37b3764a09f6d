// What options of a CDN proxy, and of its methods, must be.
import {
  type Check,
  checkShapes,
  isBoolean,
  isCount,
  isObject,
  optionError,
  type Shapes,
} from '../../core/option-shapes.ts';

export const isTime: Check = (value) => typeof value === 'number' && value >= 0 && value < 1e9;
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
  checkOptionsOf(`${method}(): `, given, method === 'prune' ? PRUNE : SETUP);
  return given;
}

/**
 * @param speaker - What messages begin with.
 * @throws `ERR_STATICFILE_OPTION` with the closest right name.
 */
export function checkOptionsOf(speaker: string, values: unknown, shapes: Shapes): void {
  if (!isObject(values)) throw optionError(`${speaker}it needs an object of options.`);
  checkShapes(values as object, shapes, speaker);
}
