// The same page from compiled templates, in an environment that does not know their delimiters.
import type { Environment } from 'nunjucks';
import { createStaticfiles } from '../../support/create.ts';
import { collectLog } from '../../support/log.ts';
import type { Engine } from '../../support/nunjucks.ts';
import { type Page, renderTemplate, type Templates } from './page.ts';

interface Precompiled {
  readonly name: string;
  readonly template: string;
}

/** Precompiles with the page's environment and renders with new ones of everything. */
export function precompiledPage(engine: Engine, page: Page, templates: Templates): Page {
  const compiled = Object.entries(templates).map(([name, source]) => [
    name,
    new Function(precompileTemplate(engine, page.env, name, source))(),
  ]);
  const log = collectLog();
  const staticfiles = createStaticfiles({
    roots: page.site.root,
    outDir: page.site.outDir,
    logger: log,
  });
  const { Environment, PrecompiledLoader } = engine.nunjucks;
  const env = new Environment(new PrecompiledLoader(Object.fromEntries(compiled)));
  env.addFilter('later', (value, done) => setImmediate(done, null, value), true);
  staticfiles.install(env);
  return {
    env,
    site: page.site,
    staticfiles,
    log,
    render: (mode = 'render', context = {}) => renderTemplate(env, mode, context),
  };
}

/** The source that Nunjucks makes of a template: the body of a function. */
export function precompileTemplate(
  engine: Engine,
  env: Environment,
  name: string,
  source: string,
): string {
  const wrapper = (templates: Precompiled[]): string => templates[0]?.template ?? '';
  const options = { name, env, wrapper: wrapper as unknown as PrecompileWrapper };
  return engine.nunjucks.precompileString(source, options);
}

// The published types give the wrapper one template, Nunjucks a list of them.
type PrecompileWrapper = (templates: Precompiled) => string;
