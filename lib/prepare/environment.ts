// A plain environment of the package `nunjucks`, where the user brings none.
import { requireFrom } from '../core/require-from.ts';
import { errorText, quote, StaticfileError } from '../errors.ts';
import type { NunjucksEnvironment } from '../nunjucks/types.ts';

export interface TemplateOptions {
  /** Delimiters, as Nunjucks' option `tags`. */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Loads Nunjucks as the working folder has it.
 *
 * @throws `ERR_STATICFILE_TARGET` where it is not installed.
 */
export function loadEnvironment(
  folder: string,
  options: TemplateOptions = {},
): NunjucksEnvironment {
  try {
    const require = requireFrom(folder);
    const { Environment } = require('nunjucks') as {
      Environment: new (loader: null, options: object) => NunjucksEnvironment;
    };
    return new Environment(null, options);
  } catch (cause) {
    throw new StaticfileError(
      'ERR_STATICFILE_TARGET',
      `Cannot read templates without Nunjucks: ${errorText(cause)}. Looked from ${quote(folder)}. ` +
        'Run "npm install nunjucks", or give the environment as "env".',
      { cause },
    );
  }
}
