import vm from 'node:vm';
import nunjucks from 'nunjucks';
import { createSite, page, views } from './site.js';

/** Templates become JavaScript beforehand; what renders them needs no parser and no loader. */
export function render(options) {
  const staticfiles = createSite(options);
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(views), {
    autoescape: true,
  });
  staticfiles.install(environment, { bake: false });
  const code = nunjucks.precompile(views, { env: environment, include: [/\.njk$/] });

  const window = {};
  vm.runInNewContext(code, { window });
  const templates = new nunjucks.PrecompiledLoader(window.nunjucksPrecompiled);
  const slim = new nunjucks.Environment(templates, { autoescape: true });
  staticfiles.install(slim);
  return slim.render('page.njk', page);
}
