// The Nunjucks packages that every template test runs with.
import fork from '@11ty/nunjucks';
import nunjucks from 'nunjucks';

export interface Engine {
  readonly name: string;
  readonly nunjucks: typeof nunjucks;
}

export const engines: readonly Engine[] = [
  { name: 'nunjucks', nunjucks },
  { name: '@11ty/nunjucks', nunjucks: fork as typeof nunjucks },
];
