// The keys that options of methods may have, as those of createStaticfiles are checked.
import { knownKeys } from '../core/option-shapes.ts';

const METHODS = {
  install: ['bake'],
  staticfile: ['integrity'],
  slimfile: ['integrity'],
  page: ['url', 'slim'],
  describe: ['slim'],
  statusPage: ['guard'],
  settled: ['ready', 'timeoutMs'],
  prepare: [
    'templates',
    'paths',
    'env',
    'manifest',
    'strict',
    'recordTo',
    'from',
    'deadlineSeconds',
    'onProgress',
    'signal',
  ],
} as const;

/**
 * Returns the options of a method, which have no other keys than it knows; `null` are none.
 *
 * @throws `ERR_STATICFILE_OPTION` with the closest right name.
 */
export function methodOptions<O>(method: keyof typeof METHODS, options: O): O {
  return knownKeys(`${method}()`, options, METHODS[method]);
}
