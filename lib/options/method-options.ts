// The keys that options of methods may have, as those of createStaticfiles are checked.
import { attempt } from '../core/attempt.ts';
import { didYouMean } from '../core/closest.ts';
import { quote } from '../errors.ts';
import { optionError } from './validate.ts';

const METHODS = {
  install: ['bake'],
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
  if (options === null) return undefined as O;
  // options of others may throw when they are read
  const keys = attempt(() => Object.keys(Object(options)));
  const known: readonly string[] = METHODS[method];
  const unknown = keys instanceof Error ? undefined : keys.find((key) => !known.includes(key));
  if (unknown === undefined || typeof options !== 'object') return options;
  throw optionError(
    `Unknown option ${quote(unknown)} of ${method}(). ${didYouMean(unknown, known)}`,
  );
}
