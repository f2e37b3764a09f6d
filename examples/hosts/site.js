// What all hosts have in common: the templates, the files, and the page's own data.
import path from 'node:path';
import { createStaticfiles } from 'nunjucks-staticfile';

const here = import.meta.dirname;

export const views = path.join(here, 'views');
export const page = { title: 'Four lights' };

/** The options are those of `createStaticfiles`. */
export function createSite({ outDir = path.join(here, '.static'), ...options } = {}) {
  return createStaticfiles({ roots: path.join(here, 'static'), outDir, ...options });
}
